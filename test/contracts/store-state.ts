/** Contract of the applied state. */
import assert from 'node:assert/strict';
import {
  claimed,
  emptyFacts,
  sampleApplied,
  samplePlan,
  sampleRun,
  sampleSwitch,
  vlanOf,
} from './run-samples.ts';
import type { StoreBench } from './store.contract.ts';

/** Cases about fabric, allocations, facts and switches. */
export function stateCases(bench: StoreBench): void {
  it('has no state before the first run', async () => {
    const store = await bench.open();
    assert.equal(await store.readState(), undefined);
  });

  it('takes a whole state and gives it back sorted by code unit, also after it was closed', async () => {
    const store = await bench.open();
    const portChannel = {
      kind: 'port-channel',
      scope: 'rack1',
      owner: 'esx01/bond0',
      value: 7,
      ports: ['sw1/Ethernet1'],
    } as const;
    const facts = {
      ...emptyFacts,
      pairs: ['rack1'],
      portIndexes: { esx01: ['sw1/Ethernet1', 'sw2/Ethernet1'] },
    };
    await store.writeState({
      fabric: 'lab',
      allocations: [vlanOf('b', 2), vlanOf('Ä', 3), vlanOf('B', 1), portChannel],
      facts,
      switches: [sampleSwitch('sw10', { saveOwed: true }), sampleSwitch('sw1')],
    });
    await store.close();
    assert.deepEqual(await (await bench.open()).readState(), {
      fabric: 'lab',
      allocations: [portChannel, vlanOf('B', 1), vlanOf('b', 2), vlanOf('Ä', 3)],
      facts,
      switches: [sampleSwitch('sw1'), sampleSwitch('sw10', { saveOwed: true })],
    });
  });

  it('refuses a whole state where switches are in applied state already', async () => {
    const store = await bench.open();
    const state = { fabric: 'lab', allocations: [], facts: emptyFacts, switches: [sampleSwitch('sw1')] };
    await store.writeState(state);
    await assert.rejects(store.writeState({ ...state, switches: [] }), { code: 'store-failed' });
    assert.deepEqual(await store.readState(), state);
  });

  it('belongs to the fabric of its first run and refuses another one without a trace', async () => {
    const store = await bench.open();
    await store.createRun(sampleRun({ a: [] }, { plan: samplePlan({ allocations: [vlanOf('blue', 100)] }) }));
    const before = await store.readState();
    const foreign = samplePlan({ id: 'plan-2', fabric: 'prod', allocations: [vlanOf('red', 200)] });
    await assert.rejects(store.createRun(sampleRun({ b: [] }, { id: 'run-2', plan: foreign })), {
      name: 'SafetyError',
      code: 'state-foreign',
    });
    const other = { fabric: 'prod', allocations: [], facts: emptyFacts, switches: [] };
    await assert.rejects(store.writeState(other), { code: 'state-foreign' });
    assert.deepEqual(await store.readState(), before);
    assert.equal(await store.readRun('run-2'), undefined);
    assert.equal(await store.readPlan('plan-2'), undefined);
  });

  it('keeps the allocations of the newest run in the place of all earlier ones', async () => {
    const store = await bench.open();
    const first = samplePlan({ allocations: [vlanOf('blue', 100), vlanOf('gone', 101)] });
    const second = samplePlan({
      id: 'plan-2',
      given: first.allocations,
      allocations: [vlanOf('blue', 100), vlanOf('new', 102)],
    });
    await store.createRun(sampleRun({ a: [] }, { plan: first }));
    await store.createRun(sampleRun({ b: [] }, { id: 'run-2', plan: second }));
    assert.deepEqual((await store.readState())?.allocations, [vlanOf('blue', 100), vlanOf('new', 102)]);
  });

  it('ends a job and takes over its switches together', async () => {
    const store = await bench.open({ now: () => Date.UTC(2026, 2, 1, 12) });
    await store.createRun(sampleRun({ a: [], b: [] }));
    const fences = [await claimed(store, 'a'), await claimed(store, 'b')] as const;
    await store.moveJob('a', 'running', { error: { code: 'save-failed', message: 'earlier words' } });
    await store.recordApplied('a', sampleApplied([sampleSwitch('sw2'), sampleSwitch('sw1')], fences[0]));
    const later = sampleSwitch('sw1', { config: 'vlan 200\n', driver: 'other-os' });
    await store.recordApplied('b', sampleApplied([later], fences[1]));
    const job = await store.readJob('a');
    assert.equal(job?.state, 'succeeded');
    assert.equal(job.endedAt, '2026-03-01T12:00:00.000Z');
    assert.equal('error' in job, false);
    assert.deepEqual((await store.readState())?.switches, [later, sampleSwitch('sw2')]);
  });

  it('takes over no switch for a job that it does not know', async () => {
    const store = await bench.open();
    await store.createRun(sampleRun({ a: [] }));
    const recorded = store.recordApplied('nobody', sampleApplied([sampleSwitch('sw1')], 1));
    await assert.rejects(recorded, { code: 'unknown-object' });
    assert.deepEqual((await store.readState())?.switches, []);
  });

  it('takes over no switch from a worker that has lost its unit, and leaves the job as it is', async () => {
    let time = Date.UTC(2026, 2, 1, 12);
    const store = await bench.open({ now: () => time });
    await store.createRun(sampleRun({ a: [], b: [] }));
    const lost = await claimed(store, 'a', 1000);
    const givenBack = await claimed(store, 'b', 60_000);
    time += 1000;
    await store.releaseLease('unit-b', givenBack);
    const locked = { name: 'SafetyError', code: 'unit-locked' };
    await assert.rejects(store.recordApplied('a', sampleApplied([sampleSwitch('sw1')], lost)), locked);
    await assert.rejects(store.recordApplied('b', sampleApplied([sampleSwitch('sw1')], givenBack)), locked);
    await store.moveJob('a', 'queued');
    const again = await claimed(store, 'a');
    await assert.rejects(store.recordApplied('a', sampleApplied([sampleSwitch('sw1')], lost)), locked);
    await assert.rejects(store.recordApplied('b', sampleApplied([sampleSwitch('sw1')], again)), locked);
    assert.deepEqual((await store.readState())?.switches, []);
    const states = (await store.listJobs()).map((job) => job.state);
    assert.deepEqual(states, ['running', 'running']);
    await store.recordApplied('a', sampleApplied([sampleSwitch('sw1')], again));
    assert.deepEqual((await store.readState())?.switches, [sampleSwitch('sw1')]);
  });

  it('refuses a plan that was made before another run gave numbers, and keeps those', async () => {
    const store = await bench.open();
    await store.createRun(sampleRun({ a: [] }, { plan: samplePlan({ allocations: [vlanOf('blue', 100)] }) }));
    const late = samplePlan({ id: 'plan-2', given: [], allocations: [vlanOf('red', 100)] });
    await assert.rejects(store.createRun(sampleRun({ b: [] }, { id: 'run-2', plan: late })), {
      code: 'plan-stale',
    });
    assert.deepEqual((await store.readState())?.allocations, [vlanOf('blue', 100)]);
    assert.equal(await store.readRun('run-2'), undefined);
  });

  it('records the facts that a run leaves', async () => {
    const store = await bench.open();
    await store.createRun(sampleRun({ a: [] }, { plan: samplePlan({ allocations: [vlanOf('gone', 100)] }) }));
    assert.deepEqual((await store.readState())?.facts, emptyFacts);
    const facts = { ...emptyFacts, networks: ['blue'], endpointGroups: ['web'] };
    await store.recordFacts('run-1', facts);
    const state = await store.readState();
    assert.deepEqual(state?.facts, facts);
    assert.deepEqual(state.allocations, [vlanOf('gone', 100)]);
    await assert.rejects(store.recordFacts('run-9', emptyFacts), { code: 'unknown-object' });
  });

  it('takes over the facts of a plan whole with its last unit, and adds to what was known until then', async () => {
    const store = await bench.open();
    const before = { ...emptyFacts, networks: ['gone', 'kept'], endpointGroups: ['old'] };
    await store.writeState({ fabric: 'lab', allocations: [], facts: before, switches: [] });
    await store.createRun(sampleRun({ a: [], b: [] }));
    const fences = [await claimed(store, 'a'), await claimed(store, 'b')] as const;
    const facts = { ...emptyFacts, networks: ['kept', 'new'], pairs: ['rack1'] };
    await store.recordApplied('a', sampleApplied([], fences[0], { facts, units: 2 }));
    const until = (await store.readState())?.facts;
    assert.deepEqual(until?.networks.toSorted(), ['gone', 'kept', 'new']);
    assert.deepEqual([until.endpointGroups, until.pairs], [['old'], ['rack1']]);
    await store.recordApplied('b', sampleApplied([], fences[1], { facts, units: 2 }));
    assert.deepEqual((await store.readState())?.facts, facts);
  });

  it('knows a renamed server by its former name until its ports were reached', async () => {
    const store = await bench.open();
    const before = { ...emptyFacts, portIndexes: { db01: ['sw1/1', 'sw2/1'] } };
    await store.writeState({ fabric: 'lab', allocations: [], facts: before, switches: [] });
    await store.createRun(sampleRun({ a: [], b: [] }));
    const facts = { ...emptyFacts, portIndexes: { db09: ['sw1/2', 'sw2/1'] } };
    const half = { facts, renamed: { db09: 'db01' }, units: 3 };
    await store.recordApplied('a', sampleApplied([sampleSwitch('sw1')], await claimed(store, 'a'), half));
    assert.deepEqual((await store.readState())?.facts.portIndexes, before.portIndexes);
    const both = [sampleSwitch('sw1'), sampleSwitch('sw2')];
    await store.recordApplied('b', sampleApplied(both, await claimed(store, 'b'), half));
    assert.deepEqual((await store.readState())?.facts.portIndexes, facts.portIndexes);
  });

  it('updates one switch and leaves the others', async () => {
    const store = await bench.open();
    const switches = [sampleSwitch('sw1', { saveOwed: true }), sampleSwitch('sw2', { saveOwed: true })];
    await store.writeState({ fabric: 'lab', allocations: [], facts: emptyFacts, switches });
    await store.recordSwitch(sampleSwitch('sw2', { saveOwed: false }));
    const owed = (await store.readState())?.switches.map((applied) => applied.saveOwed);
    assert.deepEqual(owed, [true, false]);
  });
}
