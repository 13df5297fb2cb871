/** Jobs: their states as anybody may read and move them. */
import { In, Not } from 'typeorm';
import type { EntityManager, FindOptionsWhere } from 'typeorm';
import type {
  JobError,
  JobFilter,
  JobGoal,
  JobMove,
  JobRecord,
  JobState,
  JobSummary,
  NewRun,
  Store,
} from '../engine/store.ts';
import { SafetyError, TwinleafError } from '../fabric/errors.ts';
import { chunks } from './databases/database.ts';
import type { Database } from './databases/database.ts';
import { dependencyTable, jobTable, runTable } from './entities/run-rows.ts';
import type { JobRow, RunRow } from './entities/run-rows.ts';
import { readSteps } from './journal.ts';
import { hasUnit, holdsUnit } from './leases.ts';
import { requireJob } from './required-rows.ts';

/** The columns that a move may touch. */
type Moved = Pick<JobRow, 'state' | 'goal' | 'error' | 'startedAt' | 'endedAt' | 'cancelRequested'>;

type JobStore = Pick<Store, 'readJob' | 'listJobs' | 'moveJob' | 'cancelJob'>;

/** The part of the store that holds jobs. */
export function jobStore(database: Database): JobStore {
  return {
    readJob: (id) => database.read((rows) => readJob(rows, id)),
    listJobs: (filter = {}) => database.read((rows) => readSummaries(rows, filter)),
    moveJob: (id, to, move = {}) =>
      database.write(async (rows) => {
        const job = await requireJob(rows, id);
        const at = await database.time(rows);
        if (!(await mayMove(rows, job, move, at))) return false;
        await rows.update(jobTable, { id }, moved(job, to, move, at.toISOString()));
        return true;
      }),
    cancelJob: (id, why) =>
      database.write(async (rows) =>
        cancel(rows, await requireJob(rows, id), why, await database.time(rows)),
      ),
  };
}

/** Newest first. */
export async function readSummaries(rows: EntityManager, filter: JobFilter): Promise<readonly JobSummary[]> {
  const jobs = await rows.find(jobTable, {
    where: whereOf(filter),
    order: { number: 'DESC' },
    ...(filter.limit === undefined ? {} : { take: filter.limit }),
  });
  const runs = await readRuns(rows, new Set(jobs.map((job) => job.run)));
  const dependencies = await readDependencies(
    rows,
    jobs.map((job) => job.id),
  );
  return jobs.map((job) => summary(job, runs.get(job.run), dependencies.get(job.id) ?? []));
}

/**
 * Ends a job as succeeded; throws `unknown-object`, and `unit-locked` where that fencing number no longer holds
 * the job's unit.
 */
export async function endJob(rows: EntityManager, id: string, fence: number, at: Date): Promise<void> {
  const job = await requireJob(rows, id);
  if (!(await mayMove(rows, job, { fence }, at))) {
    throw new SafetyError(
      'unit-locked',
      `job ${id} no longer holds ${job.unit}, so its end is not recorded`,
      {
        unit: job.unit,
        job: id,
        hint: `see who has it: twinleaf jobs list`,
      },
    );
  }
  await rows.update(jobTable, { id }, moved(job, 'succeeded', {}, at.toISOString()));
}

/** Cancels what earlier runs still wait to apply on the units of this run, in favour of its jobs. */
export async function mergeWaiting(rows: EntityManager, run: NewRun, at: string): Promise<void> {
  const heirs = new Map(run.jobs.map((job) => [job.unit, job.id]));
  for (const units of chunks([...heirs.keys()])) {
    const waiting = await rows.findBy(jobTable, {
      unit: In(units),
      run: Not(run.id),
      state: 'queued',
      goal: 'apply',
    });
    for (const job of waiting) {
      const error = mergedInto(heirs.get(job.unit) ?? '', run.id);
      await rows.update(jobTable, { id: job.id }, moved(job, 'cancelled', { error }, at));
    }
  }
}

function mergedInto(job: string, run: string): JobError {
  const message = `job ${job} of run ${run} changes the same unit and does what this job would have done`;
  return { code: 'merged', message, job };
}

