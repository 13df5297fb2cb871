/** Watches a run that other processes work on. */
import { setTimeout as pause } from 'node:timers/promises';
import type { JobStep, JobSummary, Store } from '../engine/store.ts';
import type { Progress } from '../engine/use-cases.ts';
import { hasEnded } from './job-ends.ts';

export interface WatchOptions {
  /** Ends the watch, not the run. */
  readonly signal?: AbortSignal;
  /** Of the run only these. */
  readonly jobs?: readonly string[];
  /**
   * Told of each step once: those of one job in their order, those found in one look by their time. Of what was in
   * the journal before the first look, only the latest try is shown, and nothing of a job that waits to be tried again.
   */
  readonly onStep?: (progress: Progress) => void;
  /** Between two looks into the store, in milliseconds; half a second if left out. */
  readonly pollMs?: number;
}

/** Settles once every job of the run has ended, or the signal fires. Throws what the store throws. */
export async function awaitRunEnd(store: Store, run: string, options: WatchOptions = {}): Promise<void> {
  const { signal, jobs: wanted, pollMs = 500 } = options;
  const watch = new RunWatch(store, options);
  while (signal?.aborted !== true) {
    const jobs = (await store.listJobs({ run })).filter(({ id }) => wanted?.includes(id) !== false);
    if ((await watch.isShown(jobs)) && jobs.every(({ state }) => hasEnded(state))) return;
    await pause(pollMs, undefined, signal === undefined ? {} : { signal }).catch(() => undefined);
  }
}

class RunWatch {
  readonly #store: Store;
  readonly #onStep: WatchOptions['onStep'];
  readonly #ended = new Set<string>();
  /** Jobs that had ended before their journal was last read: its last step tells of the end and comes after it. */
  readonly #closed = new Set<string>();
  /** How many steps of a job's journal have been seen. */
  readonly #seen = new Map<string, number>();

  constructor(store: Store, { onStep }: WatchOptions) {
    this.#store = store;
    this.#onStep = onStep;
  }

  /** Shows what is new; true once nothing more is to come. */
  async isShown(jobs: readonly JobSummary[]): Promise<boolean> {
    if (this.#onStep === undefined) return true;
    const found: Progress[] = [];
    for (const job of jobs) {
      if (!this.#closed.has(job.id)) found.push(...(await this.#newSteps(job)));
      this.#noteEnd(job);
    }
    found.sort((a, b) => Date.parse(a.at) - Date.parse(b.at));
    for (const step of found) this.#onStep(step);
    return jobs.every(({ id }) => this.#closed.has(id));
  }

  async #newSteps({ id, unit, state }: JobSummary): Promise<readonly Progress[]> {
    const seen = this.#seen.get(id);
    if (seen !== undefined && state === 'queued') return [];
    const steps = (await this.#store.readJob(id))?.steps ?? [];
    this.#seen.set(id, steps.length);
    const from = seen ?? (state === 'queued' ? steps.length : latestTry(steps));
    return steps.slice(from).map((step) => ({ ...step, job: id, unit }));
  }

  #noteEnd({ id, state, startedAt }: JobSummary): void {
    if (!hasEnded(state)) this.#ended.delete(id);
    else if (this.#ended.has(id) || startedAt === undefined) this.#closed.add(id);
    else this.#ended.add(id);
  }
}

/** Where the latest try of a job begins in its journal: with the lock on its unit. */
function latestTry(steps: readonly JobStep[]): number {
  return Math.max(
    0,
    steps.findLastIndex(({ step }) => step === 'lock'),
  );
}
