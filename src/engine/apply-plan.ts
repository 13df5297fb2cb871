/** Doing a plan: the run and its jobs go into the store, the queue does them, the outcome is what the store says. */
import { GuardError, SafetyError, TwinleafError } from '../fabric/errors.ts';
import { movedLines } from '../fabric/plan/binding.ts';
import { isMarked } from '../fabric/plan/marked-state.ts';
import type { AppliedFacts, Plan, SwitchPlan, UnitPlan } from '../fabric/plan/plan.ts';
import { changeUnit } from './change-pair.ts';
import { readRunning } from './switches/read-switch.ts';
import type { Site } from './site/site.ts';
import type { JobRecord, JobSummary, Store } from './store.ts';
import { forEachSwitch } from './switches/switch-access.ts';
import type { ApplyOptions, RunResult } from './use-cases.ts';

/** Does the jobs of a run until none is left, and settles then. */
export type WorkRun = (
  run: string,
  work: (job: string, signal: AbortSignal) => Promise<void>,
  signal?: AbortSignal,
) => Promise<void>;

/**
 * Throws GuardError, `plan-stale` and `state-missing` before anything is sent; what fails later is in the
 * result.
 */
export async function applyPlan(
  site: Site,
  plan: Plan,
  workRun: WorkRun,
  options: ApplyOptions,
): Promise<RunResult> {
  const [refusal, ...refusals] = plan.refusals;
  if (refusal !== undefined) throw new GuardError([refusal, ...refusals]);
  const units = limited(plan, options.limit);
  const store = await site.store();
  await refuseBeforeSending(site, store, units, plan.given);
  const run = site.newId();
  const jobIds = new Map(units.map((unit) => [unit.unit, `${run}-${unit.unit}`]));
  await store.createRun({
    id: run,
    plan,
    requestedBy: options.requestedBy,
    jobs: units.map((unit) => ({
      id: jobIds.get(unit.unit) ?? '',
      unit: unit.unit,
      dependsOn: unit.dependsOn.flatMap((other) => jobIds.get(other) ?? []),
    })),
  });
  const context = {
    store,
    access: site.access,
    timing: site.timing,
    now: site.now,
    onProgress: options.onProgress ?? (() => undefined),
  };
  await workRun(
    run,
    async (job, signal) => changeUnit(context, await jobOf(store, job), plan, signal),
    options.signal,
  );
  const jobs = await store.listJobs({ run });
  await recordOutcome(store, run, plan, jobs);
  return { run, jobs: inOrder(units, jobs) };
}

function limited(plan: Plan, limit: string | undefined): readonly UnitPlan[] {
  if (limit === undefined) return plan.units;
  return plan.units.filter((unit) => unit.unit === limit).map((unit) => ({ ...unit, dependsOn: [] }));
}

/**
 * Reads every switch of the plan once more: all of it is still right, or nothing is sent anywhere. Numbers that
 * a plan was given although the store is empty can only have been read from marks.
 */
async function refuseBeforeSending(
  site: Site,
  store: Store,
  units: readonly UnitPlan[],
  given: Plan['given'],
): Promise<void> {
  const isFirst = (await store.readState()) === undefined;
  if (isFirst && units.length === 0 && given.length > 0) throw stateMissing('the switches carry');
  const moved = await forEachSwitch(
    units.flatMap((unit) => unit.switches),
    (one) => checkSwitch(site, one, isFirst),
  );
  const lines = moved.flat();
  if (lines.length === 0) return;
  const message = ['what the plan is bound to has moved since it was made:', ...lines].join('\n');
  throw new SafetyError('plan-stale', message, { hint: 'make a new plan' });
}

function stateMissing(whoCarries: string, hostname?: string): SafetyError {
  const hint = 'use the state directory it was applied from, or rebuild the store with `twinleaf recover`';
  return new SafetyError(
    'state-missing',
    `${whoCarries} marks of Twinleaf, and the store knows nothing of them`,
    { hint, ...(hostname === undefined ? {} : { switch: hostname }) },
  );
}

async function checkSwitch(site: Site, plan: SwitchPlan, isFirst: boolean): Promise<readonly string[]> {
  const open = await site.access.open(plan.switch);
  try {
    const running = await readRunning(open);
    if (isFirst && isMarked(open.driver.readFacts(running))) {
      throw stateMissing(`${plan.switch} carries`, plan.switch);
    }
    return movedLines(plan.binding, running, open.driver.rules).map((line) => `${plan.switch}: ${line}`);
  } finally {
    await open.session.close();
  }
}

async function jobOf(store: Store, id: string): Promise<JobRecord> {
  const job = await store.readJob(id);
  if (job === undefined) throw new TwinleafError('internal', `job ${id} is not in the store`);
  return job;
}

/** Facts of units that failed are not in force, so what was known stays beside what is new. */
async function recordOutcome(
  store: Store,
  run: string,
  plan: Plan,
  jobs: readonly JobSummary[],
): Promise<void> {
  const isWhole = jobs.length === plan.units.length && jobs.every((job) => job.state === 'succeeded');
  const before = (await store.readState())?.facts;
  const facts = isWhole || before === undefined ? plan.facts : unitedFacts(before, plan.facts);
  if (isWhole || before !== undefined) await store.recordFacts(run, facts);
}

/** Everything either of two says; where both name a server's ports, the second. */
export function unitedFacts(before: AppliedFacts, after: AppliedFacts): AppliedFacts {
  const united = (a: readonly string[], b: readonly string[]): readonly string[] =>
    [...new Set([...a, ...b])].sort();
  return {
    endpointGroups: united(before.endpointGroups, after.endpointGroups),
    networks: united(before.networks, after.networks),
    pairs: united(before.pairs, after.pairs),
    portIndexes: { ...before.portIndexes, ...after.portIndexes },
  };
}

function inOrder(units: readonly UnitPlan[], jobs: readonly JobSummary[]): RunResult['jobs'] {
  return units.flatMap((unit) =>
    jobs
      .filter((job) => job.unit === unit.unit)
      .map((job) => ({ ...job, switches: unit.switches.map((one) => one.switch) })),
  );
}
