/** Doing jobs that lie in the store: what a worker is given for each, and how their ends are waited for. */
import { TwinleafError } from '../../fabric/errors.ts';
import type { Plan } from '../../fabric/plan/plan.ts';
import { changeUnit } from '../change-pair.ts';
import type { Site } from '../site/site.ts';
import type { Store } from '../store.ts';
import type { Progress } from '../use-cases.ts';

/** Does one job that was claimed under that fencing number, and leaves its end in the store. */
export type JobWork = (
  job: { readonly id: string; readonly fence: number },
  signal: AbortSignal,
) => Promise<void>;

/** Has these queued jobs done, here or by other processes; settles when each of them has ended. */
export type DoJobs = (
  jobs: readonly string[],
  work: JobWork,
  options: { readonly signal?: AbortSignal; readonly onProgress?: (progress: Progress) => void },
) => Promise<void>;

interface JobWorkOptions {
  /** A plan as the store has it. */
  readonly readPlan: (id: string) => Promise<Plan | undefined>;
  /** A job that is stopped waits for the next worker instead of ending. */
  readonly parks: boolean;
  readonly onProgress?: (progress: Progress) => void;
}

/** The work on the jobs of a site, which is asked for anew for every job. */
export function jobWork(
  siteOfJob: () => Promise<Site>,
  { readPlan, parks, onProgress }: JobWorkOptions,
): JobWork {
  return async ({ id, fence }, signal) => {
    const site = await siteOfJob();
    const store = await site.store();
    const job = await store.readJob(id);
    if (job === undefined) throw new TwinleafError('internal', `job ${id} is not in the store`);
    const context = {
      store,
      access: site.access,
      timing: site.timing,
      now: site.now,
      onProgress: onProgress ?? (() => undefined),
      parks,
      readPlan,
    };
    await changeUnit(context, { job, fence }, signal);
  };
}

/** Reads a plan once for all the jobs that carry it out one after the other; a plan may be large. */
export function planReader(store: Store): (id: string) => Promise<Plan | undefined> {
  let last: { readonly id: string; readonly plan: Promise<Plan | undefined> } | undefined;
  return (id) => {
    if (last?.id !== id) last = { id, plan: store.readPlan(id) };
    return last.plan;
  };
}
