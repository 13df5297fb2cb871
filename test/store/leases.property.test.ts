import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Store } from '../../src/engine/store.ts';
import type { StorePlace } from '../contracts/store-place.ts';
import { newSqlitePlace } from './sqlite-place.ts';

/** One thing that happens; times in milliseconds. */
const events = fc.array(
  fc.record({
    unit: fc.constantFrom('rack1', 'rack2'),
    holder: fc.constantFrom('a', 'b', 'c'),
    what: fc.constantFrom('acquire', 'renew', 'release'),
    forMs: fc.integer({ min: 1, max: 50 }),
    passesMs: fc.integer({ min: 0, max: 30 }),
  }),
  { maxLength: 25 },
);

/** What each holder believes to have, and until when it is right in that. */
interface Belief {
  readonly unit: string;
  readonly fence: number;
  readonly until: number;
}

describe('leases', () => {
  let place: StorePlace | undefined;
  let store: Store | undefined;
  let time = 0;

  before(async () => {
    place = await newSqlitePlace();
    store = await place.open({ now: () => time });
  });
  after(async () => {
    await store?.close();
    await place?.remove();
  });

  it('never have two holders who are right, and never give a number again', async () => {
    let highest = 0;
    await fc.assert(
      fc.asyncProperty(events, async (happened) => {
        assert.ok(store);
        // Later than anything that an earlier example left behind.
        time += 1000;
        const beliefs = new Map<string, Belief>();
        for (const { unit, holder, what, forMs, passesMs } of happened) {
          time += passesMs;
          const key = `${unit} ${holder}`;
          const mine = beliefs.get(key);
          if (what === 'acquire') {
            const fence = await store.acquireLease(unit, holder, forMs);
            if (fence === undefined) continue;
            assert.ok(fence > highest);
            highest = fence;
            beliefs.set(key, { unit, fence, until: time + forMs });
          } else if (mine !== undefined && what === 'renew') {
            if (await store.renewLease(unit, mine.fence, forMs))
              beliefs.set(key, { ...mine, until: time + forMs });
            else beliefs.delete(key);
          } else if (mine !== undefined) {
            await store.releaseLease(unit, mine.fence);
            beliefs.delete(key);
          }
          const right = [...beliefs.values()].filter((belief) => belief.unit === unit && belief.until > time);
          assert.ok(right.length <= 1, JSON.stringify(right));
        }
      }),
      { numRuns: 40 },
    );
  });
});
