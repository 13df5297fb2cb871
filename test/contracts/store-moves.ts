/** Contract of moves on conditions, of cancelling and of merging. */
import assert from 'node:assert/strict';
import type { JobState, Store } from '../../src/engine/store.ts';
import { claimed, sampleRun } from './run-samples.ts';
import type { StoreBench } from './store.contract.ts';

const noon = Date.UTC(2026, 2, 1, 12);
const why = { code: 'cancelled', message: 'ada@desk cancelled it' };

/** Cases about jobs that are moved by somebody who may be too late. */
export function moveCases(bench: StoreBench): void {
  conditionCases(bench);
  cancelCases(bench);
  mergeCases(bench);
}

function conditionCases(bench: StoreBench): void {
  it('moves a job only from the states that were named', async () => {
    const store = await bench.open();
    await store.createRun(sampleRun({ a: [] }));
    assert.equal(await store.moveJob('a', 'cancelled', { from: ['running', 'half-applied'] }), false);
    assert.equal(await store.moveJob('a', 'cancelled', { from: [] }), false);
    assert.equal((await store.readJob('a'))?.state, 'queued');
    assert.equal(await store.moveJob('a', 'cancelled', { from: ['queued'] }), true);
    assert.equal((await store.readJob('a'))?.state, 'cancelled');
  });

  it('lets one of many who move a job from one state win', async () => {
    const store = await bench.open();
    await store.createRun(sampleRun({ a: [] }));
    const moves = await Promise.all(
      Array.from({ length: 10 }, () => store.moveJob('a', 'running', { from: ['queued'] })),
    );
    assert.equal(moves.filter((hasMoved) => hasMoved).length, 1);
  });

  it('moves a job under a fencing number only while that number holds the unit', async () => {
    let time = noon;
    const store = await bench.open({ now: () => time });
    await store.createRun(sampleRun({ a: [], b: [] }));
    const fence = await claimed(store, 'a', 1000);
    const other = await claimed(store, 'b', 60_000);
    const error = { code: 'worker-lost', message: 'gone' };
    assert.equal(await store.moveJob('a', 'failed', { fence: other, error }), false);
    assert.equal(await store.moveJob('a', 'running', { fence, error }), true);
    time += 1000;
    assert.equal(await store.moveJob('a', 'failed', { fence, goal: 'undo' }), false);
    const job = await store.readJob('a');
    assert.deepEqual([job?.state, job?.error, job?.goal], ['running', error, 'apply']);
    await store.releaseLease('unit-b', other);
    assert.equal(await store.moveJob('b', 'failed', { fence: other }), false);
  });

  it('changes the goal only where one is given', async () => {
    const store = await bench.open();
    await store.createRun(sampleRun({ a: [] }));
    const goals: unknown[] = [];
    for (const move of [{}, { goal: 'resume' }, {}, { goal: 'apply' }] as const) {
      await store.moveJob('a', 'queued', move);
      goals.push((await store.readJob('a'))?.goal);
    }
    assert.deepEqual(goals, ['apply', 'resume', 'resume', 'apply']);
  });
}

function cancelCases(bench: StoreBench): void {
  it('cancels none that waits to be led back or forward: it has lines in force', async () => {
    const store = await bench.open();
    await store.createRun(sampleRun({ a: [] }));
    await store.moveJob('a', 'queued', { goal: 'undo' });
    assert.equal(await store.cancelJob('a', why), 'queued');
    assert.equal((await store.readJob('a'))?.state, 'queued');
  });

  it('cancels a job that waits, and only asks one that runs', async () => {
    const store = await bench.open({ now: () => noon });
    await store.createRun(sampleRun({ waits: [], runs: [] }));
    await claimed(store, 'runs');
    assert.equal(await store.cancelJob('waits', why), 'cancelled');
    assert.equal(await store.cancelJob('runs', why), 'running');
    const waits = await store.readJob('waits');
    assert.deepEqual(
      [waits?.state, waits?.error, waits?.endedAt],
      ['cancelled', why, '2026-03-01T12:00:00.000Z'],
    );
    const runs = await store.readJob('runs');
    assert.deepEqual([runs?.state, runs?.isCancelRequested, runs?.error], ['running', true, undefined]);
    assert.equal(await store.claimJob('waits', 60_000), 'taken');
  });

  it('leaves a job that has ended as it is', async () => {
    const store = await bench.open();
    const ends: JobState[] = ['succeeded', 'rolled-back', 'half-applied', 'failed', 'cancelled'];
    await store.createRun(sampleRun(Object.fromEntries(ends.map((end) => [end, []]))));
    for (const end of ends) {
      await store.moveJob(end, end);
      const before = await store.readJob(end);
      assert.equal(await store.cancelJob(end, why), end);
      assert.deepEqual(await store.readJob(end), before);
    }
    await assert.rejects(store.cancelJob('x', why), { code: 'unknown-object' });
  });

  it('forgets the wish to cancel when the job is queued or claimed again', async () => {
    const store = await bench.open();
    await store.createRun(sampleRun({ a: [] }));
    await claimed(store, 'a');
    await store.cancelJob('a', why);
    await store.moveJob('a', 'queued', { goal: 'undo' });
    assert.equal((await store.readJob('a'))?.isCancelRequested, false);
    await claimed(store, 'a');
    assert.equal((await store.readJob('a'))?.isCancelRequested, false);
  });
}

function mergeCases(bench: StoreBench): void {
  const units = { old: 'rack1', running: 'rack1', undone: 'rack1', resumed: 'rack1', other: 'rack3' };

  const waiting = async (): Promise<Store> => {
    const store = await bench.open({ now: () => noon });
    const ids = Object.fromEntries(Object.keys(units).map((id) => [id, []]));
    await store.createRun(sampleRun(ids, { units }));
    await claimed(store, 'running');
    await store.moveJob('undone', 'queued', { goal: 'undo' });
    await store.moveJob('resumed', 'queued', { goal: 'resume' });
    return store;
  };

  it('merges what waits to be applied on a unit into the newest request, and nothing else', async () => {
    const store = await waiting();
    await store.createRun(sampleRun({ new1: [], new2: [] }, { id: 'run-2', units: { new1: 'rack1' } }));
    const old = await store.readJob('old');
    assert.deepEqual([old?.state, old?.endedAt], ['cancelled', '2026-03-01T12:00:00.000Z']);
    assert.deepEqual([old?.error?.code, old?.error?.job], ['merged', 'new1']);
    assert.match(old?.error?.message ?? '', /new1/);
    const states = (await store.listJobs()).map((job) => `${job.id} ${job.state}`).sort();
    assert.deepEqual(states, [
      'new1 queued',
      'new2 queued',
      'old cancelled',
      'other queued',
      'resumed queued',
      'running running',
      'undone queued',
    ]);
  });

  it('does not merge jobs of one run with each other', async () => {
    const store = await bench.open();
    await store.createRun(sampleRun({ a: [], b: [] }, { units: { a: 'rack1', b: 'rack1' } }));
    const states = (await store.listJobs()).map((job) => job.state);
    assert.deepEqual(states, ['queued', 'queued']);
  });

  it('merges nothing for a run that is refused', async () => {
    const store = await waiting();
    const refused = sampleRun({ new1: [], old: [] }, { id: 'run-2', units: { new1: 'rack1' } });
    await assert.rejects(store.createRun(refused), { code: 'store-failed' });
    assert.equal((await store.readJob('old'))?.state, 'queued');
  });
}
