/** Another process that uses a store; started by the contract suites, task as JSON in the first argument. */
import { appendFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import type { NewRun, Store } from '../../src/engine/store.ts';
import { claimed, sampleRun, samplePlan, vlanOf, sampleApplied } from './run-samples.ts';
import type { StoreOrder, StorePlace } from './store-place.ts';

interface Task {
  readonly opener: StorePlace['opener'];
  readonly order: StoreOrder;
}

const { opener, order } = JSON.parse(process.argv[2] ?? '') as Task;
const module = (await import(opener.module)) as Record<string, (options: object) => Promise<Store>>;
const open = module[opener.name];
if (open === undefined) throw new Error(`${opener.module} has no ${opener.name}`);
const store = await open(opener.options);
process.stdout.write('ready\n');
await obey(store, order);
await store.close();

async function obey(store: Store, order: StoreOrder): Promise<void> {
  switch (order.act) {
    case 'create-run':
      return createRun(store, order);
    case 'take-unit':
      return takeUnit(store, order);
    case 'take-job':
      // Left running, as by a process that dies at it.
      await claimed(store, order.job);
      return;
  }
}

async function createRun(
  store: Store,
  { jobs, killedAt }: StoreOrder & { act: 'create-run' },
): Promise<void> {
  const ids = Array.from({ length: jobs }, (_, i) => `job-${i}`);
  const chain = Object.fromEntries(ids.map((id, i) => [id, ids.slice(Math.max(0, i - 1), i)]));
  const allocations = ids.map((id, i) => vlanOf(id, i + 1));
  const run = sampleRun(chain, { plan: samplePlan({ allocations }) });
  await store.createRun({ ...run, jobs: run.jobs.map((job, i) => (i === killedAt ? deadly(job) : job)) });
}

/** A job that ends the process as soon as somebody asks for its unit. */
function deadly(job: NewRun['jobs'][number]): NewRun['jobs'][number] {
  return {
    id: job.id,
    dependsOn: job.dependsOn,
    get unit() {
      process.kill(process.pid, 'SIGKILL');
      return job.unit;
    },
  };
}

/** Writes a line at every start and end of a time in which this process has the unit of the jobs. */
async function takeUnit(store: Store, { jobs, unit, log }: StoreOrder & { act: 'take-unit' }): Promise<void> {
  for (const job of jobs) {
    for (;;) {
      const claim = await store.claimJob(job, 60_000);
      if (claim === 'taken') break;
      if (typeof claim === 'string') {
        await pause(1);
        continue;
      }
      appendFileSync(log, `${JSON.stringify({ job, fence: claim.fence, event: 'taken' })}\n`);
      await pause(2);
      appendFileSync(log, `${JSON.stringify({ job, fence: claim.fence, event: 'given back' })}\n`);
      await store.recordApplied(job, sampleApplied([], claim.fence));
      await store.releaseLease(unit, claim.fence);
      break;
    }
  }
}
