import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Store } from '../../src/engine/store.ts';
import { sampleRun } from '../contracts/run-samples.ts';
import type { StorePlace } from '../contracts/store-place.ts';
import { newSqlitePlace } from './sqlite-place.ts';

/** Jobs and what each changes. */
const units: Readonly<Record<string, string>> = {
  a: 'rack1',
  b: 'rack1',
  c: 'rack1',
  d: 'rack2',
  e: 'rack2',
};

/** One thing that happens; times in milliseconds. */
const events = fc.array(
  fc.record({
    job: fc.constantFrom(...Object.keys(units)),
    what: fc.constantFrom('claim', 'claim', 'renew', 'release', 'end', 'queue', 'settle'),
    forMs: fc.integer({ min: 1, max: 50 }),
    passesMs: fc.integer({ min: 0, max: 30 }),
  }),
  { maxLength: 30 },
);

/** What a worker believes to have, and until when it is right in that. */
interface Belief {
  readonly fence: number;
  readonly until: number;
}

describe('claims', () => {
  let place: StorePlace | undefined;
  let store: Store | undefined;
  let time = 0;

  before(async () => {
    place = await newSqlitePlace();
    store = await place.open({ now: () => time });
    await store.createRun(sampleRun(Object.fromEntries(Object.keys(units).map((id) => [id, []])), { units }));
  });
  after(async () => {
    await store?.close();
    await place?.remove();
  });

  it('never leave a unit to two who are right, never give a number again, never move a job for a late one', async () => {
    let highest = 0;
    await fc.assert(
      fc.asyncProperty(events, async (happened) => {
        assert.ok(store);
        // Later than anything that an earlier example left behind.
        time += 1000;
        for (const job of Object.keys(units)) await store.moveJob(job, 'queued');
        const beliefs = new Map<string, Belief>();
        const isRight = (job: string) => (beliefs.get(job)?.until ?? 0) > time;
        for (const { job, what, forMs, passesMs } of happened) {
          time += passesMs;
          const unit = units[job] ?? '';
          const fence = beliefs.get(job)?.fence;
          if (what === 'claim') {
            const claim = await store.claimJob(job, forMs);
            if (typeof claim === 'string') continue;
            assert.ok(claim.fence > highest);
            highest = claim.fence;
            beliefs.set(job, { fence: claim.fence, until: time + forMs });
          } else if (what === 'queue') {
            await store.moveJob(job, 'queued');
          } else if (what === 'settle') {
            for (const dead of await store.listDeadJobs()) await store.moveJob(dead.id, 'queued');
          } else if (fence !== undefined && what === 'renew') {
            assert.equal(await store.renewLease(unit, fence, forMs), isRight(job));
            if (isRight(job)) beliefs.set(job, { fence, until: time + forMs });
          } else if (fence !== undefined && what === 'end') {
            assert.equal(await store.moveJob(job, 'failed', { fence }), isRight(job));
          } else if (fence !== undefined) {
            await store.releaseLease(unit, fence);
            beliefs.delete(job);
          }
          const right = Object.keys(units).filter((id) => units[id] === unit && isRight(id));
          assert.ok(right.length <= 1, JSON.stringify(right));
        }
      }),
      { numRuns: 40 },
    );
  });
});
