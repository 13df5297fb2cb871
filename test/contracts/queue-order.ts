/** Contract of what a queue lets run, and after what. */
import assert from 'node:assert/strict';
import type { JobState } from '../../src/engine/store.ts';
import { newGate, recorder, statesOf, waiter } from './queue-handlers.ts';
import type { QueueBench } from './queue.contract.ts';
import { samplePlan, sampleRun } from './run-samples.ts';

/** Cases about order, units, concurrency and cancelling. */
export function orderCases(bench: QueueBench): void {
  dependencyCases(bench);
  exclusionCases(bench);
  backgroundCases(bench);
}

function dependencyCases(bench: QueueBench): void {
  it('does every job of a run once and ends', async () => {
    const { store, queue } = await bench.open();
    await store.createRun(sampleRun({ a: [], b: [], c: [] }));
    await queue.announce(['a', 'b', 'c']);
    const { handler, begun } = recorder(store);
    await queue.work(handler, { concurrency: 2, run: 'run-1' }).stopped;
    assert.deepEqual(begun.toSorted(), ['a', 'b', 'c']);
    assert.deepEqual(await statesOf(store), { a: 'succeeded', b: 'succeeded', c: 'succeeded' });
  });

  it('begins a job after all that it depends on, however they were listed', async () => {
    const { store, queue } = await bench.open();
    await store.createRun(
      sampleRun({ roof: ['wall-1', 'wall-2'], 'wall-1': ['floor'], 'wall-2': ['floor'], floor: [] }),
    );
    await queue.announce(['roof', 'wall-1', 'wall-2', 'floor']);
    const { handler, begun } = recorder(store);
    await queue.work(handler, { concurrency: 4, run: 'run-1' }).stopped;
    assert.equal(begun[0], 'floor');
    assert.deepEqual(begun.slice(1, 3).toSorted(), ['wall-1', 'wall-2']);
    assert.equal(begun[3], 'roof');
  });

  for (const end of ['failed', 'rolled-back', 'half-applied', 'cancelled'] satisfies JobState[]) {
    it(`cancels what depends on a job that ended as ${end}, and nothing else`, async () => {
      const { store, queue } = await bench.open();
      await store.createRun(
        sampleRun({ bad: [], next: ['bad'], last: ['next'], other: [], beside: ['other'] }),
      );
      await queue.announce(['bad', 'next', 'last', 'other', 'beside']);
      const { handler, begun } = recorder(store, { bad: end });
      await queue.work(handler, { concurrency: 2, run: 'run-1' }).stopped;
      assert.deepEqual(begun.toSorted(), ['bad', 'beside', 'other']);
      assert.deepEqual(await statesOf(store), {
        bad: end,
        next: 'cancelled',
        last: 'cancelled',
        other: 'succeeded',
        beside: 'succeeded',
      });
      const reason = (await store.readJob('next'))?.error;
      assert.equal(reason?.code, 'dependency-failed');
      assert.match(reason.message, new RegExp(`job bad on unit-bad, .* ended as ${end}`));
    });
  }

  it('passes over a job that somebody cancelled while it was queued, and cancels what depends on it', async () => {
    const { store, queue } = await bench.open();
    await store.createRun(sampleRun({ a: [], b: [], c: ['b'] }));
    await queue.announce(['a', 'b', 'c']);
    const { handler, begun } = recorder(store);
    const worker = queue.work(
      async (job, signal) => {
        await store.setJobState('b', 'cancelled');
        await handler(job, signal);
      },
      { concurrency: 1, run: 'run-1' },
    );
    await worker.stopped;
    assert.deepEqual(begun, ['a']);
    assert.deepEqual(await statesOf(store), { a: 'succeeded', b: 'cancelled', c: 'cancelled' });
  });
}

