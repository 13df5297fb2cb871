import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startChaosLab, type ChaosLab } from '../../chaos/lab/chaos-lab.ts';
import { foreignEdits, typeAll } from '../../chaos/lab/foreign-edits.ts';
import { foreignSections } from '../../chaos/lab/foreign.ts';
import { portName, type DriverName, type SiteModel } from '../../chaos/site/site-model.ts';

const drivers: readonly DriverName[] = ['arista-eos', 'cisco-nxos', 'dell-os10'];
const universe: SiteModel = {
  units: drivers.map((driver, at) => ({ name: `sw${at}`, driver, members: [`sw${at}`] })),
  servers: [],
  networks: [{ name: 'app', vlan: 110 }],
  groups: [],
};
const secrets = { password: 'kQ7mXw2Zr9TbVn4cLs8dHyPf3GjA', enable: 'Wd5uJb8RtYe2NzKx6mCq9PvGf4Ha' };

describe('the lab of a history', () => {
  let lab: ChaosLab;
  let directory: string;
  beforeEach(async () => {
    directory = await mkdtemp(path.join(tmpdir(), 'twinleaf-chaos-lab-'));
    lab = await startChaosLab({ universe, secrets, directory, hasProxies: false });
  });
  afterEach(async () => {
    await lab.stop();
    await rm(directory, { recursive: true, force: true });
  });

  const foreignOf = (hostname: string): string => foreignSections(lab.running().get(hostname) ?? '');

  it('has somebody who changes what is his on every system, which counts as his', () => {
    for (const { members } of universe.units) {
      const [hostname = ''] = members;
      for (const [at, what] of foreignEdits.entries()) {
        const before = foreignOf(hostname);
        lab.somebody.edits(hostname, { what, number: 2 * at + 1, isSaved: false });
        assert.notEqual(foreignOf(hostname), before, `${hostname}: ${what}`);
      }
    }
    assert.deepEqual(lab.foreign.moved(), []);
    assert.deepEqual(lab.record.lines, []);
  });

  it('has somebody who adds a line to a port that bears our mark, and to no other', () => {
    for (const { driver, members } of universe.units) {
      const [hostname = ''] = members;
      const port = portName(driver, 5);
      lab.somebody.meddles(hostname, port);
      assert.doesNotMatch(lab.running().get(hostname) ?? '', /guard loop/, hostname);
      const session = lab.switchNamed(hostname).virtual.openSession();
      const ours = ['configure terminal', `interface ${port}`, 'description tl:a/port0', 'end'];
      typeAll(session, ours, secrets.enable);
      lab.somebody.meddles(hostname, port);
      assert.match(lab.running().get(hostname) ?? '', /tl:a\/port0[^]*guard loop/, hostname);
    }
    assert.deepEqual(lab.foreign.moved(), []);
  });

  it('notices whatever of his moves otherwise, once', () => {
    const session = lab.switchNamed('sw0').virtual.openSession();
    for (const line of ['enable', secrets.enable, 'configure', 'interface Ethernet46', 'shutdown']) {
      session.type(line);
    }
    assert.equal(lab.foreign.moved().length, 1);
    assert.deepEqual(lab.foreign.moved(), []);
  });

  it('knows which switches would lose with their power what is ours, and which had none', async () => {
    assert.deepEqual([...lab.owing()], []);
    const session = lab.switchNamed('sw1').virtual.openSession();
    typeAll(session, ['configure terminal', 'vlan 110', 'name tl:app', 'end'], secrets.enable);
    lab.somebody.edits('sw0', { what: 'bench', number: 7, isSaved: false });
    assert.deepEqual([...lab.owing()], ['sw1']);
    await lab.switchNamed('sw1').powerOff();
    await lab.powerOn('sw1');
    assert.deepEqual([...lab.owing()], []);
    assert.deepEqual(lab.takeRestarted(), ['sw1']);
    assert.deepEqual(lab.takeRestarted(), []);
  });

  it('lets go with the power what he did not save', async () => {
    const one = lab.switchNamed('sw0');
    lab.somebody.edits('sw0', { what: 'bench', number: 7, isSaved: true });
    const saved = foreignOf('sw0');
    lab.somebody.edits('sw0', { what: 'bench', number: 8, isSaved: false });
    await one.powerOff();
    await lab.powerOn('sw0');
    assert.equal(foreignOf('sw0'), saved);
    assert.deepEqual(lab.foreign.moved(), []);
  });

  it('has switches that give a secret away', () => {
    const { virtual } = lab.switchNamed('sw0');
    const session = virtual.openSession();
    lab.record.say('sw0', `psst: ${secrets.password}`);
    assert.match(session.type('show hostname').output, new RegExp(`psst: ${secrets.password}\n$`));
    session.type('enable');
    assert.equal(session.isSecret, true);
    lab.record.echoSecrets('sw0');
    assert.equal(session.isSecret, false);
    session.type(secrets.enable);
    assert.equal(session.prompt(), 'sw0#');
    assert.ok(lab.record.lines.every(({ line }) => line !== secrets.enable));
    lab.lift();
  });
});
