/**
 * Hints by way of Redis: a BullMQ queue that carries ids of jobs and nothing else. All that can go wrong with it
 * is that a hint comes late, twice or never, so no error of it leaves this file but as a word to a person.
 */
import { setTimeout as pause } from 'node:timers/promises';
import { Queue, Worker } from 'bullmq';
import { Redis } from 'ioredis';
import { TwinleafError } from '../../fabric/errors.ts';

export interface HintOptions {
  /** `redis://` or `rediss://`; it may hold a password and is never shown. */
  readonly url: string;
  readonly name: string;
  /** Told once when Redis is lost, and once when it is back. */
  readonly onNotice: (notice: string) => void;
}

export interface ReceiveOptions {
  /** Hints at once. */
  readonly concurrency: number;
  /** A hint that nobody has vouched for in that time is given to another worker, in milliseconds. */
  readonly lockMs: number;
}

/** Keys in Redis begin with it. */
const prefix = 'twinleaf';
/** For how long a hint is tried to be given, or a connection to be closed in an orderly way. */
const patienceMs = 2_000;
/** Between two tries to connect again. */
const longestWaitMs = 2_000;
/** BullMQ gives up hints whose worker died that often; ours are told to be wrong by the store, not by a count. */
const neverGiveUp = 1_000_000;

/** The ways of one queue to Redis, connected in the background again and again. */
export class RedisHints {
  readonly #redis: Redis;
  readonly #name: string;
  readonly #queue: Queue<Hint>;
  readonly #unwatch: () => void;

  /** Throws `usage` for an address that is none of Redis. */
  constructor({ url, name, onNotice }: HintOptions) {
    this.#redis = connectRedis(url);
    this.#name = encodeURIComponent(name);
    this.#unwatch = watchConnection(this.#redis, onNotice);
    const streams = { events: { maxLen: 100 } };
    this.#queue = new Queue(this.#name, { connection: this.#redis, prefix, streams });
    this.#queue.on('error', () => undefined);
  }

  get isConnected(): boolean {
    return this.#redis.status === 'ready';
  }

  /** A hint for each job. False where Redis did not take them within two seconds. */
  async give(jobs: readonly string[]): Promise<boolean> {
    return inTime(this.#queue.addBulk(jobs.map((job) => ({ name: 'hint', data: { job } }))));
  }

  /** As `give`, but a job of which a reminder lies there or is being followed gets no second one. */
  async remind(jobs: readonly string[]): Promise<boolean> {
    const hints = jobs.map((job) => ({ name: 'hint', data: { job }, opts: { jobId: reminderId(job) } }));
    return inTime(this.#queue.addBulk(hints));
  }

  /** Hands over hints as they come; `follow` must not throw. A hint is used up when it settles. */
  receive(follow: (job: string) => Promise<void>, { concurrency, lockMs }: ReceiveOptions): HintReceiver {
    const redis = this.#redis.duplicate();
    const worker = new Worker<Hint>(this.#name, ({ data }) => follow(data.job), {
      connection: redis,
      prefix,
      concurrency,
      lockDuration: lockMs,
      stalledInterval: lockMs,
      maxStalledCount: neverGiveUp,
      removeOnComplete: { count: 0 },
      removeOnFail: { count: 0 },
      // Timers of these lengths outlive a worker that is closed while Redis is away, and keep its process.
      runRetryDelay: longestWaitMs,
      drainDelay: 2,
    });
    // Lost connections are told by the first one; lost hints are found again in the store.
    worker.on('error', () => undefined);
    return {
      pause: () => {
        worker.pause(true).catch(() => undefined);
      },
      close: async () => {
        const closing = worker.close(!this.isConnected);
        if (!(await inTime(closing))) {
          // It answers nothing, so what BullMQ still waits for has to be ended, one connection after the other.
          redis.disconnect();
          await inTime(closing);
          await inTime(worker.getBackend().disconnectBlocking(false));
        }
        redis.disconnect();
      },
    };
  }

  async close(): Promise<void> {
    await inTime(this.#queue.close());
    this.#unwatch();
    this.#redis.disconnect();
  }
}

export interface HintReceiver {
  /** Fetches nothing more; what has been fetched is still followed. */
  pause(): void;
  /** Waits for what is being followed, unless Redis is away. */
  close(): Promise<void>;
}

interface Hint {
  readonly job: string;
}

/** BullMQ takes neither numbers nor colons for ids. */
function reminderId(job: string): string {
  return `job-${encodeURIComponent(job)}`;
}

function connectRedis(url: string): Redis {
  if (!/^rediss?:\/\/[^/]/.test(url) || !URL.canParse(url)) {
    const hint = 'write it as redis://host:port or rediss://user:password@host:port';
    throw new TwinleafError('usage', 'the address of Redis (REDIS_URL) cannot be read', { hint });
  }
  return new Redis(url, {
    // BullMQ asks for it; what waits for a lost connection is given up in time by those who wait.
    maxRetriesPerRequest: null,
    disconnectTimeout: 500,
    retryStrategy: (tries) => Math.min(100 * tries, longestWaitMs),
  });
}

/** Gives what ends the watch. */
function watchConnection(redis: Redis, onNotice: (notice: string) => void): () => void {
  let isLost = false;
  const lost = (reason: string): void => {
    if (isLost) return;
    isLost = true;
    onNotice(`Redis cannot be reached (${reason}); work goes on from the store alone, more slowly`);
  };
  const closed = (): void => {
    lost('connection closed');
  };
  redis.on('close', closed);
  redis.on('error', (error: unknown) => {
    lost(safeReason(error));
  });
  redis.on('ready', () => {
    if (isLost) onNotice('Redis is back');
    isLost = false;
  });
  return () => {
    redis.off('close', closed);
  };
}

/** What a server answers may repeat what was sent, password and all: only its first word is safe. */
function safeReason(error: unknown): string {
  const { code, message = '' } = error as { readonly code?: unknown; readonly message?: string };
  return typeof code === 'string' ? code : (/^[A-Z]+\b/.exec(message)?.[0] ?? 'no reason given');
}

/** Whether it came to a good end within the time that a worker has for Redis. */
async function inTime(work: Promise<unknown>): Promise<boolean> {
  const late = new AbortController();
  const timer = pause(patienceMs, false, { signal: late.signal }).catch(() => false);
  const done = work.then(
    () => true,
    () => false,
  );
  const isDone = await Promise.race([done, timer]);
  late.abort();
  return isDone;
}
