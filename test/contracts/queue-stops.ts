/** Contract of how workers end, well and badly, and of what the next one finds. */
import assert from 'node:assert/strict';
import { leaseMs, newGate, recorder, statesOf, waiter, workRun } from './queue-handlers.ts';
import type { QueueBench } from './queue.contract.ts';
import { sampleRun } from './run-samples.ts';

/** Cases about stopping, faults of handlers and processes that ended. */
export function stopCases(bench: QueueBench): void {
  stoppingCases(bench);
  closingCases(bench);
  faultCases(bench);
  survivalCases(bench);
}

function stoppingCases(bench: QueueBench): void {
  it('tells running jobs to stop, waits for them, and starts no other', async () => {
    const { store, queue } = await bench.open();
    await store.createRun(sampleRun({ a: [], b: [], c: [] }));
    await queue.announce(['a', 'b', 'c']);
    const running = newGate();
    const begun: string[] = [];
    const handler = waiter(store, newGate(), (job) => {
      begun.push(job);
      if (begun.length === 2) running.open();
    });
    const worker = queue.work(handler, { concurrency: 2, leaseMs });
    await running.opened;
    await worker.stop();
    await worker.stopped;
    assert.equal(begun.length, 2);
    const states = Object.values(await statesOf(store)).sort();
    assert.deepEqual(states, ['queued', 'rolled-back', 'rolled-back']);
  });

  it('may be stopped again, and after it has ended', async () => {
    const { store, queue } = await bench.open();
    const worker = queue.work(recorder(store).handler, { concurrency: 1, leaseMs });
    await Promise.all([worker.stop(), worker.stop()]);
    await worker.stopped;
    await worker.stop();
  });

  it('lets a job that was put back when its worker stopped be done by the next one, at once', async () => {
    const first = await bench.open();
    await first.store.createRun(sampleRun({ a: [] }));
    await first.queue.announce(['a']);
    const begun = newGate();
    const parks = waiter(first.store, newGate(), begun.open, 'queued');
    const worker = first.queue.work(parks, { concurrency: 1, leaseMs });
    await begun.opened;
    await worker.stop();
    assert.deepEqual(await statesOf(first.store), { a: 'queued' });

    const second = await bench.open();
    await workRun(second, recorder(second.store).handler);
    assert.deepEqual(await statesOf(second.store), { a: 'succeeded' });
  });
}

function closingCases(bench: QueueBench): void {
  it('ends its workers when it is closed, and refuses to work afterwards', async () => {
    const { store, queue } = await bench.open();
    const { handler } = recorder(store);
    const worker = queue.work(handler, { concurrency: 1, leaseMs });
    await queue.close();
    await worker.stopped;
    assert.throws(() => queue.work(handler, { concurrency: 1, leaseMs }));
    await assert.rejects(async () => queue.announce(['a']));
  });
}

function faultCases(bench: QueueBench): void {
  it('ends with the error of a handler that throws, after the other jobs under way', async () => {
    const { store, queue } = await bench.open();
    await store.createRun(sampleRun({ bad: [], slow: [], never: [] }, { units: { never: 'unit-slow' } }));
    await queue.announce(['bad', 'slow', 'never']);
    const gate = newGate();
    const slowly = waiter(store, gate, () => {
      gate.open();
    });
    const fault = new TypeError('no such property');
    const worker = queue.work(
      async (job, signal) => {
        if (job.id !== 'bad') return slowly(job, signal);
        await gate.opened;
        throw fault;
      },
      { concurrency: 2, leaseMs },
    );
    await assert.rejects(worker.stopped, fault);
    const states = await statesOf(store);
    assert.equal(states['bad'], 'running');
    assert.equal(states['slow'], 'succeeded');
  });

  it('takes an error thrown before the first wait like any other', async () => {
    const { store, queue } = await bench.open();
    await store.createRun(sampleRun({ a: [] }));
    await queue.announce(['a']);
    const fault = new RangeError('at once');
    const worker = queue.work(
      () => {
        throw fault;
      },
      { concurrency: 1, leaseMs },
    );
    await assert.rejects(worker.stopped, fault);
  });

  it('takes a handler that leaves its job without an end for a fault', async () => {
    const { store, queue } = await bench.open();
    await store.createRun(sampleRun({ a: [] }));
    await queue.announce(['a']);
    const worker = queue.work(() => Promise.resolve(), { concurrency: 1, leaseMs });
    await assert.rejects(worker.stopped, {
      code: 'internal',
      message: 'job a was handled and is still running',
    });
  });
}

function survivalCases(bench: QueueBench): void {
  it('lets a new worker find what an earlier process left queued, without a new announcement', async () => {
    const first = await bench.open();
    await first.store.createRun(sampleRun({ a: [], b: ['a'], c: ['b'] }));
    await first.queue.announce(['a', 'b', 'c']);
    const worker = first.queue.work(
      async ({ id, fence }) => {
        void worker.stop();
        await first.store.moveJob(id, 'succeeded', { fence });
      },
      { concurrency: 1, leaseMs },
    );
    await worker.stopped;
    await first.queue.close();

    const second = await bench.open();
    const { handler, begun } = recorder(second.store);
    await workRun(second, handler);
    assert.deepEqual(begun, ['b', 'c']);
  });
}
