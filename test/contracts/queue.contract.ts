/**
 * What every queue keeps, whatever carries its hints. Each kind runs this suite over places of its own; what it
 * must hold is in the doc comments of `src/jobs/job-queue.ts`.
 */
import assert from 'node:assert/strict';
import type { Store } from '../../src/engine/store.ts';
import type { JobQueue } from '../../src/jobs/job-queue.ts';
import { orderCases } from './queue-order.ts';
import { recoveryCases } from './queue-recovery.ts';
import { stopCases } from './queue-stops.ts';

/** Where jobs and hints lie; opened twice, as by a second process, it is the same queue. */
export interface QueuePlace {
  open(): Promise<OpenQueue>;
  remove(): Promise<void>;
}

export interface OpenQueue<Queue extends JobQueue = JobQueue> {
  readonly store: Store;
  readonly queue: Queue;
}

/** What the cases of a suite share: a fresh place for each, closed afterwards. */
export interface QueueBench {
  open(): Promise<OpenQueue>;
}

/** Why a suite cannot run here; undefined if it can. */
export type Missing = () => string | undefined | Promise<string | undefined>;

/** Skips the suite that calls it, and says why, where something is missing. */
export function skipIf(missing: Missing | undefined): void {
  before(async function () {
    this.timeout(120_000);
    const reason = await missing?.();
    if (reason === undefined) return;
    if (this.test !== undefined) this.test.title += ` (skipped: ${reason})`;
    this.skip();
  });
}

/** Describes the whole contract for one kind of queue; skips it where something that it needs is missing. */
export function queueContract(kind: string, newPlace: () => Promise<QueuePlace>, missing?: Missing): void {
  describe(`the ${kind} queue`, () => {
    skipIf(missing);
    const bench = queueBench(newPlace);
    describe('what runs when', () => {
      orderCases(bench);
    });
    describe('stopping, faults and starting again', () => {
      stopCases(bench);
    });
    describe('jobs that others left behind', () => {
      recoveryCases(bench);
    });
  });
}

/** Makes a place before each case of the suite that calls it, and closes and removes it afterwards. */
export function queueBench(newPlace: () => Promise<QueuePlace>): QueueBench {
  let place: QueuePlace | undefined;
  let closers: (() => Promise<void>)[] = [];

  beforeEach(async () => {
    place = await newPlace();
  });
  afterEach(async () => {
    for (const close of closers) await close();
    closers = [];
    await place?.remove();
    place = undefined;
  });
  return {
    open: async () => {
      assert.ok(place);
      const opened = await place.open();
      closers.push(async () => {
        await opened.queue.close();
        await opened.store.close();
      });
      return opened;
    },
  };
}
