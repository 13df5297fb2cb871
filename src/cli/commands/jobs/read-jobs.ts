/** Jobs out of the store, by the name a person types: the id of a job or of a run. */
import { setTimeout as pause } from 'node:timers/promises';
import { TwinleafError } from '../../../fabric/errors.ts';
import type { JobRecord, JobState, Store, StoredExchange } from '../../../engine/store.ts';
import { stepWords } from '../../print/jobs/job-words.ts';
import { printable } from '../../print/printable.ts';
import type { Terminal } from '../../terminal.ts';

/** A job with everything the switches said. */
export interface Story extends JobRecord {
  readonly exchanges: readonly StoredExchange[];
}

const openStates: readonly JobState[] = ['queued', 'running'];
const pollMs = 500;

/** The ids of the jobs that a name means; throws `unknown-object` where it means none. */
export async function jobsByName(store: Store, name: string): Promise<readonly string[]> {
  const run = await store.readRun(name);
  if (run !== undefined) return run.jobs.map(({ id }) => id);
  const job = await store.readJob(name);
  if (job !== undefined) return [job.id];
  throw new TwinleafError('unknown-object', `the store has no job and no run "${name}"`, {
    hint: '`twinleaf jobs list` shows the newest',
  });
}

/** The jobs with their transcripts, in the order asked for. */
export async function readStories(store: Store, ids: readonly string[]): Promise<readonly Story[]> {
  const stories: Story[] = [];
  for (const id of ids) {
    stories.push({ ...(await readKnownJob(store, id)), exchanges: await store.readExchanges(id) });
  }
  return stories;
}

/** Notes every new step of the jobs until all have ended; gives them as they ended. */
export async function watchJobs(
  store: Store,
  ids: readonly string[],
  { terminal, signal }: { readonly terminal: Terminal; readonly signal: AbortSignal },
): Promise<readonly JobRecord[]> {
  const told = new Map<string, number>();
  for (;;) {
    const jobs: JobRecord[] = [];
    for (const id of ids) jobs.push(await readKnownJob(store, id));
    for (const job of jobs) {
      for (const step of job.steps.slice(told.get(job.id) ?? 0)) {
        terminal.note(printable(`${step.at.slice(11, 19)} ${job.unit}  ${stepWords(step)}`));
      }
      told.set(job.id, job.steps.length);
    }
    if (signal.aborted || !jobs.some(({ state }) => openStates.includes(state))) return jobs;
    await pause(pollMs);
  }
}

async function readKnownJob(store: Store, id: string): Promise<JobRecord> {
  const job = await store.readJob(id);
  if (job === undefined) throw new TwinleafError('unknown-object', `the store has no job "${id}"`);
  return job;
}
