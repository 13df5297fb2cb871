/** Contract of what a queue lets run, and after what. */
import assert from 'node:assert/strict';
import type { JobState } from '../../src/engine/store.ts';
import { leaseMs, newGate, recorder, statesOf, waiter, workRun } from './queue-handlers.ts';
import type { QueueBench } from './queue.contract.ts';
import { samplePlan, sampleRun } from './run-samples.ts';

/** Cases about order, units, concurrency and cancelling. */
export function orderCases(bench: QueueBench): void {
  dependencyCases(bench);
  cancelCases(bench);
  exclusionCases(bench);
  limitCases(bench);
  backgroundCases(bench);
}

function dependencyCases(bench: QueueBench): void {
  it('does every job of a run once', async () => {
    const opened = await bench.open();
    const { store, queue } = opened;
    await store.createRun(sampleRun({ a: [], b: [], c: [] }));
    await queue.announce(['a', 'b', 'c']);
    const { handler, begun } = recorder(store);
    await workRun(opened, handler, { concurrency: 2 });
    assert.deepEqual(begun.toSorted(), ['a', 'b', 'c']);
    assert.deepEqual(await statesOf(store), { a: 'succeeded', b: 'succeeded', c: 'succeeded' });
  });

  it('begins a job after all that it depends on, however they were listed', async () => {
    const opened = await bench.open();
    const { store, queue } = opened;
    await store.createRun(
      sampleRun({ roof: ['wall-1', 'wall-2'], 'wall-1': ['floor'], 'wall-2': ['floor'], floor: [] }),
    );
    await queue.announce(['roof', 'wall-1', 'wall-2', 'floor']);
    const { handler, begun } = recorder(store);
    await workRun(opened, handler, { concurrency: 4 });
    assert.equal(begun[0], 'floor');
    assert.deepEqual(begun.slice(1, 3).toSorted(), ['wall-1', 'wall-2']);
    assert.equal(begun[3], 'roof');
  });

  it('waits for the job that a dependency was merged into', async () => {
    const opened = await bench.open();
    const { store, queue } = opened;
    await store.createRun(sampleRun({ a: [], b: ['a'] }));
    await store.createRun(
      sampleRun(
        { later: [] },
        { id: 'run-2', plan: samplePlan({ id: 'plan-2' }), units: { later: 'unit-a' } },
      ),
    );
    await queue.announce(['b', 'later']);
    const { handler, begun } = recorder(store);
    await workRun(opened, handler, { concurrency: 2 });
    assert.deepEqual(begun, ['later', 'b']);
    assert.deepEqual(await statesOf(store), { a: 'cancelled', b: 'succeeded', later: 'succeeded' });
  });
}

function cancelCases(bench: QueueBench): void {
  for (const end of ['failed', 'rolled-back', 'half-applied', 'cancelled'] satisfies JobState[]) {
    it(`cancels what depends on a job that ended as ${end}, and nothing else`, async () => {
      const opened = await bench.open();
      const { store, queue } = opened;
      await store.createRun(
        sampleRun({ bad: [], next: ['bad'], last: ['next'], other: [], beside: ['other'] }),
      );
      await queue.announce(['bad', 'next', 'last', 'other', 'beside']);
      const { handler, begun } = recorder(store, { bad: end });
      await workRun(opened, handler, { concurrency: 2 });
      assert.deepEqual(begun.toSorted(), ['bad', 'beside', 'other']);
      assert.deepEqual(await statesOf(store), {
        bad: end,
        next: 'cancelled',
        last: 'cancelled',
        other: 'succeeded',
        beside: 'succeeded',
      });
      for (const job of ['next', 'last']) {
        const reason = (await store.readJob(job))?.error;
        assert.equal(reason?.code, 'dependency-failed');
        assert.match(reason.message, new RegExp(`^job bad on unit-bad, .* ended as ${end}$`));
      }
    });
  }

  it('passes over a job that somebody cancelled while it was queued, and cancels what depends on it', async () => {
    const opened = await bench.open();
    const { store, queue } = opened;
    await store.createRun(sampleRun({ a: [], b: [], c: ['b'] }, { units: { b: 'unit-a' } }));
    await queue.announce(['a', 'b', 'c']);
    const { handler, begun } = recorder(store);
    await workRun(opened, async (job, signal) => {
      await store.cancelJob('b', { code: 'cancelled', message: 'not today' });
      await handler(job, signal);
    });
    assert.deepEqual(begun, ['a']);
    assert.deepEqual(await statesOf(store), { a: 'succeeded', b: 'cancelled', c: 'cancelled' });
  });
}

