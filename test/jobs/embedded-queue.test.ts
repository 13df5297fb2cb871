import assert from 'node:assert/strict';
import type { Store } from '../../src/engine/store.ts';
import { embeddedQueue } from '../../src/jobs/embedded-queue.ts';
import type { EmbeddedQueue } from '../../src/jobs/embedded-queue.ts';
import { queueContract } from '../contracts/queue.contract.ts';
import type { OpenQueue, QueuePlace } from '../contracts/queue.contract.ts';
import { leaseMs, leaveDead, newGate, recorder, statesOf, waiter } from '../contracts/queue-handlers.ts';
import { samplePlan, sampleRun } from '../contracts/run-samples.ts';
import { newSqlitePlace } from '../store/sqlite-place.ts';

const rhythm = { pollMs: 20, deadMs: 50 };

async function newPlace(): Promise<QueuePlace & { open(): Promise<OpenQueue<EmbeddedQueue>> }> {
  const place = await newSqlitePlace();
  return {
    open: async () => {
      const store = await place.open();
      return { store, queue: embeddedQueue(store, rhythm) };
    },
    remove: () => place.remove(),
  };
}

queueContract('embedded', newPlace);

describe('the embedded queue for one run', () => {
  let place: Awaited<ReturnType<typeof newPlace>>;
  let opened: OpenQueue<EmbeddedQueue>;
  let other: OpenQueue<EmbeddedQueue>;
  const secondRun = { id: 'run-2', plan: samplePlan({ id: 'plan-2' }) };

  beforeEach(async () => {
    place = await newPlace();
    opened = await place.open();
    other = await place.open();
  });
  afterEach(async () => {
    for (const { queue, store } of [opened, other]) {
      await queue.close();
      await store.close();
    }
    await place.remove();
  });

  it('ends with the run and leaves the jobs of other runs alone', async () => {
    const { store, queue } = opened;
    await store.createRun(sampleRun({ a: [] }));
    await store.createRun(sampleRun({ b: [], c: ['b'] }, secondRun));
    const { handler, begun } = recorder(store);
    await queue.work(handler, { concurrency: 2, leaseMs, run: 'run-2' }).stopped;
    assert.deepEqual(begun, ['b', 'c']);
    assert.deepEqual(await statesOf(store), { a: 'queued', b: 'succeeded', c: 'succeeded' });
  });

  it('does its own of a limited run, where nobody is there for those that come before', async () => {
    const { store, queue } = opened;
    await store.createRun(sampleRun({ a: [], b: [], c: [] }, { maxUnavailable: 1 }));
    const { handler, begun } = recorder(store);
    await queue.work(handler, { concurrency: 2, leaseMs, run: 'run-1', jobs: ['c', 'b'] }).stopped;
    assert.deepEqual(begun, ['b', 'c']);
    assert.deepEqual(await statesOf(store), { a: 'queued', b: 'succeeded', c: 'succeeded' });
  });

  it('ends at once where there is nothing to do', async () => {
    const { store, queue } = opened;
    await queue.work(recorder(store).handler, { concurrency: 1, leaseMs, run: 'run-1' }).stopped;
  });

  it('waits for a job of another process on its unit, and then does its own', async () => {
    await opened.store.createRun(sampleRun({ a: [] }));
    const gate = newGate();
    const begun = newGate();
    const others = other.queue.work(waiter(other.store, gate, begun.open), {
      concurrency: 1,
      leaseMs,
      run: 'run-1',
    });
    await begun.opened;
    await opened.store.createRun(sampleRun({ b: [] }, { ...secondRun, units: { b: 'unit-a' } }));
    const { handler, begun: mine } = recorder(opened.store);
    const worker = opened.queue.work(handler, { concurrency: 1, leaseMs, run: 'run-2' });
    // Once it has looked: what it may do at once it would have done by then.
    await opened.store.createRun(sampleRun({ c: [] }, { id: 'run-3', plan: samplePlan({ id: 'plan-3' }) }));
    await opened.queue.work(recorder(opened.store).handler, { concurrency: 1, leaseMs, run: 'run-3' })
      .stopped;
    assert.deepEqual(mine, []);
    gate.open();
    await Promise.all([worker.stopped, others.stopped]);
    assert.deepEqual(mine, ['b']);
    assert.deepEqual(await statesOf(opened.store), { a: 'succeeded', b: 'succeeded', c: 'succeeded' });
  });

  it('takes over dead jobs on units that it waits for, and no others', async () => {
    const { store, queue } = opened;
    await store.createRun(sampleRun({ a: [], elsewhere: [] }));
    await leaveDead(store, 'a', 'change');
    await leaveDead(store, 'elsewhere', 'change');
    await store.createRun(sampleRun({ b: [] }, { ...secondRun, units: { b: 'unit-a' } }));
    const { handler, begun, goals } = recorder(store, { a: 'rolled-back' });
    await queue.work(handler, { concurrency: 2, leaseMs, run: 'run-2' }).stopped;
    assert.deepEqual(begun, ['a', 'b']);
    assert.deepEqual(goals, { a: 'undo', b: 'apply' });
    assert.equal((await statesOf(store))['elsewhere'], 'running');
  });

  it('does the job of another run that one of its own was merged into, and depends on', async () => {
    const { store, queue } = opened;
    await store.createRun(sampleRun({ a: [], b: ['a'], last: ['b'] }));
    await store.createRun(sampleRun({ later: [] }, { ...secondRun, units: { later: 'unit-a' } }));
    const { handler, begun } = recorder(store);
    await queue.work(handler, { concurrency: 2, leaseMs, run: 'run-1' }).stopped;
    assert.deepEqual(begun, ['later', 'b', 'last']);
  });
});

describe('the embedded queue over a store', () => {
  it('ends its worker with what a failing store said', async () => {
    const place = await newPlace();
    const { store, queue } = await place.open();
    await store.createRun(sampleRun({ a: [], b: [] }));
    const said = new Error('the disk is full');
    const broken: Store = { ...store, claimJob: () => Promise.reject(said) };
    const { handler } = recorder(store);
    await assert.rejects(
      embeddedQueue(broken, rhythm).work(handler, { concurrency: 1, leaseMs }).stopped,
      said,
    );
    assert.deepEqual(await statesOf(store), { a: 'queued', b: 'queued' });
    await queue.close();
    await store.close();
    await place.remove();
  });

  it('does a run of 200 jobs in chains with few questions for each', async () => {
    const place = await newPlace();
    const { store, queue } = await place.open();
    const ids = Array.from({ length: 200 }, (_, i) => `job-${i}`);
    await store.createRun(
      sampleRun(Object.fromEntries(ids.map((id, i) => [id, ids.slice(Math.max(0, i - 1), i)]))),
    );
    let questions = 0;
    const counted: Store = {
      ...store,
      listJobs: (filter) => {
        questions += 1;
        return store.listJobs(filter);
      },
      readJob: (id) => {
        questions += 1;
        return store.readJob(id);
      },
    };
    const done: string[] = [];
    const worker = embeddedQueue(counted, { pollMs: 60_000, deadMs: 60_000 }).work(
      async ({ id, fence }) => {
        done.push(id);
        await store.moveJob(id, 'succeeded', { fence });
      },
      { concurrency: 8, leaseMs, run: 'run-1' },
    );
    await worker.stopped;
    assert.deepEqual(done, ids);
    assert.ok(questions < 5 * ids.length, `${questions} questions`);
    await queue.close();
    await store.close();
    await place.remove();
  });
});
