import assert from 'node:assert/strict';
import type { Store } from '../../src/engine/store.ts';
import { embeddedQueue } from '../../src/jobs/embedded-queue.ts';
import { queueContract } from '../contracts/queue.contract.ts';
import type { QueuePlace } from '../contracts/queue.contract.ts';
import { recorder, statesOf } from '../contracts/queue-handlers.ts';
import { sampleRun } from '../contracts/run-samples.ts';
import { newSqlitePlace } from '../store/sqlite-place.ts';

async function newPlace(): Promise<QueuePlace> {
  const place = await newSqlitePlace();
  return {
    open: async () => {
      const store = await place.open();
      return { store, queue: embeddedQueue(store) };
    },
    remove: () => place.remove(),
  };
}

queueContract('embedded', newPlace);

describe('the embedded queue over a failing store', () => {
  it('ends its worker with what the store said', async () => {
    const place = await newPlace();
    const { store, queue } = await place.open();
    await store.createRun(sampleRun({ a: [], b: [] }));
    const said = new Error('the disk is full');
    const broken: Store = { ...store, readJob: () => Promise.reject(said) };
    const { handler } = recorder(store);
    await assert.rejects(embeddedQueue(broken).work(handler, { concurrency: 1, run: 'run-1' }).stopped, said);
    assert.deepEqual(await statesOf(store), { a: 'queued', b: 'queued' });
    await queue.close();
    await store.close();
    await place.remove();
  });

  it('does a run of 200 jobs in chains without reading the whole list for each', async () => {
    const place = await newPlace();
    const { store, queue } = await place.open();
    const ids = Array.from({ length: 200 }, (_, i) => `job-${i}`);
    await store.createRun(
      sampleRun(Object.fromEntries(ids.map((id, i) => [id, ids.slice(Math.max(0, i - 1), i)]))),
    );
    let listings = 0;
    const counted: Store = {
      ...store,
      listJobs: (filter) => {
        listings += 1;
        return store.listJobs(filter);
      },
    };
    const done: string[] = [];
    const worker = embeddedQueue(counted).work(
      async (job) => {
        done.push(job);
        await store.setJobState(job, 'succeeded');
      },
      { concurrency: 8, run: 'run-1' },
    );
    await worker.stopped;
    assert.deepEqual(done, ids);
    assert.equal(listings, 1);
    await queue.close();
    await store.close();
    await place.remove();
  });
});
