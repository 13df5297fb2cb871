/** Jobs out of the store, by the name a person types: the id of a job or of a run. */
import { unfinishedJobs } from '../../../engine/jobs/unfinished-jobs.ts';
import { TwinleafError } from '../../../fabric/errors.ts';
import type { JobRecord, JobSummary, StoreToLookAt } from '../../../engine/store.ts';
import type { ListedJob } from '../../print/jobs/job-list.ts';
import type { Story } from '../../print/jobs/job-story.ts';

/** The ids of the jobs that a name means; throws `unknown-object` where it means none. */
export async function jobsByName(store: StoreToLookAt, name: string): Promise<readonly string[]> {
  const run = await store.readRun(name);
  if (run !== undefined) return run.jobs.map(({ id }) => id);
  const job = await store.readJob(name);
  if (job !== undefined) return [job.id];
  throw new TwinleafError('unknown-object', `the store has no job and no run "${name}"`, {
    hint: '`twinleaf jobs list` shows the newest',
  });
}

/** The jobs with their journals, in the order asked for. */
export async function readJobs(store: StoreToLookAt, ids: readonly string[]): Promise<readonly JobRecord[]> {
  const jobs: JobRecord[] = [];
  for (const id of ids) jobs.push(await readKnownJob(store, id));
  return jobs;
}

/** The jobs with their transcripts, in the order asked for. */
export async function readStories(store: StoreToLookAt, ids: readonly string[]): Promise<readonly Story[]> {
  const dead = await deadIds(store);
  const stories: Story[] = [];
  for (const job of await readJobs(store, ids)) {
    stories.push({
      ...job,
      isDead: dead.has(job.id),
      ...(await settlementOf(store, job)),
      exchanges: await store.readExchanges(job.id),
    });
  }
  return stories;
}

/** The newest success of its unit, if it ended after the job did. */
async function settlementOf(store: StoreToLookAt, job: JobSummary): Promise<Pick<Story, 'settledBy'>> {
  const { endedAt, unit } = job;
  if (endedAt === undefined) return {};
  const [success] = await store.listJobs({ unit, states: ['succeeded'], limit: 1 });
  const isLater = success?.endedAt !== undefined && success.endedAt > endedAt;
  return isLater && job.state !== 'succeeded' ? { settledBy: success.id } : {};
}

/** The same jobs, each with whether its worker died. */
export async function withDeaths(
  store: StoreToLookAt,
  jobs: readonly JobSummary[],
): Promise<readonly ListedJob[]> {
  const dead = await deadIds(store);
  return jobs.map((job) => ({ ...job, isDead: dead.has(job.id) }));
}

/** Jobs at which a person must look: half-applied and not settled since, or left by a worker that died. */
export async function jobsInDoubt(store: StoreToLookAt): Promise<readonly ListedJob[]> {
  const unfinished = await withDeaths(store, await unfinishedJobs(store));
  return unfinished.filter(({ state, isDead }) => isDead || state === 'half-applied');
}

/** Jobs that run on paper only. */
export async function deadIds(store: StoreToLookAt): Promise<ReadonlySet<string>> {
  return new Set((await store.listDeadJobs()).map(({ id }) => id));
}

/** Throws `unknown-object`. */
export async function readKnownJob(store: StoreToLookAt, id: string): Promise<JobRecord> {
  const job = await store.readJob(id);
  if (job === undefined) throw new TwinleafError('unknown-object', `the store has no job "${id}"`);
  return job;
}
