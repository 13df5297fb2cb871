import assert from 'node:assert/strict';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { TwinleafError } from '../../src/fabric/errors.ts';
import type { Plan } from '../../src/fabric/plan/plan.ts';
import { pairSite, temporarySite, type TemporarySite } from './temporary-site.ts';

describe('a template beside the YAML', () => {
  let site: TemporarySite;
  beforeEach(async () => {
    site = await temporarySite(pairSite());
  });
  afterEach(() => site.remove());

  const override = async (name: string, text: string): Promise<void> => {
    const file = path.join(site.directory, 'templates', name);
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, text);
  };
  const plan = async (): Promise<Plan> => {
    const opened = site.open();
    return opened
      .plan({ runningDirectory: site.runningDirectory, waivers: [] })
      .finally(() => opened.close());
  };
  const refused = async (): Promise<TwinleafError> => {
    try {
      await plan();
    } catch (error) {
      assert.ok(error instanceof TwinleafError);
      return error;
    }
    return assert.fail('was not refused');
  };

  it('replaces the built-in one of that name and is named in the plan', async () => {
    await override('arista-eos/vlan.hbs', 'vlan {{id}}\n   name {{name}}\n   trunk group EXTRA\n');
    const { overriddenTemplates, units } = await plan();
    assert.deepEqual(overriddenTemplates, ['arista-eos/vlan']);
    assert.ok(units[0]?.switches[0]?.commands.includes('   trunk group EXTRA'));
  });

  it('stays under remediation: what it renders no more is taken away', async () => {
    await override('arista-eos/vlan.hbs', 'vlan {{id}}\n   name {{name}}\n   trunk group EXTRA\n');
    const opened = site.open();
    for (const { switch: hostname, config } of await opened.render())
      await site.writeRunning({ [hostname]: config });
    await opened.close();
    assert.deepEqual((await plan()).units, []);
    await override('arista-eos/vlan.hbs', 'vlan {{id}}\n   name {{name}}\n');
    const commands = (await plan()).units[0]?.switches[0]?.commands ?? [];
    assert.deepEqual(commands.slice(0, 2), ['vlan 100', '   no trunk group EXTRA']);
  });

  it('is refused with file and line where it names a value that does not exist', async () => {
    await override('arista-eos/vlan.hbs', 'vlan {{id}}\n   name {{nmae}}\n');
    const error = await refused();
    assert.equal(error.code, 'template-error');
    assert.match(error.message, /templates\/arista-eos\/vlan\.hbs:2/);
  });

  it('is refused where it replaces nothing, with the nearest name', async () => {
    await override('arista-eos/vlna.hbs', 'vlan {{id}}\n');
    const error = await refused();
    assert.equal(error.code, 'template-error');
    assert.match(String(error.details.hint), /vlan/);
  });

  it('may not render a section that belongs to nothing of the plan', async () => {
    await override(
      'arista-eos/vlan.hbs',
      'vlan {{id}}\n   name {{name}}\n!\nrouter bgp 65000\n   router-id 192.0.2.1\n',
    );
    const error = await refused();
    assert.equal(error.code, 'template-error');
    assert.match(error.message, /router bgp 65000/);
  });
});
