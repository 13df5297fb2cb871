import assert from 'node:assert/strict';
import { setTimeout as pause } from 'node:timers/promises';
import { inspect } from 'node:util';
import { Redis } from 'ioredis';
import type { Store } from '../../src/engine/store.ts';
import { redisQueue } from '../../src/jobs/redis/redis-queue.ts';
import type { RedisQueueOptions } from '../../src/jobs/redis/redis-queue.ts';
import { leaseMs, newGate, recorder, statesOf, workRun } from '../contracts/queue-handlers.ts';
import { skipIf } from '../contracts/queue.contract.ts';
import type { OpenQueue } from '../contracts/queue.contract.ts';
import { samplePlan, sampleRun } from '../contracts/run-samples.ts';
import { redisIsMissing, startRedis } from '../services/redis.ts';
import { newRedisPlace } from './redis-place.ts';
import type { RedisPlace } from './redis-place.ts';

/** So long that no test sees a second sweep: what happens is the work of hints. */
const never = 3_600_000;
const secret = 'hunter2-never-shown';

describe('the Redis queue and its Redis', function () {
  // Some cases wait for what does not answer.
  this.timeout(60_000);
  let place: RedisPlace;
  let opened: OpenQueue[];

  skipIf(redisIsMissing);
  beforeEach(async () => {
    place = await newRedisPlace();
    opened = [];
  });
  afterEach(async () => {
    place.redis.resume();
    await place.redis.start();
    for (const { queue, store } of opened) {
      await queue.close();
      await store.close();
    }
    await place.remove();
  });
  const open = async (options: Partial<RedisQueueOptions> = {}): Promise<OpenQueue> => {
    const one = await place.open(options);
    opened.push(one);
    return one;
  };
  /** Twelve jobs on three units, in chains of two, one of which does something to Redis in the middle. */
  const createChains = async (store: Store): Promise<readonly string[]> => {
    const ids = Array.from({ length: 12 }, (_, i) => `job-${i}`);
    const units = Object.fromEntries(ids.map((id, i) => [id, `rack${i % 3}`]));
    const chain = Object.fromEntries(ids.map((id, i) => [id, i % 2 === 1 ? ids.slice(i - 1, i) : []]));
    await store.createRun(sampleRun(chain, { units }));
    return ids;
  };

  it('carries a run from end to end by hints alone', async () => {
    const one = await open({ sweepMs: never });
    const two = await open({ sweepMs: never });
    const { handler, begun, seen } = recorder(one.store);
    const workers = [one, two].map(({ queue }) => queue.work(handler, { concurrency: 2, leaseMs }));
    await firstSweeps();
    const ids = await createChains(one.store);
    await one.store.createRun(
      sampleRun(
        { x: [], y: [], z: [] },
        { id: 'run-2', plan: samplePlan({ id: 'plan-2' }), maxUnavailable: 1 },
      ),
    );
    await one.queue.announce([...ids, 'x', 'y', 'z']);
    await allEnded(one.store);
    await Promise.all(workers.map((worker) => worker.stop()));
    assert.deepEqual(begun.toSorted(), [...ids, 'x', 'y', 'z'].toSorted());
    assert.deepEqual(seen.doubled, []);
  });

  it('keeps ids in Redis and nothing else that a job or its plan holds', async () => {
    const { queue, store } = await open();
    const plan = samplePlan({ warnings: [{ code: 'save-owed', message: secret }] });
    await store.createRun(sampleRun({ a: [] }, { plan, requestedBy: secret }));
    await queue.announce(['a']);
    const redis = new Redis(place.redis.url);
    const keys = await redis.keys(`*${encodeURIComponent(place.name)}*`);
    const dumps = await Promise.all(keys.map((key) => redis.dump(key)));
    redis.disconnect();
    assert.ok(keys.length > 0);
    assert.ok(!dumps.some((dump) => dump.includes(secret)));
  });

  it('loses nothing when Redis is killed and comes back empty in the middle of a run', async () => {
    const one = await open();
    const ids = await createChains(one.store);
    await one.queue.announce(ids);
    const { handler, begun, seen } = recorder(one.store);
    await workRun(
      one,
      async (job, signal) => {
        if (begun.length === 3) await place.redis.stop();
        if (begun.length === 8) await place.redis.start();
        await handler(job, signal);
      },
      { concurrency: 2 },
    );
    assert.deepEqual(begun.toSorted(), ids.toSorted());
    assert.deepEqual(seen.doubled, []);
  });

  it('loses nothing when everything in Redis is deleted in the middle of a run', async () => {
    const one = await open();
    const two = await open();
    const ids = await createChains(one.store);
    await one.queue.announce(ids);
    const redis = new Redis(place.redis.url);
    const { handler, begun, seen } = recorder(one.store);
    const work: typeof handler = async (job, signal) => {
      if (begun.length === 3 || begun.length === 7) await redis.flushall();
      await handler(job, signal);
    };
    await Promise.all([one, two].map((opened) => workRun(opened, work, { concurrency: 2 })));
    redis.disconnect();
    assert.deepEqual(begun.toSorted(), ids.toSorted());
    assert.deepEqual(seen.doubled, []);
  });

  it('uses Redis again by itself once it is back, and says when it was lost and when it is back', async () => {
    const notices: string[] = [];
    const isBack = newGate();
    const onNotice = (notice: string): void => {
      notices.push(notice);
      if (notices.length === 2) isBack.open();
    };
    const one = await open({ sweepMs: never, onNotice });
    const { handler } = recorder(one.store);
    const worker = one.queue.work(handler, { concurrency: 1, leaseMs });
    await firstSweeps();
    await place.redis.stop();
    await place.redis.start();
    await isBack.opened;
    await one.store.createRun(sampleRun({ a: [], b: ['a'] }));
    await one.queue.announce(['a', 'b']);
    await allEnded(one.store);
    await worker.stop();
    assert.match(notices[0] ?? '', /^Redis cannot be reached \([\w ]+\)/);
    assert.deepEqual(notices.slice(1), ['Redis is back']);
  });

  it('announces and works without any Redis, and can be closed', async () => {
    await place.redis.stop();
    const one = await open();
    const ids = await createChains(one.store);
    await one.queue.announce(ids);
    const { handler, begun } = recorder(one.store);
    await workRun(one, handler, { concurrency: 3 });
    await one.queue.close();
    assert.deepEqual(begun.toSorted(), ids.toSorted());
  });

  it('announces, works and can be closed while Redis keeps its connections and answers nothing', async () => {
    const one = await open();
    const { handler, begun } = recorder(one.store);
    const worker = one.queue.work(handler, { concurrency: 3, leaseMs });
    await firstSweeps();
    place.redis.pause();
    const ids = ['a', 'b', 'c'];
    await one.store.createRun(sampleRun({ a: [], b: [], c: ['a'] }));
    await one.queue.announce(ids);
    await allEnded(one.store);
    await worker.stop();
    await one.queue.close();
    place.redis.resume();
    assert.deepEqual(begun.toSorted(), ids.toSorted());
  });

  it('does a job once whose hint is there several times', async () => {
    const one = await open({ sweepMs: never });
    const two = await open({ sweepMs: never });
    const { handler, begun, seen } = recorder(one.store);
    await one.store.createRun(sampleRun({ a: [], b: ['a'] }));
    for (let i = 0; i < 5; i += 1) await one.queue.announce(['a', 'b']);
    await Promise.all([one, two].map((opened) => workRun(opened, handler, { concurrency: 4 })));
    assert.deepEqual(begun, ['a', 'b']);
    assert.deepEqual(seen.doubled, []);
  });

  it('does a job once whose hint BullMQ takes for stalled and gives to a second worker', async () => {
    const one = await open({ sweepMs: never });
    const two = await open({ sweepMs: never });
    await one.store.createRun(sampleRun({ a: [] }));
    const begun: string[] = [];
    const isBegun = newGate();
    const isGivenAgain = newGate();
    const first = one.queue.work(
      async ({ id, fence }) => {
        begun.push(id);
        isBegun.open();
        await renewUntil(isGivenAgain.opened, () => one.store.renewLease('unit-a', fence, 2_000));
        await one.store.moveJob(id, 'succeeded', { fence });
      },
      { concurrency: 1, leaseMs: 2_000 },
    );
    await isBegun.opened;
    const watched: Store = {
      ...two.store,
      readJob: (id) => {
        isGivenAgain.open();
        return two.store.readJob(id);
      },
    };
    const other = redisQueue({ store: watched, url: place.redis.url, name: place.name, sweepMs: never });
    const second = other.work(recorder(two.store).handler, { concurrency: 1, leaseMs: 2_000 });
    await loseLocks(place, isGivenAgain.opened);
    await allEnded(one.store);
    await Promise.all([first.stop(), second.stop()]);
    await other.close();
    assert.deepEqual(begun, ['a']);
    assert.deepEqual(await statesOf(one.store), { a: 'succeeded' });
  });

  it('shows no password: not of a server that refuses it, nor of one that is away, nor of a bad address', async () => {
    const shown: unknown[] = [];
    const guarded = await startRedis({ password: secret });
    const port = new URL(guarded.url).port;
    const wrong = `redis://:${secret}-wrong@127.0.0.1:${port}`;
    for (const url of [wrong, `redis://someone:${secret}@127.0.0.1:1`]) {
      const noticed = newGate();
      const onNotice = (notice: string): void => {
        shown.push(notice);
        noticed.open();
      };
      const { queue } = await open({ url, onNotice });
      await noticed.opened;
      await queue.announce(['a']);
    }
    const { store } = await open();
    for (const url of [`http://${secret}@host`, `redis:///${secret}`, `${secret}@host:6379`, '']) {
      assert.throws(
        () => redisQueue({ store, url, name: 'lab' }),
        (error: unknown) => {
          shown.push(error);
          return error instanceof Error && 'code' in error && error.code === 'usage';
        },
      );
    }
    assert.match(String(shown[0]), /WRONGPASS/);
    assert.ok(!inspect(shown, { depth: 9 }).includes(secret));
    await guarded.remove();
  });

  it('works with a Redis that wants a password', async () => {
    const guarded = await startRedis({ password: secret });
    const one = await open({ url: guarded.url, sweepMs: never });
    const { handler } = recorder(one.store);
    const worker = one.queue.work(handler, { concurrency: 1, leaseMs });
    await firstSweeps();
    await one.store.createRun(sampleRun({ a: [] }));
    await one.queue.announce(['a']);
    await allEnded(one.store);
    await worker.stop();
    await one.queue.close();
    await guarded.remove();
  });
});

/** Gives workers time for their first sweep, so that what comes later reaches them by hints alone. */
async function firstSweeps(): Promise<void> {
  await pause(200);
}

async function allEnded(store: Store): Promise<void> {
  while ((await store.listJobs({ states: ['queued', 'running'] })).length > 0) await pause(20);
}

async function renewUntil(done: Promise<void>, renew: () => Promise<boolean>): Promise<void> {
  const later = (): Promise<'later'> => pause(200, 'later');
  while ((await Promise.race([done, later()])) === 'later') assert.ok(await renew());
}

/** Takes the locks away that say that a hint is being followed, as if its worker had been paused. */
async function loseLocks(place: RedisPlace, until: Promise<void>): Promise<void> {
  const redis = new Redis(place.redis.url);
  const keys = await redis.keys(`*${encodeURIComponent(place.name)}*:lock`);
  assert.equal(keys.length, 1);
  await redis.del(keys);
  await until;
  redis.disconnect();
}
