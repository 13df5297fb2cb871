import assert from 'node:assert/strict';
import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { pairSite } from '../engine/temporary-site.ts';
import { labSite, type LabSite } from './lab-site.ts';
import { typeByHand } from './type-by-hand.ts';

/** Types lines into the configuration of a virtual switch, as somebody else would. */
describe('what an on-call engineer does', () => {
  let site: LabSite;
  beforeEach(async () => {
    site = await labSite(pairSite());
    const { jobs } = await site.apply();
    assert.equal(jobs[0]?.state, 'succeeded');
  });
  afterEach(() => site.stop());

  it('sees a line that somebody typed on an owned port as drift, and the plan takes it away', async () => {
    typeByHand(site, 'sw2', ['interface Port-Channel31', 'switchport trunk allowed vlan 100']);
    const drifted = (await site.with((one) => one.drift())).filter(({ commands }) => commands.length > 0);
    assert.deepEqual(drifted, [
      {
        switch: 'sw2',
        commands: ['interface Port-Channel31', '   switchport trunk allowed vlan 100,120'],
        movedCables: [],
      },
    ]);
    const { jobs } = await site.apply();
    assert.equal(jobs[0]?.state, 'succeeded');
    const still = (await site.with((one) => one.drift())).flatMap(({ commands }) => commands);
    assert.deepEqual(still, []);
  });

  it('sees no drift in what is not Twinleaf’s, and no plan touches it', async () => {
    typeByHand(site, 'sw1', ['interface Ethernet40', 'description spare', 'exit', 'ntp server 192.0.2.9']);
    const before = site.running();
    assert.deepEqual(
      (await site.with((one) => one.drift())).flatMap(({ commands }) => commands),
      [],
    );
    await site.apply();
    assert.deepEqual(site.running(), before);
  });

  it('finds a server that is off waiting, not wrong', async () => {
    site.lab.hosts.get('db01')?.setPowered(false);
    const checks = await site.with((one) => one.verify());
    assert.deepEqual(
      checks.filter(({ state }) => state === 'wrong'),
      [],
    );
    assert.ok(checks.some(({ check, state }) => check === 'lag-members' && state === 'waiting'));
  });

  it('finds a peer-link that was shut wrong on both members', async () => {
    typeByHand(site, 'sw1', ['interface Port-Channel1000', 'shutdown']);
    const wrong = (await site.with((one) => one.verify())).filter(({ state }) => state === 'wrong');
    assert.deepEqual(
      wrong.filter(({ check }) => check === 'pair-health').map((check) => check.switch),
      ['sw1', 'sw2'],
    );
  });

  it('may not change a pair whose peer-link has been cut', async () => {
    await site.write(
      pairSite({
        networks: '  - { name: mgmt, kind: vlan, vlan: 100 }\n  - { name: app, kind: vlan, vlan: 121 }',
        groups: `  - name: databases
    endpoints: { servers: [db01] }
    connections:
      - { network: mgmt, tagged: false }`,
      }),
    );
    for (const port of ['Ethernet53/1', 'Ethernet54/1']) site.lab.world.disconnect({ switch: 'sw1', port });
    const before = site.running();
    const { jobs } = await site.apply();
    assert.deepEqual([jobs[0]?.state, jobs[0]?.error?.code], ['failed', 'pair-unhealthy']);
    assert.deepEqual(site.running(), before);
  });

  it('mends a pair whose peer-link was shut by hand', async () => {
    typeByHand(site, 'sw1', ['interface Ethernet53/1', 'shutdown', 'interface Ethernet54/1', 'shutdown']);
    const { jobs } = await site.apply();
    assert.equal(jobs[0]?.state, 'succeeded', jobs[0]?.error?.message);
    const wrong = (await site.with((one) => one.verify())).filter(({ state }) => state === 'wrong');
    assert.deepEqual(wrong, []);
  });

  it('rebuilds a lost store from the marks, and the next plan is empty', async () => {
    const stateOf = async (): Promise<unknown> =>
      site.with(async (one) => {
        const state = await (await one.store()).readState();
        // Global lines bear no mark, so a rebuilt store leaves them out of what was applied.
        const switches = state?.switches.map((one) => ({
          ...one,
          config: one.config.replace('no spanning-tree vlan-id 4094\n', ''),
        }));
        const allocations = state?.allocations.filter(({ owner }) => !owner.startsWith('rack1/'));
        return { ...state, switches, allocations };
      });
    const lost = await stateOf();
    for (const file of ['store.sqlite', 'store.sqlite-wal', 'store.sqlite-shm']) {
      await rm(path.join(site.directory, '.twinleaf', 'lab', file), { force: true });
    }
    await assert.rejects(
      site
        .write(
          pairSite({
            networks: '  - { name: mgmt, kind: vlan, vlan: 100 }\n  - { name: app, kind: vlan, vlan: 121 }',
          }),
        )
        .then(() => site.apply()),
      { code: 'state-missing' },
    );
    await site.write(pairSite());
    await assert.rejects(site.apply(), { code: 'state-missing' });
    await site.with((one) => one.recover());
    assert.deepEqual(await stateOf(), lost);
    const plan = await site.plan();
    assert.deepEqual([plan.units, plan.refusals], [[], []]);
  });

  it('is told which secret a login lacks, or that the switch refused it', async () => {
    const file = path.join(site.directory, '.twinleaf', 'lab.json');
    const lab = JSON.parse(await readFile(file, 'utf8')) as Record<string, unknown>;
    await writeFile(file, JSON.stringify({ ...lab, password: 'not-this-one' }));
    await assert.rejects(site.plan(), (error: unknown) => {
      assert.ok(error instanceof Error && 'code' in error);
      assert.equal(error.code, 'auth-failed');
      assert.doesNotMatch(JSON.stringify(error), /not-this-one/);
      return true;
    });
  });

  it('reads in the journal what was sent to whom and what was verified', async () => {
    const job = await site.with(async (one) => {
      const store = await one.store();
      const [newest] = await store.listJobs();
      assert.ok(newest);
      return {
        steps: (await store.readJob(newest.id))?.steps,
        exchanges: await store.readExchanges(newest.id),
      };
    });
    const done = job.steps
      ?.filter(({ phase }) => phase === 'done')
      .map(({ step, switch: hostname }) => [step, hostname]);
    assert.deepEqual(
      done?.filter(([step]) => step === 'change' || step === 'confirm' || step === 'save'),
      [
        ['change', 'sw1'],
        ['change', 'sw2'],
        ['confirm', 'sw1'],
        ['confirm', 'sw2'],
        ['save', 'sw1'],
        ['save', 'sw2'],
      ],
    );
    assert.ok(job.exchanges.some(({ command }) => command.trim() === 'mlag 31'));
    const secret = site.lab.password;
    assert.ok(!job.exchanges.some(({ command, output }) => `${command}${output}`.includes(secret)));
  });

  it('finds the password of the switches nowhere in what was kept', async () => {
    site.lab.switches.get('sw2')?.faults.refuse(/vlan 121/);
    await site.write(
      pairSite({
        networks: '  - { name: mgmt, kind: vlan, vlan: 100 }\n  - { name: app, kind: vlan, vlan: 121 }',
      }),
    );
    const { jobs } = await site.apply();
    assert.equal(jobs[0]?.state, 'rolled-back');
    const state = path.join(site.directory, '.twinleaf', 'lab');
    const files = await readdir(state);
    assert.ok(files.includes('store.sqlite'));
    for (const file of files) {
      const content = await readFile(path.join(state, file));
      assert.ok(!content.includes(site.lab.password), file);
    }
  });
});
