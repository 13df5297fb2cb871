/**
 * The queue contract. A queue carries ids of jobs that lie in the store and nothing else; the journal in the
 * store is the truth, the queue only a hint that there is work.
 */

export interface JobQueue {
  /** Says that these jobs, already in the store as `queued`, are there to be done. */
  announce(jobs: readonly string[]): Promise<void>;
  /**
   * Takes jobs until stopped: at most `concurrency` at once, a job only after the jobs it depends on have
   * succeeded; one whose dependency ended otherwise is cancelled with that reason. Never two jobs of one unit
   * at once. An error that the handler throws is a fault of Twinleaf and ends the worker's `stopped` promise.
   */
  work(handler: JobHandler, options: WorkOptions): QueueWorker;
  close(): Promise<void>;
}

/** Does one job and leaves its final state in the store; throws only on a fault of Twinleaf. */
export type JobHandler = (job: string, signal: AbortSignal) => Promise<void>;

export interface WorkOptions {
  readonly concurrency: number;
  /** Only the jobs of this run, and stop when none of them is left to do. */
  readonly run?: string;
}

export interface QueueWorker {
  /** Starts no new job, tells running ones through their signal, and waits for them. */
  stop(): Promise<void>;
  /** Settles when the worker has ended, by `stop` or because its run is done. */
  readonly stopped: Promise<void>;
}
