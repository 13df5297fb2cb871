/** Handlers for tests: they move jobs through the store as the engine does, and write down what they see. */
import type { JobState, Store } from '../../src/engine/store.ts';
import type { JobHandler } from '../../src/jobs/job-queue.ts';

/** A promise that somebody else settles. */
export interface Gate {
  readonly opened: Promise<void>;
  open(): void;
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
  /** Most jobs that were under way at once, and the units with more than one at once. */
  readonly seen: { most: number; doubled: string[] };
}

/** Begins each job, lets others go first for a while, and ends it as told; `succeeded` if nothing was told. */
export function recorder(store: Store, ends: Readonly<Record<string, JobState>> = {}): Recorder {
  const begun: string[] = [];
  const units: string[] = [];
  const seen: Recorder['seen'] = { most: 0, doubled: [] };
  const handler: JobHandler = async (job) => {
    begun.push(job);
    const unit = (await store.readJob(job))?.unit ?? 'unknown';
    if (units.includes(unit)) seen.doubled.push(unit);
    units.push(unit);
    seen.most = Math.max(seen.most, units.length);
    await store.setJobState(job, 'running');
    for (let i = 0; i < 5; i += 1) await store.readState();
    units.splice(units.indexOf(unit), 1);
    await store.setJobState(job, ends[job] ?? 'succeeded');
  };
  return { handler, begun, seen };
}

/** Begins each job, waits at the gate, or until it is told to stop and then puts the job back as rolled back. */
export function waiter(store: Store, gate: Gate, onBegin: (job: string) => void): JobHandler {
  return async (job, signal) => {
    await store.setJobState(job, 'running');
    onBegin(job);
    const stopped = new Promise<'stopped'>((resolve) => {
      signal.addEventListener('abort', () => {
        resolve('stopped');
      });
    });
    const outcome = await Promise.race([gate.opened, stopped]);
    await store.setJobState(job, outcome === 'stopped' ? 'rolled-back' : 'succeeded');
  };
}

/** States by job id. */
export async function statesOf(store: Store): Promise<Readonly<Record<string, JobState>>> {
  const jobs = await store.listJobs();
  return Object.fromEntries(jobs.map((job) => [job.id, job.state]));
}
