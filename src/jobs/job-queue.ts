/**
 * The queue contract. A queue carries ids of jobs that lie in the store and nothing else; the journal in the
 * store is the truth, the queue only a hint that there is work: a hint may come twice, late or never.
 */

export interface JobQueue {
  /** Says that these jobs, already in the store as `queued`, are there to be done. */
  announce(jobs: readonly string[]): Promise<void>;
  /**
   * Takes jobs until stopped: at most `concurrency` at once, a job only after the jobs it depends on have
   * succeeded; one whose dependency ended otherwise is cancelled with that reason. A job is claimed in the store
   * before it is handled, so that no two workers anywhere have one job or one unit. Jobs whose worker died are
   * queued again to be led back or forward. An error that the handler throws is a fault of Twinleaf and ends the
   * worker's `stopped` promise.
   */
  work(handler: JobHandler, options: WorkOptions): QueueWorker;
  close(): Promise<void>;
}

/** A job that this worker may do, and the fencing number of the lease on its unit. */
export interface ClaimedJob {
  readonly id: string;
  readonly fence: number;
}

/** Does one job and leaves its final state in the store; throws only on a fault of Twinleaf. */
export type JobHandler = (job: ClaimedJob, signal: AbortSignal) => Promise<void>;

export interface WorkOptions {
  readonly concurrency: number;
  /** For how long a claim holds a unit without being renewed, in milliseconds. */
  readonly leaseMs: number;
  /** Only the jobs of this run, and stop when none of them is left to do. */
  readonly run?: string;
}

export interface QueueWorker {
  /** Starts no new job, tells running ones through their signal, and waits for them. */
  stop(): Promise<void>;
  /** Settles when the worker has ended, by `stop` or because its run is done. */
  readonly stopped: Promise<void>;
}
