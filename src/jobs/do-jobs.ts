/** Having jobs done: by this process, or by whatever workers listen to Redis. */
import type { DoJobs, JobWork } from '../engine/jobs/do-jobs.ts';
import type { JobError, Store } from '../engine/store.ts';
import { awaitRunEnd } from './await-run-end.ts';
import { embeddedQueue } from './embedded-queue.ts';
import type { JobQueue, WorkOptions } from './job-queue.ts';

/** This process does the jobs; interrupted, it ends or puts back what it has begun. */
export function doneHere(store: Store, options: WorkOptions): DoJobs {
  return async (jobs, work, { signal }) => {
    const queue = embeddedQueue(store);
    const runs = await byRun(store, jobs);
    const workers = [...runs].map(([run, own]) => queue.work(work, { ...options, run, jobs: own }));
    const stop = (): void => {
      for (const worker of workers) void worker.stop();
    };
    signal?.addEventListener('abort', stop, { once: true });
    try {
      await Promise.all(workers.map(({ stopped }) => stopped));
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
      const runs = await byRun(store, jobs);
      await Promise.all([...runs.keys()].map((run) => awaitRunEnd(store, run, watch)));
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

/** Ids by the run that the jobs belong to. */
async function byRun(store: Store, jobs: readonly string[]): Promise<ReadonlyMap<string, readonly string[]>> {
  const runs = new Map<string, string[]>();
  for (const id of jobs) {
    const run = (await store.readJob(id))?.run ?? '';
    const known = runs.get(run);
    if (known === undefined) runs.set(run, [id]);
    else known.push(id);
  }
  return runs;
}
