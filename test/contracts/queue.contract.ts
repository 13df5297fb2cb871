/** What every queue must do, wherever it keeps its hints. */
import assert from 'node:assert/strict';
import type { Store } from '../../src/engine/store.ts';
import type { JobQueue } from '../../src/jobs/job-queue.ts';
import { orderCases } from './queue-order.ts';
import { stopCases } from './queue-stops.ts';

/** Where jobs and hints lie; opened twice, as by a second process, it is the same queue. */
export interface QueuePlace {
  open(): Promise<{ readonly store: Store; readonly queue: JobQueue }>;
  remove(): Promise<void>;
}

/** What the cases of a suite share: a fresh place for each, closed afterwards. */
export interface QueueBench {
  open(): Promise<{ readonly store: Store; readonly queue: JobQueue }>;
}

/** Describes the whole contract for one kind of queue. */
export function queueContract(kind: string, newPlace: () => Promise<QueuePlace>): void {
  describe(`the ${kind} queue`, () => {
    let place: QueuePlace | undefined;
    let closers: (() => Promise<void>)[] = [];

    beforeEach(async () => {
      place = await newPlace();
    });
    afterEach(async () => {
      for (const close of closers) await close();
      closers = [];
      await place?.remove();
    });
    const bench: QueueBench = {
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

    describe('what runs when', () => {
      orderCases(bench);
    });
    describe('stopping, faults and starting again', () => {
      stopCases(bench);
    });
  });
}
