import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { JobStep, Store } from '../../src/engine/store.ts';
import { TwinleafError } from '../../src/fabric/errors.ts';
import type { Database } from '../../src/store/databases/database.ts';
import { openSqlite } from '../../src/store/databases/sqlite-database.ts';
import { storeIn } from '../../src/store/store-in.ts';
import { sampleRun } from '../contracts/run-samples.ts';

const step = (message: string): JobStep => ({ step: 'change', phase: 'done', at: '', message });

describe('the journals of many jobs at once', () => {
  let directory = '';
  let store: Store;
  let writes = 0;
  /** What the next transactions meet in the place of a working database. */
  let failure: Error | undefined;

  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'twinleaf-journal-'));
    const database = await openSqlite(join(directory, 'store.sqlite'), () => new Date());
    failure = undefined;
    const counted: Database = {
      ...database,
      write: (work) => {
        writes += 1;
        if (failure !== undefined) return Promise.reject(failure);
        return database.write(work);
      },
    };
    store = storeIn(counted);
    await store.createRun(sampleRun({ a: [], b: [] }));
    writes = 0;
  });
  afterEach(async () => {
    await store.close();
    await rm(directory, { recursive: true });
  });

  it('are written together while the store is busy, and nothing of theirs is lost', async () => {
    const messages = Array.from({ length: 100 }, (_, i) => `step ${i}`);
    await Promise.all(
      messages.flatMap((message) => [store.addStep('a', step(message)), store.addStep('b', step(message))]),
    );
    assert.ok(writes <= 2, `${writes} transactions`);
    for (const job of ['a', 'b']) {
      const { steps } = (await store.readJob(job)) ?? { steps: [] };
      assert.deepEqual(
        steps.map(({ message }) => message),
        messages,
      );
    }
  });

  it('are there when the call has settled', async () => {
    for (let i = 0; i < 3; i += 1) {
      const adding = store.addStep('a', step(`step ${i}`));
      const others = [store.addStep('b', step('other')), store.addStep('b', step('other'))];
      await adding;
      assert.equal((await store.readJob('a'))?.steps.length, i + 1);
      await Promise.all(others);
    }
  });

  it('fail alone for a job that is not there', async () => {
    const outcomes = await Promise.allSettled([
      store.addStep('a', step('first')),
      store.addStep('nobody', step('lost')),
      store.addExchanges('nobody', []),
      store.addStep('a', step('second')),
    ]);
    assert.deepEqual(
      outcomes.map((outcome) =>
        outcome.status === 'fulfilled' ? 'kept' : outcome.reason instanceof TwinleafError,
      ),
      ['kept', true, true, 'kept'],
    );
    const messages = (await store.readJob('a'))?.steps.map(({ message }) => message);
    assert.deepEqual(messages, ['first', 'second']);
  });

  it('fail together when the store fails, and go on when it works again', async () => {
    failure = new TwinleafError('store-failed', 'the disk is full');
    const outcomes = await Promise.allSettled(['a', 'b', 'a'].map((job) => store.addStep(job, step('lost'))));
    assert.deepEqual(
      outcomes.map((outcome) => outcome.status === 'rejected' && outcome.reason === failure),
      [true, true, true],
    );
    failure = undefined;
    await store.addStep('a', step('kept'));
    assert.deepEqual(
      (await store.readJob('a'))?.steps.map(({ message }) => message),
      ['kept'],
    );
  });
});
