import assert from 'node:assert/strict';
import { pairSite } from '../engine/temporary-site.ts';
import { labSite, type LabSite } from './lab-site.ts';

/** Applies, and never gets to record it: as if the process had been killed between confirming and recording. */
async function applyUnrecorded(site: LabSite): Promise<void> {
  await site.with(async (one) => {
    const store = await one.store();
    store.recordApplied = () => Promise.reject(new Error('killed'));
    const { jobs } = await one.apply(await one.plan({ waivers: [] }), { requestedBy: 'test' });
    await store.moveJob(jobs[0]?.id ?? '', 'running');
  });
}

describe('a worker that died after it had confirmed and before it could record', () => {
  let site: LabSite;
  beforeEach(async () => {
    site = await labSite(pairSite());
    await applyUnrecorded(site);
    assert.match(site.running()['sw1'] ?? '', /tl:db01\/port0/);
    const jobs = await site.with(async (one) => (await one.store()).listJobs());
    assert.deepEqual(
      jobs.map(({ state }) => state),
      ['running'],
    );
  });
  afterEach(() => site.stop());

  it('is named in every plan until a later job on the unit has succeeded', async () => {
    const codes = async (): Promise<readonly string[]> =>
      (await site.plan()).warnings.map(({ code }) => code).filter((code) => code === 'job-unfinished');
    assert.deepEqual(await codes(), ['job-unfinished']);
    await site.write(
      pairSite({
        networks: '  - { name: mgmt, kind: vlan, vlan: 100 }\n  - { name: app, kind: vlan, vlan: 130 }',
      }),
    );
    const { jobs } = await site.apply();
    assert.equal(jobs[0]?.state, 'succeeded');
    assert.deepEqual(await codes(), []);
  });

  it('leaves nothing that a later removal would forget', async () => {
    await site.write(
      pairSite({ groups: '  []', networks: '  - { name: mgmt, kind: vlan, vlan: 100 }', servers: '  []' }),
    );
    const { jobs } = await site.apply(['allow-removals']);
    assert.equal(jobs[0]?.state, 'succeeded');
    for (const hostname of ['sw1', 'sw2']) {
      assert.doesNotMatch(site.running()[hostname] ?? '', /tl:db01|tl:app|Port-Channel31/);
      assert.match(
        site.running()[hostname] ?? '',
        /interface Ethernet10\n {3}description tl:released\n {3}shutdown/,
      );
    }
  });
});
