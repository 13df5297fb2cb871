/** The queue inside the process: the store holds the jobs, so they are there after the process has ended. */
import type { Store } from '../engine/store.ts';
import { TwinleafError } from '../fabric/errors.ts';
import { newBell } from './bell.ts';
import { startEmbeddedWorker } from './embedded-worker.ts';
import type { EmbeddedWorkOptions, Rhythm } from './embedded-worker.ts';
import type { JobHandler, JobQueue, QueueWorker } from './job-queue.ts';

export interface EmbeddedQueue extends JobQueue {
  /** As every queue; here a worker may also be for one run, and then ends with it. */
  work(handler: JobHandler, options: EmbeddedWorkOptions): QueueWorker;
}

/** What another process does is noticed within a second, the death of one some seconds after its lease. */
const defaultRhythm: Rhythm = { pollMs: 1_000, deadMs: 3_000 };

/**
 * A queue over a store. A worker finds what is queued in the store when it begins, what is announced in this
 * process at once, and what other processes queue or end at its next look. Any number of processes may work on
 * one store. The store stays open when the queue closes.
 */
export function embeddedQueue(store: Store, rhythm: Rhythm = defaultRhythm): EmbeddedQueue {
  const bell = newBell();
  const workers = new Set<QueueWorker>();
  let isClosed = false;

  const requireOpen = (): void => {
    if (isClosed) throw new TwinleafError('internal', 'the queue has been closed');
  };
  return {
    announce: () => {
      requireOpen();
      bell.ring();
      return Promise.resolve();
    },
    work: (handler, options) => {
      requireOpen();
      const worker = startEmbeddedWorker({ store, bell, rhythm }, handler, options);
      workers.add(worker);
      return worker;
    },
    close: async () => {
      isClosed = true;
      // A worker that met a fault says so through its `stopped`.
      await Promise.allSettled([...workers].map((worker) => worker.stop()));
    },
  };
}
