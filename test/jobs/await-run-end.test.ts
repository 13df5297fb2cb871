import assert from 'node:assert/strict';
import type { Store } from '../../src/engine/store.ts';
import { awaitRunEnd } from '../../src/jobs/await-run-end.ts';
import type { WatchOptions } from '../../src/jobs/await-run-end.ts';
import { leaseMs } from '../contracts/queue-handlers.ts';
import { sampleRun } from '../contracts/run-samples.ts';
import type { StorePlace } from '../contracts/store-place.ts';
import { newSqlitePlace } from '../store/sqlite-place.ts';

describe('waiting for the end of a run', () => {
  let place: StorePlace;
  let store: Store;
  let shown: string[];
  const watch = (options: WatchOptions = {}): Promise<void> =>
    awaitRunEnd(store, 'run-1', {
      pollMs: 5,
      onStep: ({ job, unit, message }) => shown.push(`${job} ${unit} ${message}`),
      ...options,
    });
  const step = (job: string, message: string, second: number): Promise<void> => {
    const at = `2026-03-01T10:00:${String(second).padStart(2, '0')}.000Z`;
    return store.addStep(job, { step: 'change', phase: 'done', at, message });
  };

  beforeEach(async () => {
    place = await newSqlitePlace();
    store = await place.open();
    shown = [];
    await store.createRun(sampleRun({ a: [], b: [] }));
  });
  afterEach(async () => {
    await store.close();
    await place.remove();
  });

  it('shows every step once, in order, with what comes in the moment after the end, and then settles', async () => {
    await store.claimJob('a', leaseMs);
    await store.claimJob('b', leaseMs);
    await step('a', 'one', 1);
    await step('b', 'two', 2);
    await step('a', 'three', 3);
    const seen = new Promise<void>((resolve) => {
      void watch({
        onStep: ({ job, unit, message }) => {
          shown.push(`${job} ${unit} ${message}`);
          if (shown.length === 3) void endBoth();
        },
      }).then(resolve);
    });
    const endBoth = async (): Promise<void> => {
      await step('b', 'four', 4);
      await store.moveJob('b', 'succeeded');
      await store.moveJob('a', 'failed');
    };
    await seen;
    assert.deepEqual(shown, ['a unit-a one', 'b unit-b two', 'a unit-a three', 'b unit-b four']);
  });

  it('does not miss the step that tells of the end and is written after it', async () => {
    await store.claimJob('a', leaseMs);
    await store.moveJob('a', 'succeeded');
    await store.moveJob('b', 'cancelled');
    // The first listing that shows the end lets the last step follow before the next.
    const late: Store = {
      ...store,
      readJob: async (id) => {
        const job = await store.readJob(id);
        if (job?.steps.length === 0) await step(id, 'recorded', 1);
        return job;
      },
    };
    await awaitRunEnd(late, 'run-1', { pollMs: 5, onStep: ({ message }) => shown.push(message) });
    assert.deepEqual(shown, ['recorded']);
  });

  it('leaves out earlier tries', async () => {
    const lock = { step: 'lock', phase: 'done', at: '2026-03-01T10:00:00.000Z' } as const;
    await store.claimJob('a', leaseMs);
    await store.addStep('a', { ...lock, message: 'first lock' });
    await step('a', 'of the first try', 1);
    await store.addStep('a', { ...lock, message: 'second lock' });
    await step('a', 'of the second try', 2);
    await store.moveJob('a', 'succeeded');
    await step('b', 'of a try before it was queued again', 1);
    const watched = watch();
    await store.moveJob('b', 'cancelled');
    await watched;
    assert.deepEqual(shown, ['a unit-a second lock', 'a unit-a of the second try']);
  });

  it('ends with its signal, whatever the run does', async () => {
    const stop = new AbortController();
    const watched = watch({ signal: stop.signal, pollMs: 600_000 });
    stop.abort();
    await watched;
  });

  it('throws what the store throws', async () => {
    const said = new Error('the disk is full');
    const broken: Store = { ...store, listJobs: () => Promise.reject(said) };
    await assert.rejects(awaitRunEnd(broken, 'run-1'), said);
  });
});
