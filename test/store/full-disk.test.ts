import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Store } from '../../src/engine/store.ts';
import type { Database } from '../../src/store/databases/database.ts';
import { openSqlite } from '../../src/store/databases/sqlite-database.ts';
import { storeIn } from '../../src/store/store-in.ts';
import { claimed, sampleApplied, sampleRun, sampleSwitch } from '../contracts/run-samples.ts';

const full = (error: unknown): boolean => {
  assert.ok(error instanceof Error && 'code' in error);
  assert.equal(error.code, 'store-failed');
  assert.match(error.message, /store\.sqlite failed: the disk is full/);
  return true;
};
const large = 'x'.repeat(1e6);

describe('a disk that is full', () => {
  let directory = '';
  let database: Database;
  let store: Store;
  let fence = 0;

  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'twinleaf-full-'));
    database = await openSqlite(join(directory, 'store.sqlite'), () => new Date());
    store = storeIn(database);
    await store.createRun(sampleRun({ a: [] }));
    fence = await claimed(store, 'a');
    await store.addStep('a', { step: 'lock', phase: 'done', at: '', message: '' });
    await leaveRoom(database, 20);
  });
  afterEach(async () => {
    await store.close();
    await rm(directory, { recursive: true });
  });

  it('takes no half of an applied state: the job runs on, no switch is recorded', async () => {
    const switches = [sampleSwitch('sw1'), sampleSwitch('sw2', { config: large })];
    await assert.rejects(store.recordApplied('a', sampleApplied(switches, fence)), full);
    assert.equal((await store.readJob('a'))?.state, 'running');
    assert.deepEqual((await store.readState())?.switches, []);
    assert.equal(await store.renewLease('unit-a', fence, 60_000), true);
    await leaveRoom(database, 10_000);
    await store.recordApplied('a', sampleApplied(switches, fence));
    assert.equal((await store.readJob('a'))?.state, 'succeeded');
    assert.equal((await store.readState())?.switches.length, 2);
  });

  it('takes no half of a journal: whoever was to be written with it is told, and may go on later', async () => {
    const small = { step: 'change', phase: 'done', at: '', message: 'small' } as const;
    const outcomes = await Promise.allSettled([
      store.addStep('a', small),
      store.addStep('a', { ...small, message: large }),
    ]);
    for (const outcome of outcomes) assert.ok(outcome.status === 'rejected' && full(outcome.reason));
    assert.equal((await store.readJob('a'))?.steps.length, 1);
    await store.addStep('a', small);
    assert.equal((await store.readJob('a'))?.steps[1]?.message, 'small');
  });
});

/** Lets the file grow by so many pages more (sqlite.org/pragma.html#pragma_max_page_count). */
async function leaveRoom(database: Database, pages: number): Promise<void> {
  await database.write(async (rows) => {
    const [row] = await rows.query<{ page_count: number }[]>('PRAGMA page_count');
    await rows.query(`PRAGMA max_page_count = ${(row?.page_count ?? 0) + pages}`);
  });
}
