import assert from 'node:assert/strict';
import path from 'node:path';
import { labStateDirectory } from '../../src/app.ts';
import { openStore } from '../../src/store/open-store.ts';
import { pairSite } from '../engine/temporary-site.ts';
import { labSite, type LabSite } from './lab-site.ts';
import { typeByHand } from './type-by-hand.ts';

const networks = (app: number): string =>
  `  - { name: mgmt, kind: vlan, vlan: 100 }\n  - { name: app, kind: vlan, vlan: ${String(app)} }`;

describe('a change that somebody else meets half way', () => {
  let site: LabSite;
  beforeEach(async () => {
    site = await labSite(pairSite());
  });
  afterEach(() => site.stop());

  const owedSaves = async (): Promise<readonly string[]> =>
    site.with(async (one) => {
      const state = await (await one.store()).readState();
      return (state?.switches ?? []).filter(({ saveOwed }) => saveOwed).map(({ hostname }) => hostname);
    });

  it('is not saved together with what somebody else has not saved, unless that is waived', async () => {
    await site.apply();
    typeByHand(site, 'sw1', ['ntp server 192.0.2.9']);
    await site.write(pairSite({ networks: networks(130) }));
    const { jobs } = await site.apply();
    assert.equal(jobs[0]?.state, 'succeeded');
    assert.deepEqual(await owedSaves(), ['sw1']);
    const startup = site.lab.switches.get('sw1')?.virtual.startupConfig() ?? '';
    assert.doesNotMatch(startup, /ntp server|vlan 130/);

    await site.write(pairSite({ networks: networks(140) }));
    const plan = await site.plan(['save-foreign']);
    assert.deepEqual(
      plan.warnings.filter(({ code }) => code === 'save-owed').map(({ message }) => message.split(':')[0]),
      ['sw1'],
    );
    await site.apply(['save-foreign']);
    assert.deepEqual(await owedSaves(), []);
    assert.match(site.lab.switches.get('sw1')?.virtual.startupConfig() ?? '', /ntp server 192\.0\.2\.9/);
  });

  it('goes back when it is interrupted before everything is confirmed', async () => {
    const before = site.running();
    const interruption = new AbortController();
    const plan = await site.plan();
    const { jobs } = await site.with((one) =>
      one.apply(plan, {
        requestedBy: 'test',
        signal: interruption.signal,
        onProgress: ({ step, phase }) => {
          if (step === 'change' && phase === 'done') interruption.abort();
        },
      }),
    );
    assert.deepEqual(
      [jobs[0]?.state, (jobs[0]?.error?.message ?? '').includes('interrupted')],
      ['rolled-back', true],
    );
    assert.deepEqual(site.running(), before);
  });

  it('waits until another job has left the pair', async () => {
    const plan = await site.plan();
    const store = await openStore({ directory: labStateDirectory(path.join(site.directory, '.twinleaf')) });
    await site.with(async (one) => {
      const other = `other-${plan.id}`;
      const jobs = [{ id: other, unit: 'rack1', dependsOn: [] }];
      await store.createRun({ id: 'other', plan, requestedBy: 'somebody else', jobs });
      const claim = await store.claimJob(other, 60_000);
      assert.ok(typeof claim === 'object');
      const events: string[] = [];
      const applying = one.apply(plan, { requestedBy: 'test', onProgress: ({ step }) => events.push(step) });
      await new Promise((resolve) => setTimeout(resolve, 500));
      assert.deepEqual(events, []);
      await store.moveJob(other, 'failed', { fence: claim.fence });
      await store.releaseLease('rack1', claim.fence);
      const { jobs: done } = await applying;
      assert.deepEqual(
        done.map(({ state }) => state),
        ['succeeded'],
      );
    });
    await store.close();
  });

  it('stops where somebody has a candidate open on a member', async () => {
    const plan = await site.plan();
    const before = site.running();
    const session = site.lab.switches.get('sw2')?.virtual.openSession();
    assert.ok(session);
    for (const line of ['enable', 'configure session by-hand', 'vlan 5', 'end']) session.type(line);
    const { jobs } = await site.with((one) => one.apply(plan, { requestedBy: 'test' }));
    assert.deepEqual([jobs[0]?.state, jobs[0]?.error?.code], ['failed', 'unit-locked']);
    assert.match(jobs[0]?.error?.message ?? '', /by-hand/);
    assert.deepEqual(site.running(), before);
  });

  it('ends what a worker of this store left open on a member, and goes on', async () => {
    await site.apply();
    const [earlier] = await site.with(async (one) => (await one.store()).listJobs());
    const session = site.lab.switches.get('sw2')?.virtual.openSession();
    assert.ok(session);
    for (const line of ['enable', `configure session tlprov-${earlier?.plan ?? ''}-1`, 'vlan 5', 'end']) {
      session.type(line);
    }
    session.end();
    await site.write(
      pairSite({
        networks: '  - { name: mgmt, kind: vlan, vlan: 100 }\n  - { name: app, kind: vlan, vlan: 130 }',
      }),
    );
    const { jobs } = await site.apply();
    assert.deepEqual([jobs[0]?.state, jobs[0]?.error?.message], ['succeeded', undefined]);
    assert.doesNotMatch(site.running()['sw2'] ?? '', /^vlan 5$/m);
  });

  it('is refused on a switch that calls itself otherwise', async () => {
    typeByHand(site, 'sw2', ['hostname sw9']);
    await assert.rejects(site.plan(), { code: 'wrong-device' });
  });

  it('is refused with the store of another fabric', async () => {
    await site.apply();
    await site.write(pairSite().replace('name: ams1', 'name: ams2'));
    await assert.rejects(site.plan(), { code: 'state-foreign' });
  });

  it('puts itself back when its worker dies before it has confirmed', async () => {
    const patient = await labSite(pairSite(), { timing: { firstTimerSeconds: 1, secondTimerSeconds: 1 } });
    try {
      const before = patient.running();
      const plan = await patient.plan();
      // The worker is gone as soon as both members run the change: nobody confirms, nobody reverts.
      const dying = patient.with((one) =>
        one.apply(plan, {
          requestedBy: 'test',
          onProgress: ({ step, phase }) => {
            if (step !== 'confirm' || phase !== 'started') return;
            for (const { faults } of patient.lab.switches.values()) faults.dropAt(/./, { times: 1000 });
          },
        }),
      );
      await dying;
      for (const { faults } of patient.lab.switches.values()) faults.clear();
      await new Promise((resolve) => setTimeout(resolve, 1200));
      assert.deepEqual(patient.running(), before);
    } finally {
      await patient.stop();
    }
  });
});
