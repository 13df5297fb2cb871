/** Contract of the leases. */
import assert from 'node:assert/strict';
import type { StoreBench } from './store.contract.ts';

/** Cases about one process; those about several are among the processes. */
export function leaseCases(bench: StoreBench): void {
  it('gives a unit to one holder at a time', async () => {
    const store = await bench.open();
    const fence = await store.acquireLease('rack1', 'a', 60_000);
    assert.ok(fence !== undefined);
    assert.equal(await store.acquireLease('rack1', 'b', 60_000), undefined);
    assert.notEqual(await store.acquireLease('rack2', 'b', 60_000), undefined);
    await store.releaseLease('rack1', fence);
    assert.notEqual(await store.acquireLease('rack1', 'b', 60_000), undefined);
  });

  it('gives one of many who ask at once the lease', async () => {
    const store = await bench.open();
    const fences = await Promise.all(
      Array.from({ length: 20 }, (_, i) => store.acquireLease('rack1', `holder-${i}`, 60_000)),
    );
    assert.equal(fences.filter((fence) => fence !== undefined).length, 1);
  });

  it('gives a fencing number higher than every one before, over units, releases and closing', async () => {
    const fences: number[] = [];
    for (let i = 0; i < 4; i += 1) {
      const store = await bench.open();
      for (const unit of ['rack1', 'rack2', `rack${i + 3}`]) {
        const fence = await store.acquireLease(unit, 'a', 60_000);
        assert.ok(fence !== undefined);
        fences.push(fence);
        await store.releaseLease(unit, fence);
      }
      await store.close();
    }
    assert.deepEqual(
      fences,
      [...new Set(fences)].sort((a, b) => a - b),
    );
  });

  it('is free at the moment at which it runs out, by the clock of the store', async () => {
    let time = Date.UTC(2026, 2, 1, 12);
    const store = await bench.open({ now: () => time });
    await store.acquireLease('rack1', 'a', 1000);
    time += 999;
    assert.equal(await store.acquireLease('rack1', 'b', 1000), undefined);
    time += 1;
    assert.notEqual(await store.acquireLease('rack1', 'b', 1000), undefined);
  });

  it('holds for as long as it is renewed', async () => {
    let time = Date.UTC(2026, 2, 1, 12);
    const store = await bench.open({ now: () => time });
    const fence = await store.acquireLease('rack1', 'a', 1000);
    assert.ok(fence !== undefined);
    for (let i = 0; i < 5; i += 1) {
      time += 900;
      assert.equal(await store.renewLease('rack1', fence, 1000), true);
    }
    assert.equal(await store.acquireLease('rack1', 'b', 1000), undefined);
  });

  it('says that a lease was lost which ran out, was given back or went to somebody else', async () => {
    let time = Date.UTC(2026, 2, 1, 12);
    const store = await bench.open({ now: () => time });
    const first = await store.acquireLease('rack1', 'a', 1000);
    assert.ok(first !== undefined);
    time += 1000;
    assert.equal(await store.renewLease('rack1', first, 1000), false);
    const second = await store.acquireLease('rack1', 'b', 1000);
    assert.ok(second !== undefined);
    assert.equal(await store.renewLease('rack1', first, 1000), false);
    await store.releaseLease('rack1', second);
    assert.equal(await store.renewLease('rack1', second, 1000), false);
    assert.equal(await store.renewLease('rack9', 1, 1000), false);
  });

  it('does not take the lease from its holder when an earlier one gives his back', async () => {
    let time = Date.UTC(2026, 2, 1, 12);
    const store = await bench.open({ now: () => time });
    const first = await store.acquireLease('rack1', 'a', 1000);
    assert.ok(first !== undefined);
    time += 2000;
    const second = await store.acquireLease('rack1', 'b', 1000);
    assert.ok(second !== undefined);
    await store.releaseLease('rack1', first);
    assert.equal(await store.renewLease('rack1', second, 1000), true);
  });

  it('gives a holder who asks again a new number and voids the old one', async () => {
    const store = await bench.open();
    const first = await store.acquireLease('rack1', 'a', 60_000);
    const second = await store.acquireLease('rack1', 'a', 60_000);
    assert.ok(first !== undefined && second !== undefined && second > first);
    assert.equal(await store.renewLease('rack1', first, 60_000), false);
    assert.equal(await store.renewLease('rack1', second, 60_000), true);
  });
}
