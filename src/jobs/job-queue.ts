/**
 * The queue contract. A queue carries ids of jobs that lie in the store and nothing else; the journal in the
 * store is the truth, the queue only a hint that there is work: a hint may come twice, late or never.
 */

export interface JobQueue {
  /** Says that these jobs, already in the store as `queued`, are there to be done. */
  announce(jobs: readonly string[]): Promise<void>;
  /**
   * Takes jobs until stopped: at most `concurrency` at once, on a unit in the order in which they were asked for,
   * a job only after the jobs it depends on have succeeded; one whose dependency ended otherwise is cancelled with
   * that reason. A job is claimed in the store before it is handled, so that no two workers anywhere have one job
   * or one unit. Jobs whose worker died are queued again to be led back or forward. An error that the handler
   * throws is a fault of Twinleaf and ends the worker's `stopped` promise, as does a store that fails.
   */
  work(handler: JobHandler, options: WorkOptions): QueueWorker;
  /** Stops the workers; afterwards nothing can be announced or worked on. The store stays open. */
  close(): Promise<void>;
}

/** A job that this worker may do, and the fencing number of the lease on its unit. */
export interface ClaimedJob {
  readonly id: string;
  readonly fence: number;
}

/**
 * Does one job and leaves its final state in the store, or puts it back to `queued` once the signal has fired;
 * throws only on a fault of Twinleaf. One that has lost its lease leaves the job to whoever has it now.
 */
export type JobHandler = (job: ClaimedJob, signal: AbortSignal) => Promise<void>;

export interface WorkOptions {
  /** Jobs at once, from 1. */
  readonly concurrency: number;
  /** For how long a claim holds a unit without being renewed, in milliseconds. */
  readonly leaseMs: number;
}

export interface QueueWorker {
  /** Starts no new job, tells running ones through their signal, and waits for them. */
  stop(): Promise<void>;
  /** Settles when the worker has ended, by `stop`, by a fault, or because there is nothing left that it is for. */
  readonly stopped: Promise<void>;
}
