/** Jobs: their states as anybody may read and move them. */
import { In } from 'typeorm';
import type { EntityManager, FindOptionsWhere } from 'typeorm';
import type { JobError, JobFilter, JobRecord, JobState, JobSummary, Store } from '../engine/store.ts';
import { TwinleafError } from '../fabric/errors.ts';
import { chunks } from './database.ts';
import type { Database } from './database.ts';
import { dependencyTable, jobTable, runTable } from './entities/run-rows.ts';
import type { JobRow, RunRow } from './entities/run-rows.ts';
import { readSteps } from './journal.ts';
import { requireJob } from './required-rows.ts';

type JobStore = Pick<Store, 'readJob' | 'listJobs' | 'setJobState'>;

/** The part of the store that holds jobs. `now` is the time of their starts and ends. */
export function jobStore(database: Database, now: () => Date): JobStore {
  return {
    readJob: (id) => database.read((rows) => readJob(rows, id)),
    listJobs: (filter = {}) => database.read((rows) => readSummaries(rows, filter)),
    setJobState: (id, state, error) =>
      database.write(async (rows) => {
        const job = await requireJob(rows, id);
        await rows.update(
          jobTable,
          { id },
          { ...moved(job, state, now().toISOString()), error: asJson(error) },
        );
      }),
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

/** Ends a job as succeeded; throws `unknown-object`. */
export async function endJob(rows: EntityManager, id: string, at: Date): Promise<void> {
  const job = await requireJob(rows, id);
  await rows.update(jobTable, { id }, { ...moved(job, 'succeeded', at.toISOString()), error: null });
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

/** A job that is queued again forgets its first try; one that is resumed keeps its start. */
function moved(job: JobRow, state: JobState, at: string): Pick<JobRow, 'state' | 'startedAt' | 'endedAt'> {
  switch (state) {
    case 'queued':
      return { state, startedAt: null, endedAt: null };
    case 'running':
      return { state, startedAt: job.startedAt ?? at, endedAt: null };
    case 'succeeded':
    case 'rolled-back':
    case 'half-applied':
    case 'failed':
    case 'cancelled':
      return { state, startedAt: job.startedAt, endedAt: at };
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
    requestedBy: run.requestedBy,
    createdAt: run.createdAt,
    ...(job.startedAt === null ? {} : { startedAt: job.startedAt }),
    ...(job.endedAt === null ? {} : { endedAt: job.endedAt }),
    ...(job.error === null ? {} : { error: JSON.parse(job.error) as JobError }),
  };
}

function asJson(error: JobError | undefined): string | null {
  return error === undefined ? null : JSON.stringify(error);
}
