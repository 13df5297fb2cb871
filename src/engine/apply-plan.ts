/** Doing a plan: the run and its jobs go into the store, the queue does them, the outcome is what the store says. */
import { GuardError, SafetyError } from '../fabric/errors.ts';
import { movedLines } from '../fabric/plan/binding.ts';
import { waitingSince } from '../fabric/plan/legs/waiting-units.ts';
import { isMarked } from '../fabric/plan/ownership/marked-state.ts';
import type { Plan, SwitchPlan, UnitPlan, UnreadSwitch } from '../fabric/plan/plan.ts';
import { jobWork, planReader, type DoJobs } from './jobs/do-jobs.ts';
import { readRunning } from './switches/read-switch.ts';
import type { Site } from './site/site.ts';
import type { JobSummary, NewRun, Store } from './store.ts';
import { askSwitches, unitsOf } from './switches/unread-switch.ts';
import type { ApplyOptions, RunResult } from './use-cases.ts';

/**
 * Throws GuardError, `plan-of-lab`, `plan-stale` and `state-missing` before anything is sent; what fails later is in the
 * result.
 */
export async function applyPlan(
  site: Site,
  plan: Plan,
  doJobs: DoJobs,
  options: ApplyOptions,
): Promise<RunResult> {
  refuseLabPlan(site, plan);
  const [refusal, ...refusals] = plan.refusals;
  if (refusal !== undefined) throw new GuardError([refusal, ...refusals]);
  const wanted = limited(plan, options.limit);
  const store = await site.store();
  const silent = await refuseBeforeSending(site, store, { units: wanted, given: plan.given }, options);
  const waiting = waitingSince(plan, wanted, new Set(unitsOf(silent)));
  const leftAlone = new Set(unitsOf([...silent, ...waiting]));
  const units = wanted.filter(({ unit }) => !leftAlone.has(unit));
  const run = site.newId();
  const { maxUnavailable } = options;
  const jobs = jobsOf(run, units);
  await store.createRun({
    id: run,
    plan,
    requestedBy: options.requestedBy,
    ...(maxUnavailable === undefined ? {} : { maxUnavailable }),
    jobs,
  });
  if (plan.units.length === 0) await store.recordFacts(run, plan.facts);
  const work = jobWork(() => Promise.resolve(site), {
    ...options,
    readPlan: readPlanOf(store, plan),
    parks: false,
  });
  await doJobs(
    jobs.map(({ id }) => id),
    work,
    options,
  );
  return {
    run,
    jobs: inOrder(units, await store.listJobs({ run })),
    ...given('unread', [...(plan.unread ?? []), ...silent]),
    ...given('waiting', [...(plan.waiting ?? []), ...waiting]),
  };
}

/** Empty switches look alike, so only the plan itself can say that it was made from virtual ones. */
function refuseLabPlan({ lab }: Site, { id, isLab }: Plan): void {
  if (isLab !== true || lab !== undefined) return;
  throw new SafetyError('plan-of-lab', `plan ${id} was made with --lab, and this is not the lab`, {
    hint: 'what virtual switches show says nothing about the network: plan again without --lab',
  });
}

/** A key for a list, left out where it is empty. */
function given<Key extends string, One>(
  key: Key,
  list: readonly One[],
): Partial<Record<Key, readonly One[]>> {
  return list.length === 0 ? {} : ({ [key]: list } as Record<Key, readonly One[]>);
}

/** The jobs of the run carry out this plan; one that stands in their way, another one. */
function readPlanOf(store: Store, plan: Plan): (id: string) => Promise<Plan | undefined> {
  const readOther = planReader(store);
  return (id) => (id === plan.id ? Promise.resolve(plan) : readOther(id));
}

function jobsOf(run: string, units: readonly UnitPlan[]): NewRun['jobs'] {
  const ids = new Map(units.map(({ unit }) => [unit, `${run}-${unit}`]));
  return units.map((unit) => ({
    id: ids.get(unit.unit) ?? '',
    unit: unit.unit,
    dependsOn: unit.dependsOn.flatMap((other) => ids.get(other) ?? []),
  }));
}

function limited(plan: Plan, limit: string | undefined): readonly UnitPlan[] {
  if (limit === undefined) return plan.units;
  return plan.units.filter((unit) => unit.unit === limit).map((unit) => ({ ...unit, dependsOn: [] }));
}

/**
 * Reads every switch of the plan once more: all of it is still right, or nothing is sent anywhere. Gives those that
 * do not answer any more, unless they are in every unit. Numbers that a plan was given although the store is empty
 * can only have been read from marks.
 */
async function refuseBeforeSending(
  site: Site,
  store: Store,
  { units, given }: Pick<Plan, 'units' | 'given'>,
  { onWaiting }: Pick<ApplyOptions, 'onWaiting'>,
): Promise<readonly UnreadSwitch[]> {
  const isFirst = (await store.readState()) === undefined;
  if (isFirst && units.length === 0 && given.length > 0) throw stateMissing('the switches carry');
  const { read, unread } = await askSwitches(
    units.flatMap(({ unit, switches }) => switches.map((plan) => ({ hostname: plan.switch, unit, plan }))),
    ({ plan }) => checkSwitch(site, plan, isFirst),
    {
      isEnough: (silent) => unitsOf(silent).length < units.length,
      ...(onWaiting === undefined ? {} : { onWaiting }),
    },
  );
  const lines = read.flat();
  if (lines.length === 0) return unread;
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

function inOrder(units: readonly UnitPlan[], jobs: readonly JobSummary[]): RunResult['jobs'] {
  return units.flatMap((unit) =>
    jobs
      .filter((job) => job.unit === unit.unit)
      .map((job) => ({ ...job, switches: unit.switches.map((one) => one.switch) })),
  );
}
