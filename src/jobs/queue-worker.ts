/** One worker of the embedded queue. */
import type { JobSummary, Store } from '../engine/store.ts';
import { TwinleafError } from '../fabric/errors.ts';
import { Backlog } from './backlog.ts';
import type { Board } from './board.ts';
import { hasEnded } from './job-ends.ts';
import type { JobHandler, QueueWorker, WorkOptions } from './job-queue.ts';

/** A worker that has already begun. */
export function startWorker(
  store: Store,
  board: Board,
  handler: JobHandler,
  options: WorkOptions,
): QueueWorker {
  const worker = new Worker(store, board, handler, options);
  const stopped = worker.work();
  return {
    stopped,
    stop: () => {
      worker.stop();
      return stopped;
    },
  };
}

class Worker {
  readonly #store: Store;
  readonly #board: Board;
  readonly #handler: JobHandler;
  readonly #options: WorkOptions;
  readonly #backlog: Backlog;
  readonly #inHand = new Map<string, { readonly stop: AbortController; readonly done: Promise<void> }>();
  readonly #faults: unknown[] = [];
  #isStopping = false;

  constructor(store: Store, board: Board, handler: JobHandler, options: WorkOptions) {
    this.#store = store;
    this.#board = board;
    this.#handler = handler;
    this.#options = options;
    this.#backlog = new Backlog(store, board, options.run);
  }

  stop(): void {
    this.#isStopping = true;
    for (const { stop } of this.#inHand.values()) stop.abort();
    this.#board.wake();
  }

  async work(): Promise<void> {
    try {
      await this.#takeJobs();
    } catch (error) {
      this.#faults.push(error);
    }
    await Promise.all([...this.#inHand.values()].map(({ done }) => done));
    if (this.#faults.length > 1)
      throw new AggregateError(this.#faults, 'several jobs met a fault of Twinleaf');
    if (this.#faults.length === 1) throw this.#faults[0];
  }

  async #takeJobs(): Promise<void> {
    while (!this.#isStopping) {
      const version = this.#board.version();
      const next = this.#inHand.size < this.#options.concurrency ? await this.#backlog.next() : 'later';
      if (typeof next === 'object') this.#begin(next);
      else if (next === 'nothing' && this.#isRunDone()) return;
      else await this.#board.changedSince(version);
    }
  }

  /** What this worker has in hand may still free other jobs. */
  #isRunDone(): boolean {
    return this.#options.run !== undefined && this.#inHand.size === 0;
  }

  #begin(job: JobSummary): void {
    if (this.#isStopping) {
      this.#board.release(job.unit);
      return;
    }
    const stop = new AbortController();
    // Not before it is in hand: a handler may fail at once.
    const done = Promise.resolve().then(() => this.#handle(job, stop.signal));
    this.#inHand.set(job.id, { stop, done });
  }

  /** After a fault no job is begun, but the running ones are left to end in their own way. */
  async #handle(job: JobSummary, signal: AbortSignal): Promise<void> {
    try {
      await this.#handler(job.id, signal);
      await this.#requireEnd(job);
    } catch (error) {
      this.#faults.push(error);
      this.#isStopping = true;
    } finally {
      this.#inHand.delete(job.id);
      this.#board.release(job.unit);
    }
  }

  /** A stopped job may stay where it is for somebody to resume; any other has to have ended. */
  async #requireEnd(job: JobSummary): Promise<void> {
    const state = (await this.#store.readJob(job.id))?.state;
    if (this.#isStopping || (state !== undefined && hasEnded(state))) return;
    throw new TwinleafError('internal', `job ${job.id} was handled and is still ${state ?? 'unknown'}`);
  }
}
