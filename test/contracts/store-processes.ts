/** Contract of a store that several processes use, some of which are killed. */
import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Store } from '../../src/engine/store.ts';
import { sampleRun } from './run-samples.ts';
import { exitCode, startStoreProcess, untilReady } from './store-place.ts';
import type { StoreBench } from './store.contract.ts';

const jobs = 4000;

interface UnitEvent {
  readonly job: string;
  readonly fence: number;
  readonly event: 'taken' | 'given back';
}

/** Cases that start other processes. */
export function processCases(bench: StoreBench): void {
  it('has nothing of a run whose process is killed between two of its writes', async () => {
    const child = startStoreProcess(bench.place(), { act: 'create-run', jobs, killedAt: jobs - 1 });
    assert.equal(await exitCode(child), null);
    assert.equal(await isWholeRun(await bench.open()), false);
  });

  for (const afterMs of [10, 60, 150]) {
    it(`has all of a run or nothing when its process is killed ${afterMs} ms into making it`, async () => {
      const child = startStoreProcess(bench.place(), { act: 'create-run', jobs });
      await untilReady(child);
      await pause(afterMs);
      child.kill('SIGKILL');
      await exitCode(child);
      const store = await bench.open();
      if (!(await isWholeRun(store))) await store.createRun(sampleRun({ a: [] }));
    });
  }

  it('never gives a unit or a job to two processes', async () => {
    const store = await bench.open();
    const ids = Array.from({ length: 20 }, (_, i) => `job-${i}`);
    const units = Object.fromEntries(ids.map((id) => [id, 'rack1']));
    await store.createRun(sampleRun(Object.fromEntries(ids.map((id) => [id, []])), { units }));
    const folder = await mkdtemp(join(tmpdir(), 'twinleaf-leases-'));
    const log = join(folder, 'log');
    const order = { act: 'take-unit', jobs: ids, unit: 'rack1', log } as const;
    const children = [ids, ids.toReversed(), ids].map((jobs) =>
      startStoreProcess(bench.place(), { ...order, jobs }),
    );
    assert.deepEqual(await Promise.all(children.map(exitCode)), [0, 0, 0]);
    const lines = (await readFile(log, 'utf8')).trim().split('\n');
    const events = lines.map((line) => JSON.parse(line) as UnitEvent);
    await rm(folder, { recursive: true });
    assert.equal(events.length, ids.length * 2);
    let last = 0;
    for (let i = 0; i < events.length; i += 2) {
      const [taken, back] = events.slice(i, i + 2);
      assert.equal(taken?.event, 'taken');
      assert.deepEqual(back, { ...taken, event: 'given back' });
      assert.ok(taken.fence > last);
      last = taken.fence;
    }
    const ended = (await store.listJobs()).map((job) => job.state);
    assert.deepEqual(new Set(ended), new Set(['succeeded']));
  });

  it('shows one process what another one wrote', async () => {
    const store = await bench.open();
    await store.createRun(sampleRun({ a: [] }));
    const child = startStoreProcess(bench.place(), { act: 'take-job', job: 'a' });
    assert.equal(await exitCode(child), 0);
    assert.equal((await store.readJob('a'))?.state, 'running');
  });

  it('opens for several processes that find nothing there yet', async () => {
    const order = { act: 'take-unit', jobs: [], unit: 'rack1', log: '' } as const;
    const children = [1, 2, 3].map(() => startStoreProcess(bench.place(), order));
    assert.deepEqual(await Promise.all(children.map(exitCode)), [0, 0, 0]);
    assert.deepEqual(await (await bench.open()).listJobs(), []);
  });
}

/** True for all of the run of `create-run`, false for nothing of it; anything else is a failure. */
async function isWholeRun(store: Store): Promise<boolean> {
  const found = await store.listJobs();
  const isThere = found.length > 0;
  assert.equal(found.length, isThere ? jobs : 0);
  assert.equal((await store.readState())?.allocations.length ?? 0, isThere ? jobs : 0);
  assert.equal((await store.readPlan('plan-1')) !== undefined, isThere);
  assert.equal((await store.readRun('run-1')) !== undefined, isThere);
  return isThere;
}
