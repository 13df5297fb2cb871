/** Takes up what workers left behind that died, or that lost their unit. */
import { queueDeadJob } from '../engine/jobs/dead-jobs.ts';
import type { Store } from '../engine/store.ts';

/** What a worker that is for one run has to do with dead jobs: its own, and those that hold them up. */
export interface OwnRun {
  readonly run: string;
  readonly needed: ReadonlySet<string>;
}

/**
 * Queues dead jobs again, each towards the end that its journal asks for. For one run only those that it needs,
 * and of other people's none to begin again. Gives how many it queued. Several workers may do so at once.
 */
export async function requeueDeadJobs(store: Store, own?: OwnRun): Promise<number> {
  let queued = 0;
  for (const { id, run } of await store.listDeadJobs()) {
    if (own?.needed.has(id) === false) continue;
    const beginsAgain = own === undefined || own.run === run;
    if (await queueDeadJob(store, id, { beginsAgain })) queued += 1;
  }
  return queued;
}
