import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { pairSite, temporarySite, type TemporarySite } from './temporary-site.ts';

describe('a saved plan', () => {
  let site: TemporarySite;
  let file: string;

  beforeEach(async () => {
    site = await temporarySite(pairSite());
    file = path.join(site.directory, 'site.plan');
    const opened = site.open();
    const plan = await opened.plan({ runningDirectory: site.runningDirectory, waivers: [] });
    await opened.close();
    await writeFile(file, JSON.stringify(plan, null, 2));
  });
  afterEach(() => site.remove());

  const read = async (): Promise<unknown> => {
    const opened = site.open();
    try {
      return await opened.readPlanFile(file);
    } finally {
      await opened.close();
    }
  };

  it('reads back as it was written', async () => {
    assert.deepEqual(await read(), JSON.parse(await readFile(file, 'utf8')));
  });

  it('is refused with a command that the plan did not show', async () => {
    const text = await readFile(file, 'utf8');
    await writeFile(file, text.replace('"vlan 100"', '"reload now"'));
    await assert.rejects(read(), { code: 'plan-unreadable' });
  });

  it('is refused with a waiver that was not given', async () => {
    const text = await readFile(file, 'utf8');
    await writeFile(file, text.replace('"waivers": []', '"waivers": ["adopt"]'));
    await assert.rejects(read(), { code: 'plan-unreadable' });
  });
});
