/** Another process that works on a queue; started by tests, its task as JSON in the first argument. */
import { appendFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import type { Store } from '../../src/engine/store.ts';
import { awaitRunEnd } from '../../src/jobs/await-run-end.ts';
import { embeddedQueue } from '../../src/jobs/embedded-queue.ts';
import type { JobHandler, JobQueue } from '../../src/jobs/job-queue.ts';
import { openStore } from '../../src/store/open-store.ts';
import { journalStep } from '../contracts/queue-handlers.ts';

export interface QueueTask {
  /** Of the store. */
  readonly directory: string;
  /** The embedded queue if left out. */
  readonly redis?: { readonly url: string; readonly name: string };
  readonly leaseMs: number;
  readonly run: string;
  /** Every begin and end of a job is a line there. */
  readonly log: string;
  /** Never comes to an end with this job once it has begun to change a switch and come to that step; says so on stdout. */
  readonly hangsAt?: { readonly job: string; readonly step: 'change' | 'confirming' };
}

/** A line of the log. */
export interface JobEvent {
  readonly process: number;
  readonly event: 'begun' | 'ended';
  readonly job: string;
  readonly unit: string;
  readonly goal: string;
}

const task = JSON.parse(process.argv[2] ?? '') as QueueTask;
const store = await openStore({ directory: task.directory });
const queue = await openQueue(store);
const worker = queue.work(handlerOf(store), { concurrency: 2, leaseMs: task.leaseMs });
await Promise.race([awaitRunEnd(store, task.run, { pollMs: 50 }), worker.stopped]);
await worker.stop();
await queue.close();
await store.close();

async function openQueue(store: Store): Promise<JobQueue> {
  if (task.redis === undefined) return embeddedQueue(store, { pollMs: 20, deadMs: 100 });
  const { redisQueue } = await import('../../src/jobs/redis/redis-queue.ts');
  return redisQueue({ store, ...task.redis, sweepMs: 200 });
}

function handlerOf(store: Store): JobHandler {
  return async ({ id, fence }) => {
    const { unit = 'unknown', goal = 'unknown' } = (await store.readJob(id)) ?? {};
    const log = (event: JobEvent['event']): void => {
      const line: JobEvent = { process: process.pid, event, job: id, unit, goal };
      appendFileSync(task.log, `${JSON.stringify(line)}\n`);
    };
    log('begun');
    if (id === task.hangsAt?.job) return hang(store, id, task.hangsAt.step);
    await pause(5);
    log('ended');
    await store.moveJob(id, goal === 'undo' ? 'rolled-back' : 'succeeded', { fence });
  };
}

async function hang(store: Store, job: string, step: 'change' | 'confirming'): Promise<void> {
  await store.addStep(job, journalStep('change'));
  if (step === 'confirming') await store.addStep(job, journalStep(step));
  process.stdout.write('hanging\n');
  await pause(600_000);
}
