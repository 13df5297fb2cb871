/** Runs and the plans they carry out. */
import { isDeepStrictEqual } from 'node:util';
import type { EntityManager } from 'typeorm';
import type { NewRun, RunRecord, Store } from '../engine/store.ts';
import { SafetyError, TwinleafError } from '../fabric/errors.ts';
import type { Plan } from '../fabric/plan/plan.ts';
import { insertRows } from './databases/database.ts';
import type { Database } from './databases/database.ts';
import { dependencyTable, jobTable, planTable, runTable } from './entities/run-rows.ts';
import type { JobRow } from './entities/run-rows.ts';
import { mergeWaiting, readSummaries } from './jobs.ts';
import { bindFabric, readAllocations, replaceAllocations } from './state.ts';

type RunStore = Pick<Store, 'createRun' | 'readPlan' | 'readRun'>;

/** The part of the store that holds runs and plans. */
export function runStore(database: Database): RunStore {
  return {
    createRun: async (run) => {
      requireOwnJobs(run);
      await database.write(async (rows) => {
        await createRun(rows, run, await database.time(rows));
      });
    },
    readPlan: (id) => database.read((rows) => readPlan(rows, id)),
    readRun: (id) => database.read((rows) => readRun(rows, id)),
  };
}

async function createRun(rows: EntityManager, run: NewRun, at: Date): Promise<void> {
  const { id, plan, requestedBy, maxUnavailable = null } = run;
  const createdAt = at.toISOString();
  await bindFabric(rows, plan.fabric);
  await keepPlan(rows, plan);
  await insertRows(rows, runTable, [
    { id, plan: plan.id, fabric: plan.fabric, requestedBy, createdAt, maxUnavailable },
  ]);
  await insertRows(rows, jobTable, run.jobs.map(queuedJob(id)));
  await insertRows(
    rows,
    dependencyTable,
    run.jobs.flatMap((job) =>
      [...new Set(job.dependsOn)].map((dependsOn, position) => ({ job: job.id, dependsOn, position })),
    ),
  );
  await mergeWaiting(rows, run, createdAt);
  await refuseMovedAllocations(rows, plan);
  await replaceAllocations(rows, plan.allocations);
}

/** Another run may have given numbers since the plan was made; giving its own would take theirs away. */
async function refuseMovedAllocations(rows: EntityManager, plan: Plan): Promise<void> {
  const now = await readAllocations(rows);
  if (isDeepStrictEqual(now, plan.given) || isDeepStrictEqual(now, plan.allocations)) return;
  throw new SafetyError(
    'plan-stale',
    'VLAN or port-channel numbers were given by another run since the plan was made',
    {
      plan: plan.id,
      hint: 'make a new plan',
    },
  );
}

/** A plan that was applied once may be applied again, but never be another one under the same id. */
async function keepPlan(rows: EntityManager, plan: Plan): Promise<void> {
  const content = JSON.stringify(plan);
  const kept = await rows.findOneBy(planTable, { id: plan.id });
  if (kept === null) return insertRows(rows, planTable, [{ id: plan.id, content }]);
  if (isDeepStrictEqual(JSON.parse(kept.content), JSON.parse(content))) return;
  throw new SafetyError('plan-unreadable', `plan ${plan.id} is in the store with other content`, {
    plan: plan.id,
    hint: 'a plan is never edited; make a new one',
  });
}

async function readPlan(rows: EntityManager, id: string): Promise<Plan | undefined> {
  const kept = await rows.findOneBy(planTable, { id });
  return kept === null ? undefined : (JSON.parse(kept.content) as Plan);
}

async function readRun(rows: EntityManager, id: string): Promise<RunRecord | undefined> {
  const run = await rows.findOneBy(runTable, { id });
  if (run === null) return undefined;
  const { plan, fabric, requestedBy, createdAt, maxUnavailable } = run;
  const jobs = await readSummaries(rows, { run: id });
  return {
    id,
    plan,
    fabric,
    requestedBy,
    createdAt,
    ...(maxUnavailable === null ? {} : { maxUnavailable }),
    jobs: [...jobs].reverse(),
  };
}

/** The number is the database's to give, so a new row has none. */
function queuedJob(run: string): (job: NewRun['jobs'][number]) => Omit<JobRow, 'number'> {
  return ({ id, unit }) => ({
    id,
    run,
    unit,
    state: 'queued',
    goal: 'apply',
    cancelRequested: false,
    startedAt: null,
    endedAt: null,
    error: null,
  });
}

function requireOwnJobs(run: NewRun): void {
  const known = new Set(run.jobs.map((job) => job.id));
  for (const job of run.jobs) {
    const stranger = job.dependsOn.find((id) => !known.has(id));
    if (stranger !== undefined) {
      throw new TwinleafError(
        'unknown-object',
        `job ${job.id} depends on ${stranger}, which is not in its run`,
      );
    }
  }
}