function exclusionCases(bench: QueueBench): void {
  it('never has two jobs of one unit or more jobs than allowed under way', async () => {
    const { store, queue } = await bench.open();
    const ids = Array.from({ length: 24 }, (_, i) => `job-${i}`);
    const units = Object.fromEntries(ids.map((id, i) => [id, `rack${i % 5}`]));
    await store.createRun(sampleRun(Object.fromEntries(ids.map((id) => [id, []])), { units }));
    await queue.announce(ids);
    const { handler, begun, seen } = recorder(store);
    await queue.work(handler, { concurrency: 3, run: 'run-1' }).stopped;
    assert.deepEqual(begun.toSorted(), ids.toSorted());
    assert.deepEqual(seen.doubled, []);
    assert.ok(seen.most <= 3, `${seen.most} at once`);
  });

  it('does a job once and a unit alone when two workers share the run', async () => {
    const { store, queue } = await bench.open();
    const ids = Array.from({ length: 16 }, (_, i) => `job-${i}`);
    const units = Object.fromEntries(ids.map((id, i) => [id, `rack${i % 3}`]));
    const chain = Object.fromEntries(ids.map((id, i) => [id, i % 4 === 3 ? ids.slice(i - 1, i) : []]));
    await store.createRun(sampleRun(chain, { units }));
    await queue.announce(ids);
    const { handler, begun, seen } = recorder(store);
    const workers = [1, 2].map(() => queue.work(handler, { concurrency: 2, run: 'run-1' }));
    await Promise.all(workers.map((worker) => worker.stopped));
    assert.deepEqual(begun.toSorted(), ids.toSorted());
    assert.deepEqual(seen.doubled, []);
  });

  it('does several jobs at the same time', async () => {
    const { store, queue } = await bench.open();
    await store.createRun(sampleRun({ a: [], b: [], c: [] }));
    await queue.announce(['a', 'b', 'c']);
    const gate = newGate();
    const begun: string[] = [];
    // Opens only once all three are under way.
    const handler = waiter(store, gate, (job) => {
      begun.push(job);
      if (begun.length === 3) gate.open();
    });
    await queue.work(handler, { concurrency: 3, run: 'run-1' }).stopped;
    assert.equal(begun.length, 3);
  });

  it('leaves the jobs of other runs alone', async () => {
    const { store, queue } = await bench.open();
    await store.createRun(sampleRun({ a: [] }));
    await store.createRun(sampleRun({ b: [] }, { id: 'run-2', plan: samplePlan({ id: 'plan-2' }) }));
    await queue.announce(['a', 'b']);
    const { handler, begun } = recorder(store);
    await queue.work(handler, { concurrency: 2, run: 'run-2' }).stopped;
    assert.deepEqual(begun, ['b']);
    assert.deepEqual(await statesOf(store), { a: 'queued', b: 'succeeded' });
  });

  it('refuses a concurrency below 1', async () => {
    const { queue, store } = await bench.open();
    const { handler } = recorder(store);
    assert.throws(() => queue.work(handler, { concurrency: 0 }), RangeError);
  });
}

function backgroundCases(bench: QueueBench): void {
  it('takes what is announced later, from any run, when it works for none in particular', async () => {
    const { store, queue } = await bench.open();
    const gates = { a: newGate(), b: newGate() };
    const worker = queue.work(
      async (job) => {
        await store.setJobState(job, 'succeeded');
        if (job === 'a') gates.a.open();
        if (job === 'b') gates.b.open();
      },
      { concurrency: 1 },
    );
    await store.createRun(sampleRun({ a: [] }));
    await queue.announce(['a']);
    await gates.a.opened;
    await store.createRun(sampleRun({ b: [] }, { id: 'run-2', plan: samplePlan({ id: 'plan-2' }) }));
    await queue.announce(['b']);
    await gates.b.opened;
    await worker.stop();
    assert.deepEqual(await statesOf(store), { a: 'succeeded', b: 'succeeded' });
  });

  it('does a job again that was queued and announced again', async () => {
    const { store, queue } = await bench.open();
    await store.createRun(sampleRun({ a: [], b: ['a'] }));
    await queue.announce(['a', 'b']);
    await queue.work(recorder(store, { a: 'failed' }).handler, { concurrency: 1, run: 'run-1' }).stopped;
    assert.deepEqual(await statesOf(store), { a: 'failed', b: 'cancelled' });
    for (const job of ['a', 'b']) await store.setJobState(job, 'queued');
    await queue.announce(['a', 'b']);
    await queue.work(recorder(store).handler, { concurrency: 1, run: 'run-1' }).stopped;
    assert.deepEqual(await statesOf(store), { a: 'succeeded', b: 'succeeded' });
  });
}
