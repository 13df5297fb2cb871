/** Contract of the leases that come with claims. */
import assert from 'node:assert/strict';
import type { Store } from '../../src/engine/store.ts';
import { claimed, sampleRun } from './run-samples.ts';
import type { StoreBench } from './store.contract.ts';

const noon = Date.UTC(2026, 2, 1, 12);

/** A store whose jobs `a`, `b` and `c` are all about rack1. */
async function oneUnit(store: Store): Promise<Store> {
  await store.createRun(
    sampleRun({ a: [], b: [], c: [] }, { units: { a: 'rack1', b: 'rack1', c: 'rack1' } }),
  );
  return store;
}

/** Cases about one process; those about several are among the processes. */
export function leaseCases(bench: StoreBench): void {
  it('gives a fencing number higher than every one before, over units, releases and closing', async () => {
    const fences: number[] = [];
    const ids = Array.from({ length: 12 }, (_, i) => `job-${i}`);
    const units = Object.fromEntries(ids.map((id, i) => [id, `rack${i % 3}`]));
    const first = await bench.open();
    await first.createRun(sampleRun(Object.fromEntries(ids.map((id) => [id, []])), { units }));
    await first.close();
    for (let i = 0; i < ids.length; i += 3) {
      const store = await bench.open();
      for (const id of ids.slice(i, i + 3)) {
        const fence = await claimed(store, id);
        fences.push(fence);
        await store.moveJob(id, 'failed', { fence });
        await store.releaseLease(units[id] ?? '', fence);
      }
      await store.close();
    }
    assert.equal(fences.length, ids.length);
    assert.deepEqual(
      fences,
      [...new Set(fences)].sort((a, b) => a - b),
    );
  });

  it('is free at the moment at which it runs out, by the clock of the store', async () => {
    let time = noon;
    const store = await oneUnit(await bench.open({ now: () => time }));
    await claimed(store, 'a', 1000);
    await store.moveJob('a', 'failed');
    time += 999;
    assert.equal(await store.claimJob('b', 1000), 'unit-busy');
    time += 1;
    await claimed(store, 'b', 1000);
  });

  it('holds for as long as it is renewed', async () => {
    let time = noon;
    const store = await oneUnit(await bench.open({ now: () => time }));
    const fence = await claimed(store, 'a', 1000);
    for (let i = 0; i < 5; i += 1) {
      time += 900;
      assert.equal(await store.renewLease('rack1', fence, 1000), true);
      assert.deepEqual(await store.listDeadJobs(), []);
    }
    await store.moveJob('a', 'failed');
    assert.equal(await store.claimJob('b', 1000), 'unit-busy');
  });

  it('says that a lease was lost which ran out, was given back or went to somebody else', async () => {
    let time = noon;
    const store = await oneUnit(await bench.open({ now: () => time }));
    const first = await claimed(store, 'a', 1000);
    time += 1000;
    assert.equal(await store.renewLease('rack1', first, 1000), false);
    await store.moveJob('a', 'failed');
    const second = await claimed(store, 'b', 1000);
    assert.equal(await store.renewLease('rack1', first, 1000), false);
    await store.releaseLease('rack1', second);
    assert.equal(await store.renewLease('rack1', second, 1000), false);
    assert.equal(await store.renewLease('rack9', 1, 1000), false);
  });

  it('does not take the lease from its holder when an earlier one gives his back', async () => {
    let time = noon;
    const store = await oneUnit(await bench.open({ now: () => time }));
    const first = await claimed(store, 'a', 1000);
    time += 2000;
    await store.moveJob('a', 'failed');
    const second = await claimed(store, 'b', 1000);
    await store.releaseLease('rack1', first);
    assert.equal(await store.renewLease('rack1', second, 1000), true);
  });

  it('runs out by a real clock too', async () => {
    const store = await oneUnit(await bench.open());
    await claimed(store, 'a', 1);
    const deadline = Date.now() + 10_000;
    while ((await store.listDeadJobs()).length === 0) assert.ok(Date.now() < deadline);
    await store.moveJob('a', 'failed');
    await claimed(store, 'b', 60_000);
    await store.moveJob('b', 'failed');
    assert.equal(await store.claimJob('c', 60_000), 'unit-busy');
  });
}