async function mayMove(
  rows: EntityManager,
  job: JobRow,
  { from, fence, isDead }: JobMove,
  at: Date,
): Promise<boolean> {
  if (from !== undefined && !from.includes(job.state as JobState)) return false;
  if (isDead === true && (job.state !== 'running' || (await hasUnit(rows, job, at)))) return false;
  return fence === undefined || (await holdsUnit(rows, job.unit, fence, at));
}

async function cancel(rows: EntityManager, job: JobRow, why: JobError, at: Date): Promise<JobState> {
  // One that waits to be led back or forward has lines in force, and goes on.
  if (job.state === 'queued' && job.goal === 'apply') {
    await rows.update(jobTable, { id: job.id }, moved(job, 'cancelled', { error: why }, at.toISOString()));
    return 'cancelled';
  }
  if (job.state === 'running') await rows.update(jobTable, { id: job.id }, { cancelRequested: true });
  return job.state as JobState;
}

async function readJob(rows: EntityManager, id: string): Promise<JobRecord | undefined> {
  const job = await rows.findOneBy(jobTable, { id });
  if (job === null) return undefined;
  const runs = await readRuns(rows, new Set([job.run]));
  const dependencies = await readDependencies(rows, [id]);
  return {
    ...summary(job, runs.get(job.run), dependencies.get(id) ?? []),
    steps: await readSteps(rows, id),
  };
}

function whereOf({ run, unit, states }: JobFilter): FindOptionsWhere<JobRow> {
  return {
    ...(run === undefined ? {} : { run }),
    ...(unit === undefined ? {} : { unit }),
    ...(states === undefined ? {} : { state: In([...states]) }),
  };
}

/** What a move writes. The goal stays unless another one is given. */
function moved(job: JobRow, to: JobState, { error, goal = job.goal as JobGoal }: JobMove, at: string): Moved {
  return {
    state: to,
    goal,
    error: error === undefined ? null : JSON.stringify(error),
    ...timesOf(job, to, at),
    // What was asked of an earlier try says nothing about the next.
    cancelRequested: to === 'queued' ? false : job.cancelRequested,
  };
}

/** A job that is queued again forgets its first try; one that is resumed keeps its start. */
function timesOf(job: JobRow, to: JobState, at: string): Pick<JobRow, 'startedAt' | 'endedAt'> {
  switch (to) {
    case 'queued':
      return { startedAt: null, endedAt: null };
    case 'running':
      return { startedAt: job.startedAt ?? at, endedAt: null };
    case 'succeeded':
    case 'rolled-back':
    case 'half-applied':
    case 'failed':
    case 'cancelled':
      return { startedAt: job.startedAt, endedAt: at };
  }
}

async function readRuns(rows: EntityManager, ids: ReadonlySet<string>): Promise<ReadonlyMap<string, RunRow>> {
  const runs = new Map<string, RunRow>();
  for (const chunk of chunks([...ids])) {
    for (const run of await rows.findBy(runTable, { id: In(chunk) })) runs.set(run.id, run);
  }
  return runs;
}

async function readDependencies(
  rows: EntityManager,
  jobs: readonly string[],
): Promise<ReadonlyMap<string, readonly string[]>> {
  const dependencies = new Map<string, string[]>();
  for (const chunk of chunks(jobs)) {
    const found = await rows.find(dependencyTable, { where: { job: In(chunk) }, order: { position: 'ASC' } });
    for (const { job, dependsOn } of found) {
      const given = dependencies.get(job);
      if (given === undefined) dependencies.set(job, [dependsOn]);
      else given.push(dependsOn);
    }
  }
  return dependencies;
}

function summary(job: JobRow, run: RunRow | undefined, dependsOn: readonly string[]): JobSummary {
  if (run === undefined) throw new TwinleafError('internal', `job ${job.id} has no run`);
  return {
    id: job.id,
    run: job.run,
    plan: run.plan,
    unit: job.unit,
    dependsOn,
    state: job.state as JobState,
    goal: job.goal as JobGoal,
    isCancelRequested: job.cancelRequested,
    requestedBy: run.requestedBy,
    createdAt: run.createdAt,
    ...(job.startedAt === null ? {} : { startedAt: job.startedAt }),
    ...(job.endedAt === null ? {} : { endedAt: job.endedAt }),
    ...(job.error === null ? {} : { error: JSON.parse(job.error) as JobError }),
  };
}
