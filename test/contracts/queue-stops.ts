/** Contract of how workers end, well and badly, and of what the next one finds. */
import assert from 'node:assert/strict';
import { newGate, recorder, statesOf, waiter } from './queue-handlers.ts';
import type { QueueBench } from './queue.contract.ts';
import { sampleRun } from './run-samples.ts';

/** Cases about stopping, faults of handlers and processes that ended. */
export function stopCases(bench: QueueBench): void {
  stoppingCases(bench);
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
    const worker = queue.work(handler, { concurrency: 2, run: 'run-1' });
    await running.opened;
    await worker.stop();
    await worker.stopped;
    assert.equal(begun.length, 2);
    const states = Object.values(await statesOf(store)).sort();
    assert.deepEqual(states, ['queued', 'rolled-back', 'rolled-back']);
  });

  it('may be stopped again, and after it has ended', async () => {
    const { store, queue } = await bench.open();
    await store.createRun(sampleRun({ a: [] }));
    const worker = queue.work(recorder(store).handler, { concurrency: 1, run: 'run-1' });
    await worker.stopped;
    await Promise.all([worker.stop(), worker.stop()]);
  });

  it('ends an idle worker', async () => {
    const { store, queue } = await bench.open();
    const worker = queue.work(recorder(store).handler, { concurrency: 1 });
    await worker.stop();
    await worker.stopped;
  });

  it('ends its workers when it is closed, and refuses to work afterwards', async () => {
    const { store, queue } = await bench.open();
    const { handler } = recorder(store);
    const worker = queue.work(handler, { concurrency: 1 });
    await queue.close();
    await worker.stopped;
    assert.throws(() => queue.work(handler, { concurrency: 1 }));
    await assert.rejects(async () => queue.announce(['a']));
  });

  it('lets a stopped job stay queued for somebody to take up later', async () => {
    const { store, queue } = await bench.open();
    await store.createRun(sampleRun({ a: [] }));
    await queue.announce(['a']);
    const begun = newGate();
    const worker = queue.work(
      async (_, signal) => {
        begun.open();
        await new Promise<void>((resolve) => {
          signal.addEventListener('abort', () => {
            resolve();
          });
        });
      },
      { concurrency: 1, run: 'run-1' },
    );
    await begun.opened;
    await worker.stop();
    assert.deepEqual(await statesOf(store), { a: 'queued' });
  });
}

function faultCases(bench: QueueBench): void {
  it('ends with the error of a handler that throws, after the other jobs under way', async () => {
    const { store, queue } = await bench.open();
    await store.createRun(sampleRun({ bad: [], slow: [], never: [] }));
    await queue.announce(['bad', 'slow', 'never']);
    const gate = newGate();
    const slowly = waiter(store, gate, () => {
      gate.open();
    });
    const fault = new TypeError('no such property');
    const worker = queue.work(
      async (job, signal) => {
        if (job !== 'bad') return slowly(job, signal);
        await gate.opened;
        throw fault;
      },
      { concurrency: 2, run: 'run-1' },
    );
    await assert.rejects(worker.stopped, fault);
    const states = await statesOf(store);
    assert.equal(states['slow'], 'succeeded');
    assert.equal(states['never'], 'queued');
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
      { concurrency: 1, run: 'run-1' },
    );
    await assert.rejects(worker.stopped, fault);
  });

  it('takes a handler that leaves its job without an end for a fault', async () => {
    const { store, queue } = await bench.open();
    await store.createRun(sampleRun({ a: [] }));
    await queue.announce(['a']);
    const worker = queue.work((job) => store.setJobState(job, 'running'), { concurrency: 1, run: 'run-1' });
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
      async (job) => {
        await first.store.setJobState(job, 'succeeded');
        void worker.stop();
      },
      { concurrency: 1, run: 'run-1' },
    );
    await worker.stopped;
    await first.queue.close();
    await first.store.close();

    const second = await bench.open();
    const { handler, begun } = recorder(second.store);
    await second.queue.work(handler, { concurrency: 1, run: 'run-1' }).stopped;
    assert.deepEqual(begun, ['b', 'c']);
  });

  it('does not wait for a job that a dead process left running, nor begin what depends on it', async () => {
    const { store, queue } = await bench.open();
    await store.createRun(sampleRun({ dead: [], next: ['dead'], other: [] }));
    await store.setJobState('dead', 'running');
    await queue.announce(['next', 'other']);
    const { handler, begun } = recorder(store);
    await queue.work(handler, { concurrency: 2, run: 'run-1' }).stopped;
    assert.deepEqual(begun, ['other']);
    assert.deepEqual(await statesOf(store), { dead: 'running', next: 'queued', other: 'succeeded' });
  });

  it('ends at once for a run with nothing to do', async () => {
    const { store, queue } = await bench.open();
    await queue.work(recorder(store).handler, { concurrency: 1, run: 'run-1' }).stopped;
  });
}
