/** The jobs that one worker has in hand: claimed, handled, put down. */
import type { JobSummary, Store } from '../engine/store.ts';
import { TwinleafError } from '../fabric/errors.ts';
import { hasEnded } from './job-ends.ts';
import type { JobHandler, WorkOptions } from './job-queue.ts';

export interface JobHandsOptions extends WorkOptions {
  readonly handler: JobHandler;
  /** Told of every job once it has been put down; what it throws is a fault. */
  readonly onPutDown: (job: JobSummary) => Promise<void>;
}

/** As many hands as the concurrency of a worker says. */
export class JobHands {
  readonly #store: Store;
  readonly #options: JobHandsOptions;
  readonly #inHand = new Map<string, AbortController>();
  readonly #underWay = new Set<Promise<void>>();
  readonly #faults: unknown[] = [];
  #isStopping = false;

  /** Throws RangeError for a concurrency below 1. */
  constructor(store: Store, options: JobHandsOptions) {
    if (!(options.concurrency >= 1)) throw new RangeError('a worker needs a concurrency of at least 1');
    this.#store = store;
    this.#options = options;
  }

  /** After `stop`, or after a fault: no job is taken any more. */
  get isStopping(): boolean {
    return this.#isStopping;
  }

  get areFull(): boolean {
    return this.#inHand.size >= this.#options.concurrency;
  }

  /**
   * Claims a job and begins it. Undefined where that cannot be: no hand is free, somebody else has the job, or
   * its unit or its run is busy.
   */
  async take(job: JobSummary): Promise<{ readonly putDown: Promise<void> } | undefined> {
    if (this.#isStopping || this.areFull || this.#inHand.has(job.id)) return undefined;
    const stop = new AbortController();
    this.#inHand.set(job.id, stop);
    const claim = this.#claim(job);
    const putDown = this.#work(job, claim, stop.signal);
    this.#underWay.add(putDown);
    void putDown.then(() => this.#underWay.delete(putDown));
    return (await claim) === undefined ? undefined : { putDown };
  }

  /** Tells those in hand to stop. */
  stop(): void {
    this.#isStopping = true;
    for (const stop of this.#inHand.values()) stop.abort();
  }

  /** Takes note of a fault; the jobs in hand are left to end in their own way. */
  fail(fault: unknown): void {
    this.#faults.push(fault);
    this.#isStopping = true;
  }

  /** Settles once nothing is in hand; throws the faults. */
  async emptied(): Promise<void> {
    while (this.#underWay.size > 0) await Promise.all(this.#underWay);
    if (this.#faults.length > 1)
      throw new AggregateError(this.#faults, 'several jobs met a fault of Twinleaf');
    if (this.#faults.length === 1) throw this.#faults[0];
  }

  async #claim({ id, unit }: JobSummary): Promise<number | undefined> {
    try {
      const claim = await this.#store.claimJob(id, this.#options.leaseMs);
      if (typeof claim === 'string') return undefined;
      if (!this.#isStopping) return claim.fence;
      await this.#store.moveJob(id, 'queued', { fence: claim.fence });
      await this.#store.releaseLease(unit, claim.fence);
    } catch (error) {
      this.fail(error);
    }
    return undefined;
  }

  async #work(job: JobSummary, claim: Promise<number | undefined>, signal: AbortSignal): Promise<void> {
    const fence = await claim;
    try {
      if (fence !== undefined) await this.#handle(job, fence, signal);
    } catch (error) {
      this.fail(error);
    }
    this.#inHand.delete(job.id);
    if (fence === undefined) return;
    try {
      await this.#options.onPutDown(job);
    } catch (error) {
      this.fail(error);
    }
  }

  /** After a fault the lease is left to run out: whoever finds the job dead leads it back or forward. */
  async #handle(job: JobSummary, fence: number, signal: AbortSignal): Promise<void> {
    await this.#options.handler({ id: job.id, fence }, signal);
    await this.#requireEnd(job, fence);
    await this.#store.releaseLease(job.unit, fence);
  }

  /** A job that was put back when told to stop is as good as ended; a lost one is another worker's. */
  async #requireEnd({ id, unit }: JobSummary, fence: number): Promise<void> {
    const state = (await this.#store.readJob(id))?.state ?? 'unknown';
    if (state !== 'unknown' && hasEnded(state)) return;
    if (state === 'queued' && this.#isStopping) return;
    if (!(await this.#store.renewLease(unit, fence, this.#options.leaseMs))) return;
    throw new TwinleafError('internal', `job ${id} was handled and is still ${state}`);
  }
}
