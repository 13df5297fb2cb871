import assert from 'node:assert/strict';
import { pairSite } from '../engine/temporary-site.ts';
import { workerKilledAt } from './kill-worker.ts';
import { labSite, type LabSite } from './lab-site.ts';

const withoutServers = pairSite({
  groups: '  []',
  networks: '  - { name: mgmt, kind: vlan, vlan: 100 }',
  servers: '  []',
});

describe('what a worker left that died before it could record', function () {
  this.timeout(60_000);
  let site: LabSite;
  beforeEach(async () => {
    site = await labSite(pairSite());
    await workerKilledAt(site, 'save done sw2');
    assert.match(site.running()['sw1'] ?? '', /tl:db01\/port0/);
  });
  afterEach(() => site.stop());

  it('is named in every plan until its job has been led to an end', async () => {
    const codes = async (): Promise<readonly string[]> =>
      (await site.plan()).warnings.map(({ code }) => code).filter((code) => code === 'job-unfinished');
    assert.deepEqual(await codes(), ['job-unfinished']);
    const jobs = await site.with((one) => one.settle({ requestedBy: 'test' }));
    assert.deepEqual(
      jobs.map(({ state }) => state),
      ['succeeded'],
    );
    assert.deepEqual(await codes(), []);
    assert.deepEqual((await site.plan()).units, []);
  });

  it('is not forgotten by a plan that takes it away before anybody has seen to the job', async () => {
    await site.write(withoutServers);
    const [unit] = (await site.plan(['allow-removals'])).units;
    for (const one of unit?.switches ?? []) {
      assert.ok(one.commands.includes('no vlan 120'), one.switch);
      assert.deepEqual(one.releasedPorts, ['Ethernet10']);
    }
  });

  it('is taken away without a trace once its job has been led to an end', async () => {
    await site.with((one) => one.settle({ requestedBy: 'test' }));
    await site.write(withoutServers);
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

describe('an apply that meets a job whose worker died in the middle', function () {
  this.timeout(60_000);
  let site: LabSite;
  let before: Readonly<Record<string, string>>;
  beforeEach(async () => {
    site = await labSite(pairSite());
    before = site.running();
    await workerKilledAt(site, 'change done sw1');
  });
  afterEach(() => site.stop());

  it('puts that one back by its own plan, and says that its own is stale', async () => {
    await site.write(
      pairSite({
        networks: '  - { name: mgmt, kind: vlan, vlan: 100 }\n  - { name: app, kind: vlan, vlan: 130 }',
      }),
    );
    const { jobs } = await site.apply();
    assert.deepEqual(
      jobs.map(({ state, error }) => [state, error?.code]),
      [['failed', 'plan-stale']],
    );
    const all = await site.with(async (one) => (await one.store()).listJobs());
    assert.deepEqual(
      all.map(({ state }) => state),
      ['failed', 'rolled-back'],
    );
    assert.deepEqual(site.running(), before);
    assert.equal((await site.apply()).jobs[0]?.state, 'succeeded');
  });
});
