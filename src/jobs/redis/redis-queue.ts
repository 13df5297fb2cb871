/**
 * The queue for any number of workers on any number of machines: BullMQ on Redis. Redis carries ids only; all that
 * is known of a job lies in the store, and every worker sweeps the store for what Redis has lost.
 */
import type { Store } from '../../engine/store.ts';
import { TwinleafError } from '../../fabric/errors.ts';
import type { JobQueue, QueueWorker } from '../job-queue.ts';
import { RedisHints } from './redis-hints.ts';
import { startRedisWorker } from './redis-worker.ts';

export interface RedisQueueOptions {
  readonly store: Store;
  /** `redis://` or `rediss://`; it may hold a password, which appears in no error and no notice. */
  readonly url: string;
  /** One queue has one name in Redis: the fabric's. */
  readonly name: string;
  /** Told in words, once each, when Redis is lost and when it is back. */
  readonly onNotice?: (notice: string) => void;
  /** Between two sweeps of the store by each worker, in milliseconds; three seconds if left out. */
  readonly sweepMs?: number;
}

/**
 * A queue over a store and Redis, connected in the background. `announce` promises this: it settles within some two
 * seconds whether Redis could be reached or not, and where it could not, the next sweep of any worker finds the
 * jobs. Workers go on from their sweeps alone while Redis is away, and use it again when it is back; their order,
 * and that no unit is ever in two hands, comes from the store. The store stays open when the queue closes. Throws
 * `usage` for a URL that is not one of Redis. Load this file only where it is needed: BullMQ takes a while.
 */
export function redisQueue(options: RedisQueueOptions): JobQueue {
  const { store, url, name, onNotice = () => undefined, sweepMs = 3_000 } = options;
  const hints = new RedisHints({ url, name, onNotice });
  const workers = new Set<QueueWorker>();
  let isClosed = false;

  const requireOpen = (): void => {
    if (isClosed) throw new TwinleafError('internal', 'the queue has been closed');
  };
  return {
    announce: async (jobs) => {
      requireOpen();
      await hints.give(jobs);
    },
    work: (handler, workOptions) => {
      requireOpen();
      const worker = startRedisWorker({ store, hints, sweepMs }, handler, workOptions);
      workers.add(worker);
      return worker;
    },
    close: async () => {
      isClosed = true;
      // A worker that met a fault says so through its `stopped`.
      await Promise.allSettled([...workers].map((worker) => worker.stop()));
      await hints.close();
    },
  };
}
