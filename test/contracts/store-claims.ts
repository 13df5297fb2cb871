/** Contract of claims and of jobs whose worker is gone. */
import assert from 'node:assert/strict';
import { claimed, sampleRun, sampleApplied } from './run-samples.ts';
import type { StoreBench } from './store.contract.ts';

const noon = Date.UTC(2026, 2, 1, 12);
const sameUnit = { units: { a: 'rack1', b: 'rack1', c: 'rack2' } };

/** Cases about who gets which job. */
export function claimCases(bench: StoreBench): void {
  takingCases(bench);
  boundCases(bench);
  deadCases(bench);
}

function takingCases(bench: StoreBench): void {
  it('gives a queued job to the first who asks, and starts it', async () => {
    const store = await bench.open({ now: () => noon });
    await store.createRun(sampleRun({ a: [] }));
    await claimed(store, 'a');
    assert.equal(await store.claimJob('a', 60_000), 'taken');
    const job = await store.readJob('a');
    assert.deepEqual([job?.state, job?.startedAt], ['running', '2026-03-01T12:00:00.000Z']);
  });

  it('gives one of many claims at once the job', async () => {
    const store = await bench.open();
    await store.createRun(sampleRun({ a: [] }));
    const claims = await Promise.all(Array.from({ length: 20 }, () => store.claimJob('a', 60_000)));
    assert.equal(claims.filter((claim) => claim !== 'taken').length, 1);
  });

  it('gives one of many jobs of a unit at once the unit', async () => {
    const store = await bench.open();
    const ids = Array.from({ length: 20 }, (_, i) => `job-${i}`);
    const units = Object.fromEntries(ids.map((id) => [id, 'rack1']));
    await store.createRun(sampleRun(Object.fromEntries(ids.map((id) => [id, []])), { units }));
    const claims = await Promise.all(ids.map((id) => store.claimJob(id, 60_000)));
    assert.equal(claims.filter((claim) => typeof claim === 'object').length, 1);
    assert.equal(claims.filter((claim) => claim === 'unit-busy').length, 19);
    assert.equal((await store.listJobs({ states: ['running'] })).length, 1);
  });

  it('gives no job that has ended, and knows no other', async () => {
    const store = await bench.open();
    await store.createRun(sampleRun({ a: [] }));
    await store.moveJob('a', 'failed');
    assert.equal(await store.claimJob('a', 60_000), 'taken');
    await assert.rejects(store.claimJob('x', 60_000), { code: 'unknown-object' });
  });

  it('keeps a unit from other jobs while one runs on it or holds its lease, and no other unit', async () => {
    const store = await bench.open();
    await store.createRun(sampleRun({ a: [], b: [], c: [] }, sameUnit));
    const fence = await claimed(store, 'a');
    assert.equal(await store.claimJob('b', 60_000), 'unit-busy');
    await claimed(store, 'c');
    await store.moveJob('a', 'failed');
    assert.equal(await store.claimJob('b', 60_000), 'unit-busy');
    await store.releaseLease('rack1', fence);
    await claimed(store, 'b');
  });

  it('keeps the unit of a job that runs without a lease until that job is settled', async () => {
    let time = noon;
    const store = await bench.open({ now: () => time });
    await store.createRun(sampleRun({ a: [], b: [] }, sameUnit));
    await claimed(store, 'a', 1000);
    time += 5000;
    assert.equal(await store.claimJob('b', 60_000), 'unit-busy');
    assert.equal((await store.readJob('b'))?.state, 'queued');
    await store.moveJob('a', 'rolled-back', { from: ['running'] });
    await claimed(store, 'b');
  });

  it('gives a job that is queued again to whoever asks, under a new number that voids the old one', async () => {
    const store = await bench.open();
    await store.createRun(sampleRun({ a: [] }));
    const first = await claimed(store, 'a');
    await store.moveJob('a', 'queued', { goal: 'undo' });
    const second = await claimed(store, 'a');
    assert.ok(second > first);
    assert.equal(await store.renewLease('unit-a', first, 60_000), false);
    assert.equal(await store.renewLease('unit-a', second, 60_000), true);
    assert.equal((await store.readJob('a'))?.goal, 'undo');
  });
}

function boundCases(bench: StoreBench): void {
  it('lets no more units of a run be changed at once than the run allows', async () => {
    const store = await bench.open();
    await store.createRun(sampleRun({ a: [], b: [], c: [] }, { maxUnavailable: 2 }));
    await store.createRun(sampleRun({ d: [] }, { id: 'run-2' }));
    assert.equal((await store.readRun('run-1'))?.maxUnavailable, 2);
    assert.equal('maxUnavailable' in ((await store.readRun('run-2')) ?? {}), false);
    const fence = await claimed(store, 'a');
    await claimed(store, 'b');
    assert.equal(await store.claimJob('c', 60_000), 'run-busy');
    await claimed(store, 'd');
    await store.recordApplied('a', sampleApplied([], fence));
    await claimed(store, 'c');
  });

  it('lets one of many at once through where one unit is the bound', async () => {
    const store = await bench.open();
    const ids = Array.from({ length: 10 }, (_, i) => `job-${i}`);
    await store.createRun(sampleRun(Object.fromEntries(ids.map((id) => [id, []])), { maxUnavailable: 1 }));
    const claims = await Promise.all(ids.map((id) => store.claimJob(id, 60_000)));
    assert.equal(claims.filter((claim) => typeof claim === 'object').length, 1);
    assert.equal(claims.filter((claim) => claim === 'run-busy').length, 9);
  });
}

function deadCases(bench: StoreBench): void {
  it('lists running jobs whose lease ran out, was given back or never was, oldest first', async () => {
    let time = noon;
    const store = await bench.open({ now: () => time });
    await store.createRun(sampleRun({ d: [], c: [], b: [], a: [], e: [], f: [] }));
    await claimed(store, 'a', 1000);
    await claimed(store, 'b', 5000);
    await store.releaseLease('unit-c', await claimed(store, 'c'));
    await store.moveJob('d', 'running');
    await claimed(store, 'e', 1000);
    await store.moveJob('e', 'failed');
    assert.deepEqual(await dead(store), ['d', 'c']);
    time += 1000;
    assert.deepEqual(await dead(store), ['d', 'c', 'a']);
    time += 4000;
    assert.deepEqual(await dead(store), ['d', 'c', 'b', 'a']);
  });

  it('lets one of many who find a job dead take it up, and nobody while its worker lives', async () => {
    let time = noon;
    const store = await bench.open({ now: () => time });
    await store.createRun(sampleRun({ a: [] }));
    const takeUp = () => store.moveJob('a', 'queued', { isDead: true, goal: 'undo' });
    assert.equal(await takeUp(), false);
    await claimed(store, 'a', 1000);
    assert.equal(await takeUp(), false);
    time += 1000;
    const taken = await Promise.all(Array.from({ length: 10 }, takeUp));
    assert.equal(taken.filter((isTaken) => isTaken).length, 1);
    const job = await store.readJob('a');
    assert.deepEqual([job?.state, job?.goal], ['queued', 'undo']);
    await claimed(store, 'a', 1000);
    assert.equal(await takeUp(), false);
  });

  const dead = async (store: Awaited<ReturnType<typeof bench.open>>): Promise<readonly string[]> =>
    (await store.listDeadJobs()).map((job) => job.id);
}
