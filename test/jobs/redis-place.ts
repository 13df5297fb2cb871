/** Places for Redis queues: a store in a file, and a name of their own in the Redis that test files share. */
import { randomUUID } from 'node:crypto';
import { redisQueue } from '../../src/jobs/redis-queue.ts';
import type { RedisQueueOptions } from '../../src/jobs/redis-queue.ts';
import type { OpenQueue } from '../contracts/queue.contract.ts';
import type { StorePlace } from '../contracts/store-place.ts';
import { sharedRedis } from '../services/redis.ts';
import type { RedisService } from '../services/redis.ts';
import { newSqlitePlace } from '../store/sqlite-place.ts';

export interface RedisPlace {
  readonly name: string;
  readonly redis: RedisService;
  readonly store: StorePlace;
  open(options?: Partial<RedisQueueOptions>): Promise<OpenQueue>;
  remove(): Promise<void>;
}

/** A fresh place; its workers sweep often, since tests wait for what hints have lost. */
export async function newRedisPlace(): Promise<RedisPlace> {
  const redis = await sharedRedis();
  const place = await newSqlitePlace();
  // As a fabric may be called; Redis and BullMQ have opinions on colons.
  const name = `lab: ${randomUUID()}`;
  return {
    name,
    redis,
    store: place,
    open: async (options = {}) => {
      const store = await place.open();
      return { store, queue: redisQueue({ store, url: redis.url, name, sweepMs: 200, ...options }) };
    },
    remove: () => place.remove(),
  };
}
