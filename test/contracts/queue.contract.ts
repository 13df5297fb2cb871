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

/** Describes the whole contract for one kind of queue; skips it where something that it needs is missing. */
export function queueContract(
  kind: string,
  newPlace: () => Promise<QueuePlace>,
  missing?: () => string | undefined,
): void {
  describe(`the ${kind} queue`, () => {
    before(function () {
      const reason = missing?.();
      if (reason === undefined) return;
      console.log(`    ${reason}`);
      this.skip();
    });
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
