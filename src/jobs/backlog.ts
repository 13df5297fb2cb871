/** The queued jobs as one worker sees them, and which of them is next. */
import type { JobSummary, Store } from '../engine/store.ts';
import type { Board } from './board.ts';
import { cancelledBecause, hasEnded } from './job-ends.ts';

/**
 * A job: it may start, and its unit has been taken on the board. `later`: nothing can start before a worker of
 * this process puts a job down. `nothing`: nothing can start before somebody else does something.
 */
export type Next = JobSummary | 'later' | 'nothing';

/** What can be said of a job's dependencies; a job is the one that ended without success. */
type Verdict = 'ready' | 'later' | 'nothing' | JobSummary;

/** The backlog of one run, or of every run where none is given. */
export class Backlog {
  readonly #store: Store;
  readonly #board: Board;
  readonly #run: string | undefined;
  readonly #ended = new Map<string, JobSummary>();
  /** Oldest first. */
  #queued = new Map<string, JobSummary>();
  #seenAnnouncements = -1;

  constructor(store: Store, board: Board, run: string | undefined) {
    this.#store = store;
    this.#board = board;
    this.#run = run;
  }

  /** Gives the oldest job that may start; on the way cancels those whose dependencies did not succeed. */
  async next(): Promise<Next> {
    await this.#refresh();
    for (;;) {
      const found = await this.#pass();
      if (found !== 'again') return found;
    }
  }

  async #refresh(): Promise<void> {
    if (this.#seenAnnouncements === this.#board.announcements()) return;
    this.#seenAnnouncements = this.#board.announcements();
    const run = this.#run === undefined ? {} : { run: this.#run };
    const jobs = await this.#store.listJobs({ states: ['queued'], ...run });
    this.#queued = new Map(jobs.toReversed().map((job) => [job.id, job]));
    // What is announced may have ended before and be queued again.
    this.#ended.clear();
  }

  async #pass(): Promise<Next | 'again'> {
    let outlook: 'nothing' | 'later' | 'again' = 'nothing';
    for (const job of this.#queued.values()) {
      const found = await this.#consider(job);
      if (typeof found !== 'string') return found;
      if (found === 'again' || outlook === 'nothing') outlook = found;
    }
    return outlook;
  }

  async #consider(job: JobSummary): Promise<Next | 'again'> {
    const verdict = await this.#judge(job);
    if (verdict === 'later' || verdict === 'nothing') return verdict;
    if (verdict !== 'ready') {
      await this.#cancel(job, verdict);
      return 'again';
    }
    if (!this.#board.take(job.unit, job.id)) return 'later';
    if (await this.#leavesTheQueue(job)) return job;
    this.#board.release(job.unit);
    return 'again';
  }

  async #judge(job: JobSummary): Promise<Verdict> {
    let verdict: 'ready' | 'later' | 'nothing' = 'ready';
    for (const id of job.dependsOn) {
      const dependency = await this.#lookUp(id);
      if (typeof dependency === 'object' && dependency.state !== 'succeeded') return dependency;
      if (dependency === 'later' || (dependency === 'nothing' && verdict === 'ready')) verdict = dependency;
    }
    return verdict;
  }

  /** A dependency that has ended, or what waiting for it is worth. */
  async #lookUp(id: string): Promise<JobSummary | 'later' | 'nothing'> {
    if (this.#board.has(id)) return 'later';
    if (this.#queued.has(id)) return 'nothing';
    const known = this.#ended.get(id) ?? (await this.#store.readJob(id));
    if (known === undefined || !hasEnded(known.state)) return 'nothing';
    this.#ended.set(id, known);
    return known;
  }

  async #cancel(job: JobSummary, because: JobSummary): Promise<void> {
    if (await this.#leavesTheQueue(job)) {
      await this.#store.setJobState(job.id, 'cancelled', cancelledBecause(because));
    }
  }

  /** False if somebody else has started or cancelled the job in the meantime. */
  async #leavesTheQueue(job: JobSummary): Promise<boolean> {
    this.#queued.delete(job.id);
    return (await this.#store.readJob(job.id))?.state === 'queued';
  }
}
