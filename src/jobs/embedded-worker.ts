/** One worker of the embedded queue. */
import type { JobSummary, Store } from '../engine/store.ts';
import type { Bell } from './bell.ts';
import { requeueDeadJobs } from './dead-jobs.ts';
import type { OwnRun } from './dead-jobs.ts';
import { JobHands } from './job-hands.ts';
import type { JobHandler, QueueWorker, WorkOptions } from './job-queue.ts';
import { Outlook, neededBy } from './outlook.ts';
import type { Prospect } from './outlook.ts';

export interface EmbeddedWorkOptions extends WorkOptions {
  /**
   * Only the jobs of this run and those that hold them up; stop when all of its jobs have ended. Jobs that
   * another process has in hand are waited for.
   */
  readonly run?: string;
  /** Of that run only these. */
  readonly jobs?: readonly string[];
}

/** How often a worker looks without being told to, in milliseconds. */
export interface Rhythm {
  /** For what other processes have queued or ended. */
  readonly pollMs: number;
  /** For jobs whose worker died. */
  readonly deadMs: number;
}

/** A worker that has already begun. `bell` is the one of its process. */
export function startEmbeddedWorker(
  { store, bell, rhythm }: { readonly store: Store; readonly bell: Bell; readonly rhythm: Rhythm },
  handler: JobHandler,
  options: EmbeddedWorkOptions,
): QueueWorker {
  const hands = new JobHands(store, {
    ...options,
    handler,
    onPutDown: () => {
      bell.ring();
      return Promise.resolve();
    },
  });
  const stopped = new EmbeddedWorker({ store, bell, rhythm }, hands, options).work();
  return {
    stopped,
    stop: () => {
      hands.stop();
      bell.ring();
      return stopped;
    },
  };
}

class EmbeddedWorker {
  readonly #store: Store;
  readonly #bell: Bell;
  readonly #rhythm: Rhythm;
  readonly #hands: JobHands;
  readonly #run: string | undefined;
  readonly #jobs: ReadonlySet<string> | undefined;
  readonly #outlook: Outlook;
  #deadSoughtAt = -Infinity;

  constructor(
    { store, bell, rhythm }: { readonly store: Store; readonly bell: Bell; readonly rhythm: Rhythm },
    hands: JobHands,
    { run, jobs }: Pick<EmbeddedWorkOptions, 'run' | 'jobs'>,
  ) {
    this.#store = store;
    this.#bell = bell;
    this.#rhythm = rhythm;
    this.#hands = hands;
    this.#run = run;
    this.#jobs = jobs === undefined ? undefined : new Set(jobs);
    this.#outlook = new Outlook(store);
  }

  async work(): Promise<void> {
    try {
      await this.#takeJobs();
    } catch (error) {
      this.#hands.fail(error);
    }
    await this.#hands.emptied();
  }

  async #takeJobs(): Promise<void> {
    while (!this.#hands.isStopping) {
      const rings = this.#bell.rings();
      if (!this.#hands.areFull) {
        const prospect = await this.#outlook.look();
        if (this.#isRunDone(prospect)) return;
        const own = this.#ownOf(prospect);
        await this.#takeReady(prospect, own);
        if (await this.#takesUpDead(own)) continue;
      }
      await this.#bell.rungAfter(rings, this.#rhythm.pollMs);
    }
  }

  #isRunDone({ open }: Prospect): boolean {
    return this.#run !== undefined && !open.some((job) => this.#isOwn(job));
  }

  #isOwn({ run, id }: JobSummary): boolean {
    return run === this.#run && this.#jobs?.has(id) !== false;
  }

  #ownOf(prospect: Prospect): OwnRun | undefined {
    if (this.#run === undefined) return undefined;
    const own = prospect.open.filter((job) => this.#isOwn(job));
    return { run: this.#run, needed: neededBy(own, prospect) };
  }

  /** Of a run that is limited it takes what it is here for: nobody may be there for those that come before. */
  async #takeReady({ ready, next }: Prospect, own: OwnRun | undefined): Promise<void> {
    for (const job of own === undefined ? ready : next.filter(({ id }) => own.needed.has(id))) {
      if (this.#hands.areFull) return;
      await this.#hands.take(job);
    }
  }

  async #takesUpDead(own: OwnRun | undefined): Promise<boolean> {
    if (performance.now() < this.#deadSoughtAt + this.#rhythm.deadMs) return false;
    this.#deadSoughtAt = performance.now();
    return (await requeueDeadJobs(this.#store, own)) > 0;
  }
}
