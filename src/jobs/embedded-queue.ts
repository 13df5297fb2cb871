/** The queue inside the process: the store holds the jobs, so they are there after the process has ended. */
import type { Store } from '../engine/store.ts';
import { TwinleafError } from '../fabric/errors.ts';
import { emptyBoard } from './board.ts';
import type { JobQueue, QueueWorker } from './job-queue.ts';
import { startWorker } from './queue-worker.ts';

/**
 * A queue over a store. A worker finds what lies queued in the store when it begins and what is announced
 * afterwards; jobs that another process creates are not noticed before that. One unit is in one hand within the
 * process; between processes the lease of the unit sees to that. The store stays open when the queue closes.
 */
export function embeddedQueue(store: Store): JobQueue {
  const board = emptyBoard();
  const workers = new Set<QueueWorker>();
  let isClosed = false;

  const requireOpen = (): void => {
    if (isClosed) throw new TwinleafError('internal', 'the queue has been closed');
  };
  return {
    announce: () => {
      requireOpen();
      board.announce();
      return Promise.resolve();
    },
    work: (handler, options) => {
      requireOpen();
      if (!(options.concurrency >= 1)) throw new RangeError('a worker needs a concurrency of at least 1');
      const worker = startWorker(store, board, handler, options);
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
