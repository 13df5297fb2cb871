/** One worker of the Redis queue. */
import type { JobSummary, Store } from '../../engine/store.ts';
import type { Bell } from '../bell.ts';
import { newBell } from '../bell.ts';
import { requeueDeadJobs } from '../dead-jobs.ts';
import { JobHands } from '../job-hands.ts';
import type { JobHandler, QueueWorker, WorkOptions } from '../job-queue.ts';
import { Outlook } from '../outlook.ts';
import type { HintReceiver, RedisHints } from './redis-hints.ts';

export interface RedisWorkPlace {
  readonly store: Store;
  readonly hints: RedisHints;
  /** Between two sweeps of the store, in milliseconds. */
  readonly sweepMs: number;
}

/** No hint is given to another worker sooner than that, in milliseconds. */
const shortestLockMs = 1_000;

/** A worker that has already begun. */
export function startRedisWorker(
  place: RedisWorkPlace,
  handler: JobHandler,
  options: WorkOptions,
): QueueWorker {
  const worker = new RedisWorker(place, handler, options);
  const stopped = worker.work();
  return {
    stopped,
    stop: () => {
      worker.stop();
      return stopped;
    },
  };
}

class RedisWorker {
  readonly #place: RedisWorkPlace;
  readonly #hands: JobHands;
  readonly #outlook: Outlook;
  readonly #bell: Bell = newBell();
  readonly #receiver: HintReceiver;
  /** Jobs that were ready at the last sweep. */
  #hinted: ReadonlySet<string> = new Set();

  constructor(place: RedisWorkPlace, handler: JobHandler, options: WorkOptions) {
    this.#place = place;
    this.#outlook = new Outlook(place.store);
    this.#hands = new JobHands(place.store, {
      ...options,
      handler,
      onPutDown: (job) => this.#tellOfEnd(job),
    });
    this.#receiver = place.hints.receive((job) => this.#follow(job), {
      concurrency: options.concurrency,
      lockMs: Math.max(shortestLockMs, options.leaseMs / 2),
    });
  }

  /** Hints that come from now on are for others. */
  stop(): void {
    this.#hands.stop();
    this.#receiver.pause();
    this.#bell.ring();
  }

  async work(): Promise<void> {
    try {
      await this.#sweepOnAndOn();
    } catch (error) {
      this.#hands.fail(error);
    }
    this.#receiver.pause();
    try {
      await this.#hands.emptied();
    } finally {
      await this.#receiver.close();
    }
  }

  /** Does what is next on the unit of the job that a hint names. */
  async #follow(id: string): Promise<void> {
    try {
      const hinted = await this.#place.store.readJob(id);
      if (hinted?.state !== 'queued') return;
      const { ready } = await this.#outlook.look({ unit: hinted.unit });
      for (const job of ready) await (await this.#hands.take(job))?.putDown;
    } catch (error) {
      this.#hands.fail(error);
      this.#bell.ring();
    }
  }

  /** The end of a job makes way on its unit, for those that depend on it, and in a run that is limited. */
  async #tellOfEnd({ id, unit, run }: JobSummary): Promise<void> {
    if (this.#hands.isStopping) this.#bell.ring();
    const isLimited = await this.#outlook.isLimited(run);
    const { ready } = await this.#outlook.look();
    const freed = ready.filter(
      (job) => job.unit === unit || job.dependsOn.includes(id) || (isLimited && job.run === run),
    );
    if (!(await this.#tell(freed, (jobs) => this.#place.hints.give(jobs)))) await this.#take(freed);
  }

  async #sweepOnAndOn(): Promise<void> {
    while (!this.#hands.isStopping) {
      const rings = this.#bell.rings();
      await this.#sweep();
      await this.#bell.rungAfter(rings, this.#place.sweepMs);
    }
  }

  /**
   * A hint for a job that is still ready after a whole sweep was lost, or those who got it have no hand free; and
   * while Redis is away every worker helps itself.
   */
  async #sweep(): Promise<void> {
    await requeueDeadJobs(this.#place.store);
    const { ready } = await this.#outlook.look();
    const fresh = ready.filter(({ id }) => !this.#hinted.has(id));
    const isTold = await this.#tell(fresh, (jobs) => this.#place.hints.remind(jobs));
    await this.#take(isTold ? ready.filter(({ id }) => this.#hinted.has(id)) : ready);
    this.#hinted = new Set(ready.map(({ id }) => id));
  }

  /** False where nobody could be told. */
  async #tell(
    jobs: readonly JobSummary[],
    how: (ids: readonly string[]) => Promise<boolean>,
  ): Promise<boolean> {
    if (jobs.length === 0) return true;
    return this.#place.hints.isConnected && how(jobs.map(({ id }) => id));
  }

  async #take(jobs: readonly JobSummary[]): Promise<void> {
    for (const job of jobs) {
      if (this.#hands.areFull) return;
      await this.#hands.take(job);
    }
  }
}
