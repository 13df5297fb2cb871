/** Follows jobs that any process is at work on; the journal in the store tells how far they are. */
import { setTimeout as pause } from 'node:timers/promises';
import type { JobRecord, StoreToLookAt } from '../../../engine/store.ts';
import { stepWords } from '../../print/jobs/job-words.ts';
import { printable } from '../../print/printable.ts';
import type { Terminal } from '../../terminal.ts';
import { deadIds, readKnownJob } from './read-jobs.ts';

/** A job as it ended, or as it was left. */
export interface WatchedJob extends JobRecord {
  readonly isDead: boolean;
}

interface Watching {
  readonly terminal: Terminal;
  readonly signal: AbortSignal;
  /** Between two looks at the store, in milliseconds. */
  readonly pollMs?: number;
}

/** Another worker finds a dead job within that many looks, or there is none. */
const looksAtDead = 20;

/** Notes every new step until all have ended, or are dead and nobody takes them up; gives them as they are then. */
export async function watchJobs(
  store: StoreToLookAt,
  ids: readonly string[],
  { terminal, signal, pollMs = 500 }: Watching,
): Promise<readonly WatchedJob[]> {
  const jobs = new Map<string, WatchedJob>();
  let looks = 0;
  for (;;) {
    await lookAt(store, ids, jobs, terminal);
    const open = [...jobs.values()].filter(isOpen);
    looks = open.length > 0 && open.every(({ isDead }) => isDead) ? looks + 1 : 0;
    if (signal.aborted || open.length === 0 || looks === looksAtDead) return [...jobs.values()];
    await pause(pollMs, undefined, { signal }).catch(() => undefined);
  }
}

/** Reads every job that had not ended and tells what is new. */
async function lookAt(
  store: StoreToLookAt,
  ids: readonly string[],
  jobs: Map<string, WatchedJob>,
  terminal: Terminal,
): Promise<void> {
  const dead = await deadIds(store);
  for (const id of ids) {
    const before = jobs.get(id);
    if (before !== undefined && !isOpen(before)) continue;
    const job = { ...(await readKnownJob(store, id)), isDead: dead.has(id) };
    tellNews(terminal, before, job);
    jobs.set(id, job);
  }
}

function isOpen({ state }: WatchedJob): boolean {
  return state === 'queued' || state === 'running';
}

function tellNews(terminal: Terminal, before: WatchedJob | undefined, job: WatchedJob): void {
  for (const step of job.steps.slice(before?.steps.length ?? 0)) {
    terminal.note(printable(`${step.at.slice(11, 19)} ${job.unit}  ${stepWords(step)}`));
  }
  if (job.isDead && before?.isDead !== true) {
    terminal.note(printable(`${job.unit}  its worker died; waiting for another one to take it up`));
  }
}
