/** Having jobs done: by this process, or by whatever workers listen to Redis. */
import type { DoJobs, JobWork } from '../engine/do-jobs.ts';
import type { JobError, Store } from '../engine/store.ts';
import { awaitRunEnd } from './await-run-end.ts';
import { embeddedQueue } from './embedded-queue.ts';
import type { JobQueue, WorkOptions } from './job-queue.ts';

/** This process does the jobs; interrupted, it ends or puts back what it has begun. */
export function doneHere(store: Store, options: WorkOptions): DoJobs {
  return async (jobs, work, { signal }) => {
    const queue = embeddedQueue(store);
    const worker = queue.work(work, { ...options, run: await runOf(store, jobs), jobs });
    const stop = (): void => {
      void worker.stop();
    };
    signal?.addEventListener('abort', stop, { once: true });
    try {
      await worker.stopped;
    } finally {
      signal?.removeEventListener('abort', stop);
      await queue.close();
    }
  };
}

/** Workers elsewhere do the jobs, and this process watches; interrupted, it cancels them and sees how they end. */
export function doneByWorkers(store: Store, queue: () => Promise<JobQueue>): DoJobs {
  return async (jobs, _work, { signal, onProgress }) => {
    const opened = await queue();
    const cancel = (): void => {
      const why: JobError = { code: 'cancelled', message: 'cancelled by whoever had asked for it' };
      // A store that cannot take it ends the watch below with its own words.
      for (const job of jobs) store.cancelJob(job, why).catch(() => undefined);
    };
    signal?.addEventListener('abort', cancel, { once: true });
    try {
      await opened.announce(jobs);
      const watch = onProgress === undefined ? { jobs } : { jobs, onStep: onProgress };
      await awaitRunEnd(store, await runOf(store, jobs), watch);
    } finally {
      signal?.removeEventListener('abort', cancel);
      await opened.close();
    }
  };
}

/** Does whatever jobs come until the signal fires. */
export async function workUntil(
  signal: AbortSignal,
  queue: JobQueue,
  work: JobWork,
  options: WorkOptions,
): Promise<void> {
  const worker = queue.work(work, options);
  const stop = (): void => {
    void worker.stop();
  };
  signal.addEventListener('abort', stop, { once: true });
  if (signal.aborted) stop();
  try {
    await worker.stopped;
  } finally {
    signal.removeEventListener('abort', stop);
    await queue.close();
  }
}

async function runOf(store: Store, [first = '']: readonly string[]): Promise<string> {
  return (await store.readJob(first))?.run ?? '';
}