function exclusionCases(bench: QueueBench): void {
  it('never has two jobs of one unit or more jobs than allowed under way, and keeps their order', async () => {
    const opened = await bench.open();
    const { store, queue } = opened;
    const ids = Array.from({ length: 24 }, (_, i) => `job-${i}`);
    const units = Object.fromEntries(ids.map((id, i) => [id, `rack${i % 5}`]));
    await store.createRun(sampleRun(Object.fromEntries(ids.map((id) => [id, []])), { units }));
    await queue.announce(ids.toReversed());
    const { handler, begun, seen } = recorder(store);
    await workRun(opened, handler, { concurrency: 3 });
    assert.deepEqual(begun.toSorted(), ids.toSorted());
    assert.deepEqual(seen.doubled, []);
    assert.ok(seen.most <= 3, `${seen.most} at once`);
    for (let rack = 0; rack < 5; rack += 1) {
      const ofRack = (job: string): boolean => units[job] === `rack${rack}`;
      assert.deepEqual(begun.filter(ofRack), ids.filter(ofRack));
    }
  });

  it('does a job once and a unit alone when two workers of two processes share the work', async () => {
    const first = await bench.open();
    const second = await bench.open();
    const ids = Array.from({ length: 16 }, (_, i) => `job-${i}`);
    const units = Object.fromEntries(ids.map((id, i) => [id, `rack${i % 3}`]));
    const chain = Object.fromEntries(ids.map((id, i) => [id, i % 4 === 3 ? ids.slice(i - 1, i) : []]));
    await first.store.createRun(sampleRun(chain, { units }));
    await first.queue.announce(ids);
    const { handler, begun, seen } = recorder(first.store);
    await Promise.all([first, second].map((opened) => workRun(opened, handler, { concurrency: 2 })));
    assert.deepEqual(begun.toSorted(), ids.toSorted());
    assert.deepEqual(seen.doubled, []);
  });

  it('does several jobs at the same time', async () => {
    const opened = await bench.open();
    const { store, queue } = opened;
    await store.createRun(sampleRun({ a: [], b: [], c: [] }));
    await queue.announce(['a', 'b', 'c']);
    const gate = newGate();
    const begun: string[] = [];
    // Opens only once all three are under way.
    const handler = waiter(store, gate, (job) => {
      begun.push(job);
      if (begun.length === 3) gate.open();
    });
    await workRun(opened, handler, { concurrency: 3 });
    assert.equal(begun.length, 3);
  });

  it('refuses a concurrency below 1', async () => {
    const { queue, store } = await bench.open();
    const { handler } = recorder(store);
    assert.throws(() => queue.work(handler, { concurrency: 0, leaseMs }), RangeError);
  });
}

function limitCases(bench: QueueBench): void {
  it('has no more units of a run in hand than the run allows, and does them all', async () => {
    const opened = await bench.open();
    const { store, queue } = opened;
    const ids = Array.from({ length: 12 }, (_, i) => `job-${i}`);
    await store.createRun(sampleRun(Object.fromEntries(ids.map((id) => [id, []])), { maxUnavailable: 2 }));
    await queue.announce(ids);
    const { handler, begun, seen } = recorder(store);
    await workRun(opened, handler, { concurrency: 8 });
    assert.deepEqual(begun.toSorted(), ids.toSorted());
    assert.ok(seen.most <= 2, `${seen.most} at once`);
  });
}

function backgroundCases(bench: QueueBench): void {
  it('takes what is announced later, of any run', async () => {
    const { store, queue } = await bench.open();
    const gates = new Map(['a', 'b'].map((job) => [job, newGate()]));
    const worker = queue.work(
      async ({ id, fence }) => {
        await store.moveJob(id, 'succeeded', { fence });
        gates.get(id)?.open();
      },
      { concurrency: 1, leaseMs },
    );
    await store.createRun(sampleRun({ a: [] }));
    await queue.announce(['a']);
    await gates.get('a')?.opened;
    await store.createRun(sampleRun({ b: [] }, { id: 'run-2', plan: samplePlan({ id: 'plan-2' }) }));
    await queue.announce(['b']);
    await gates.get('b')?.opened;
    await worker.stop();
    assert.deepEqual(await statesOf(store), { a: 'succeeded', b: 'succeeded' });
  });

  it('takes what nobody announced', async () => {
    const opened = await bench.open();
    await opened.store.createRun(sampleRun({ a: [], b: ['a'] }));
    const { handler, begun } = recorder(opened.store);
    await workRun(opened, handler);
    assert.deepEqual(begun, ['a', 'b']);
  });

  it('does a job again that was queued and announced again', async () => {
    const opened = await bench.open();
    const { store, queue } = opened;
    await store.createRun(sampleRun({ a: [], b: ['a'] }));
    await queue.announce(['a', 'b']);
    await workRun(opened, recorder(store, { a: 'failed' }).handler);
    assert.deepEqual(await statesOf(store), { a: 'failed', b: 'cancelled' });
    for (const job of ['a', 'b']) await store.moveJob(job, 'queued');
    await queue.announce(['a', 'b']);
    await workRun(opened, recorder(store).handler);
    assert.deepEqual(await statesOf(store), { a: 'succeeded', b: 'succeeded' });
  });
}
