/** What a person can ask of jobs: once more, back, forward, or to stop. */
import { SafetyError, TwinleafError } from '../../fabric/errors.ts';
import { queueDeadJob } from './dead-jobs.ts';
import { jobWork, planReader, type DoJobs } from './do-jobs.ts';
import type { Site } from '../site/site.ts';
import type { JobGoal, JobRecord, JobState, Store } from '../store.ts';
import type { ApplyOptions, JobResult, RunResult } from '../use-cases.ts';

/** From which states a job can be led towards a goal. */
const startingPoints: Readonly<Record<JobGoal, readonly JobState[]>> = {
  apply: ['queued', 'failed', 'rolled-back', 'cancelled'],
  resume: ['half-applied', 'running', 'queued'],
  undo: ['half-applied', 'running', 'queued'],
};

/** Queues the job towards that goal and has it done. Throws `unknown-object`, `not-possible`. */
export async function pursueJob(
  site: Site,
  { id, goal }: { readonly id: string; readonly goal: JobGoal },
  doJobs: DoJobs,
  options: ApplyOptions,
): Promise<RunResult> {
  const store = await site.store();
  const job = await knownJob(store, id);
  await refuseUnless(store, job, goal);
  const from = startingPoints[goal];
  const move =
    job.error === undefined || goal === 'apply' ? { from, goal } : { from, goal, error: job.error };
  if (!(await store.moveJob(id, 'queued', move))) {
    throw notPossible(job, goal, 'somebody else has just moved it on; look again');
  }
  await doJobs([id], workOn(site, store, options), options);
  return { run: job.run, jobs: [await resultOf(store, id)] };
}

/** Leads every job whose worker died to an end; gives how they ended. */
export async function settleJobs(
  site: Site,
  doJobs: () => Promise<DoJobs>,
  options: ApplyOptions,
): Promise<readonly JobResult[]> {
  const store = await site.storeIfPresent();
  if (store === undefined) return [];
  // A worker may also have died between queueing such a job and leading it.
  const waiting = (await store.listJobs({ states: ['queued'] })).filter(({ goal }) => goal !== 'apply');
  const settled = waiting.map(({ id }) => id);
  for (const { id } of await store.listDeadJobs()) {
    if (await queueDeadJob(store, id, { beginsAgain: false })) settled.push(id);
  }
  if (settled.length === 0) return [];
  await (
    await doJobs()
  )(settled, workOn(site, store, options), options);
  return Promise.all(settled.map((id) => resultOf(store, id)));
}

/** Cancels a job that waits, asks one that runs to stop; gives its state then. Throws as above. */
export async function cancelJob(site: Site, id: string, requestedBy: string): Promise<JobState> {
  const store = await site.store();
  const job = await knownJob(store, id);
  if (job.state !== 'queued' && job.state !== 'running') {
    throw notPossible(job, 'cancel', 'it has ended');
  }
  if (job.state === 'queued' && job.goal !== 'apply') {
    throw notPossible(job, 'cancel', `it waits to be led to an end (${job.goal})`);
  }
  return store.cancelJob(id, { code: 'cancelled', message: `cancelled by ${requestedBy}` });
}

function workOn(site: Site, store: Store, options: ApplyOptions): ReturnType<typeof jobWork> {
  return jobWork(() => Promise.resolve(site), { ...options, readPlan: planReader(store), parks: false });
}

async function refuseUnless(store: Store, job: JobRecord, goal: JobGoal): Promise<void> {
  if (!startingPoints[goal].includes(job.state)) {
    throw notPossible(job, goal, `it is ${job.state}`);
  }
  if (job.state === 'queued' && (job.goal === 'apply') !== (goal === 'apply')) {
    const why = job.goal === 'apply' ? 'it has not begun' : `it waits to be led to an end (${job.goal})`;
    throw notPossible(job, goal, why);
  }
  const [success] = await store.listJobs({ unit: job.unit, states: ['succeeded'], limit: 1 });
  if (goal !== 'apply' && success !== undefined && success.createdAt > job.createdAt) {
    throw notPossible(job, goal, `job ${success.id} has changed ${job.unit} since`);
  }
  if (job.state !== 'running') return;
  const dead = await store.listDeadJobs();
  if (!dead.some(({ id }) => id === job.id)) throw notPossible(job, goal, 'a worker has it in hand');
}

function notPossible(job: JobRecord, what: string, why: string): SafetyError {
  const verb = what === 'apply' ? 'retry' : what;
  return new SafetyError('not-possible', `${verb} of job ${job.id} is not possible: ${why}`, {
    hint: `\`twinleaf jobs show ${job.id}\` tells what became of it`,
  });
}

async function knownJob(store: Store, id: string): Promise<JobRecord> {
  const job = await store.readJob(id);
  if (job !== undefined) return job;
  throw new TwinleafError('unknown-object', `the store has no job "${id}"`, {
    hint: '`twinleaf jobs list` shows the newest',
  });
}

async function resultOf(store: Store, id: string): Promise<JobResult> {
  const { steps: _steps, ...job } = await knownJob(store, id);
  const plan = await store.readPlan(job.plan);
  const unit = plan?.units.find(({ unit: name }) => name === job.unit);
  return { ...job, switches: (unit?.switches ?? []).map((one) => one.switch) };
}
