/** Handlers for tests: they move jobs through the store as the engine does, and write down what they see. */
import { awaitRunEnd } from '../../src/jobs/await-run-end.ts';
import type { JobGoal, JobState, JobStep, Store } from '../../src/engine/store.ts';
import type { JobHandler, JobQueue } from '../../src/jobs/job-queue.ts';

/** Longer than any test takes. */
export const leaseMs = 60_000;

/** A promise that somebody else settles. */
export interface Gate {
  readonly opened: Promise<void>;
  readonly open: () => void;
}

/** A closed gate. */
export function newGate(): Gate {
  let open = (): void => undefined;
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { opened, open };
}

export interface Recorder {
  readonly handler: JobHandler;
  /** Jobs in the order in which they were begun. */
  readonly begun: string[];
  /** What each job was to reach when it was begun last. */
  readonly goals: Record<string, JobGoal>;
  /** Most jobs that were under way at once, and the units with more than one at once. */
  readonly seen: { most: number; doubled: string[] };
}

/** Begins each job, lets others go first for a while, and ends it as told; `succeeded` if nothing was told. */
export function recorder(store: Store, ends: Readonly<Record<string, JobState>> = {}): Recorder {
  const begun: string[] = [];
  const goals: Record<string, JobGoal> = {};
  const units: string[] = [];
  const seen: Recorder['seen'] = { most: 0, doubled: [] };
  const handler: JobHandler = async ({ id, fence }) => {
    begun.push(id);
    const { unit = 'unknown', goal = 'apply' } = (await store.readJob(id)) ?? {};
    goals[id] = goal;
    if (units.includes(unit)) seen.doubled.push(unit);
    units.push(unit);
    seen.most = Math.max(seen.most, units.length);
    for (let i = 0; i < 5; i += 1) await store.readState();
    units.splice(units.indexOf(unit), 1);
    await store.moveJob(id, ends[id] ?? 'succeeded', { fence });
  };
  return { handler, begun, goals, seen };
}

/** Waits at the gate, or until it is told to stop and then ends the job as `whenStopped`. */
export function waiter(
  store: Store,
  gate: Gate,
  onBegin: (job: string) => void,
  whenStopped: JobState = 'rolled-back',
): JobHandler {
  return async ({ id, fence }, signal) => {
    onBegin(id);
    const stopped = new Promise<'stopped'>((resolve) => {
      signal.addEventListener('abort', () => {
        resolve('stopped');
      });
    });
    const outcome = await Promise.race([gate.opened, stopped]);
    await store.moveJob(id, outcome === 'stopped' ? whenStopped : 'succeeded', { fence });
  };
}

/** Works until every job of a run has ended. */
export async function workRun(
  { store, queue }: { readonly store: Store; readonly queue: JobQueue },
  handler: JobHandler,
  { concurrency = 1, run = 'run-1' }: { readonly concurrency?: number; readonly run?: string } = {},
): Promise<void> {
  const worker = queue.work(handler, { concurrency, leaseMs });
  const watch = new AbortController();
  try {
    await Promise.race([awaitRunEnd(store, run, { pollMs: 20, signal: watch.signal }), worker.stopped]);
  } finally {
    watch.abort();
    await worker.stop();
  }
}

/** States by job id. */
export async function statesOf(store: Store): Promise<Readonly<Record<string, JobState>>> {
  const jobs = await store.listJobs();
  return Object.fromEntries(jobs.map((job) => [job.id, job.state]));
}

/** A job as a worker leaves it that dies: claimed, its lease run out, those steps in its journal. */
export async function leaveDead(
  store: Store,
  job: string,
  ...steps: readonly ('change' | 'confirming')[]
): Promise<void> {
  await store.claimJob(job, 0);
  for (const step of steps) await store.addStep(job, journalStep(step));
}

/** A step of a change to a switch. */
export function journalStep(step: 'change' | 'confirming'): JobStep {
  const at = '2026-03-01T10:00:00.000Z';
  const ofSwitch = { step, phase: 'started', switch: 'sw1', at, message: 'so far' } as const;
  return step === 'change' ? ofSwitch : { step, phase: 'done', at, message: 'so far' };
}
