/** Rows that somebody names by id, and the error for ids that lead nowhere. */
import type { EntityManager } from 'typeorm';
import { TwinleafError } from '../fabric/errors.ts';
import { jobTable, runTable } from './entities/run-rows.ts';
import type { JobRow, RunRow } from './entities/run-rows.ts';

/** The job of that id; throws `unknown-object`. */
export async function requireJob(rows: EntityManager, id: string): Promise<JobRow> {
  const job = await rows.findOneBy(jobTable, { id });
  if (job === null) throw noSuchJob(id);
  return job;
}

/** The error for the id of a job that does not exist. */
export function noSuchJob(id: string): TwinleafError {
  return new TwinleafError('unknown-object', `no job ${id}`);
}

/** The run of that id; throws `unknown-object`. */
export async function requireRun(rows: EntityManager, id: string): Promise<RunRow> {
  const run = await rows.findOneBy(runTable, { id });
  if (run === null) throw new TwinleafError('unknown-object', `no run ${id}`);
  return run;
}
