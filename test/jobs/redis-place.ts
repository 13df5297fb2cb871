/** Places for Redis queues: a store, and a name of their own in the Redis that test files share. */
import { randomUUID } from 'node:crypto';
import { redisQueue } from '../../src/jobs/redis/redis-queue.ts';
import type { RedisQueueOptions } from '../../src/jobs/redis/redis-queue.ts';
import type { OpenQueue } from '../contracts/queue.contract.ts';
import { sharedRedis } from '../services/redis.ts';
import type { RedisService } from '../services/redis.ts';
import { newSqlitePlace } from '../store/sqlite-place.ts';

export interface RedisPlace {
  readonly name: string;
  readonly redis: RedisService;
  open(options?: Partial<RedisQueueOptions>): Promise<OpenQueue>;
  remove(): Promise<void>;
}

/** A fresh place, with a store in a file unless another kind is given; its workers sweep often, since tests wait for what hints have lost. */
export async function newRedisPlace(newStorePlace = newSqlitePlace): Promise<RedisPlace> {
  const redis = await sharedRedis();
  const place = await newStorePlace();
  // As a fabric may be called; Redis and BullMQ have opinions on colons.
  const name = `lab: ${randomUUID()}`;
  return {
    name,
    redis,
    open: async (options = {}) => {
      const store = await place.open();
      return { store, queue: redisQueue({ store, url: redis.url, name, sweepMs: 200, ...options }) };
    },
    remove: () => place.remove(),
  };
}
