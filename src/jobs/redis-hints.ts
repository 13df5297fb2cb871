/**
 * Hints by way of Redis: a BullMQ queue that carries ids of jobs and nothing else. All that can go wrong with it
 * is that a hint comes late, twice or never, so no error of it leaves this file but as a word to a person.
 */
import { setTimeout as pause } from 'node:timers/promises';
import { Queue, Worker } from 'bullmq';
import { Redis } from 'ioredis';
import { TwinleafError } from '../fabric/errors.ts';

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

/** One way to Redis, connected in the background again and again. */
export class RedisHints {
  readonly #redis: Redis;
  readonly #name: string;
  readonly #queue: Queue<Hint>;

  /** Throws `usage` for an address that is none of Redis. */
  constructor({ url, name, onNotice }: HintOptions) {
    this.#redis = connectRedis(url);
    this.#name = encodeURIComponent(name);
    watchConnection(this.#redis, onNotice);
    const streams = { events: { maxLen: 100 } };
    this.#queue = new Queue(this.#name, { connection: this.#redis, prefix, streams });
    this.#queue.on('error', () => undefined);
  }

  get isConnected(): boolean {
    return this.#redis.status === 'ready';
  }

  /** False where Redis did not take the hints within two seconds. A hint that is there already stays one. */
  async give(jobs: readonly string[]): Promise<boolean> {
    const hints = jobs.map((job) => ({ name: 'hint', data: { job }, opts: { jobId: hintId(job) } }));
    return inTime(this.#queue.addBulk(hints));
  }

  /** Hands over hints as they come; `follow` must not throw. A hint is used up when it settles. */
  receive(follow: (job: string) => Promise<void>, { concurrency, lockMs }: ReceiveOptions): HintReceiver {
    const worker = new Worker<Hint>(this.#name, ({ data }) => follow(data.job), {
      connection: this.#redis,
      prefix,
      concurrency,
      lockDuration: lockMs,
      stalledInterval: lockMs,
      maxStalledCount: neverGiveUp,
      removeOnComplete: { count: 0 },
      removeOnFail: { count: 0 },
    });
    // Lost connections are told by the one they share; lost hints are found again in the store.
    worker.on('error', () => undefined);
    return {
      pause: () => {
        worker.pause(true).catch(() => undefined);
      },
      close: async () => {
        if (!(await inTime(worker.close(!this.isConnected)))) await inTime(worker.disconnect());
      },
    };
  }

  async close(): Promise<void> {
    await inTime(this.#queue.close());
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

/** BullMQ takes neither numbers nor colons for ids. One hint for a job is enough, so the id is the job's. */
function hintId(job: string): string {
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
    retryStrategy: (tries) => Math.min(100 * tries, longestWaitMs),
  });
}

function watchConnection(redis: Redis, onNotice: (notice: string) => void): void {
  let isLost = false;
  redis.on('error', (error: unknown) => {
    if (isLost) return;
    isLost = true;
    onNotice(
      `Redis cannot be reached (${safeReason(error)}); work goes on from the store alone, more slowly`,
    );
  });
  redis.on('ready', () => {
    if (isLost) onNotice('Redis is back');
    isLost = false;
  });
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
