/** The way back from a run or a job, planned from what its plan recorded and what the switches show now. */
import { SafetyError, TwinleafError } from '../fabric/errors.ts';
import type { DesiredSwitch } from '../fabric/desired/desired-switch.ts';
import { compareText } from '../fabric/model/ids.ts';
import { blastRadius, outages, type PlannedLegs } from '../fabric/plan/legs/blast-radius.ts';
import type { Plan, SwitchPlan, UnitPlan, Waiver } from '../fabric/plan/plan.ts';
import { rollbackSwitch } from '../fabric/plan/rollback-switch.ts';
import { readFabric } from './site/read-fabric.ts';
import { sealed } from './site/plan-file.ts';
import { driverOf, givenAllocations, resolved, stateOf, type Site } from './site/site.ts';
import type { JobSummary, Store } from './store.ts';
import { unitedFacts } from './united-facts.ts';
import type { PlanOptions } from './use-cases.ts';

/** Throws `unknown-object`, and `not-possible` where nothing was changed or something came on top of it. */
export async function planRollback(
  site: Site,
  name: string,
  options: Pick<PlanOptions, 'waivers' | 'signal'>,
): Promise<Plan> {
  const store = await site.store();
  const { plan: made, jobs, isWhole } = await whatWasDone(store, name);
  for (const job of jobs) await refuseIfOverlaid(store, job);
  const units = made.units.filter(({ unit }) => jobs.some((job) => job.unit === unit));
  const hostnames = units.flatMap(({ switches }) => switches.map((one) => one.switch)).sort(compareText);
  // Half of a run is taken back job by job, each by its name.
  const { read } = await readFabric(site, hostnames, { ...options, isEnough: () => false });
  const given = await givenAllocations(site);
  const known = (await stateOf(site))?.facts ?? made.facts;
  const legs: PlannedLegs[] = [];
  const back: UnitPlan[] = [];
  for (const unit of units) {
    const desired = await desiredBefore(store, unit, jobs);
    const switches = unit.switches.map((one): SwitchPlan => {
      const is = read.get(one.switch);
      if (is === undefined) throw new TwinleafError('internal', `${one.switch} was not read`);
      const os = driverOf(site, one.switch);
      const before = desired.get(one.switch) ?? nothingDesired(one);
      const plan = rollbackSwitch({ made: one, os, running: is.running, desiredBefore: before });
      legs.push({ plan, os, before: one.ownership, facts: is.facts });
      return plan;
    });
    if (switches.some(({ commands }) => commands.length > 0)) back.push(rollbackUnit(unit, units, switches));
  }
  const radius = blastRadius(resolved(site, site.intent, given), legs);
  return sealed({
    ...made,
    id: site.newId(),
    toolVersion: site.toolVersion,
    createdAt: site.now().toISOString(),
    rollbackOf: name,
    waivers: options.waivers.toSorted(compareText),
    refusals: notWaived(options.waivers, radius),
    units: back.toReversed(),
    lags: [],
    blastRadius: radius,
    removals: [],
    adopts: [],
    indexMoves: [],
    warnings: [],
    given,
    allocations: given,
    ...factsBack(made, known, isWhole),
  });
}

/** What goes back bears its former name again. */
function factsBack(
  { factsBefore, renamed }: Plan,
  known: Plan['facts'],
  isWhole: boolean,
): Pick<Plan, 'facts' | 'factsBefore' | 'renamed'> {
  const names = Object.fromEntries(Object.entries(renamed ?? {}).map(([name, former]) => [former, name]));
  return {
    facts: isWhole ? factsBefore : unitedFacts(known, factsBefore, names),
    factsBefore: known,
    ...(renamed === undefined ? {} : { renamed: names }),
  };
}

interface Done {
  readonly plan: Plan;
  /** That changed something and are in force. */
  readonly jobs: readonly JobSummary[];
  /** Every unit of the plan goes back. */
  readonly isWhole: boolean;
}

async function whatWasDone(store: Store, name: string): Promise<Done> {
  const named = await jobsNamed(store, name);
  const jobs = named.filter(({ state }) => state === 'succeeded');
  const [first] = jobs;
  const plan = first === undefined ? undefined : await store.readPlan(first.plan);
  if (plan === undefined) {
    const hint = '`twinleaf jobs undo` puts back a job that is half-applied';
    throw new SafetyError('not-possible', `${name} left no change in force that could be taken back`, {
      hint,
    });
  }
  return { plan, jobs, isWhole: jobs.length === plan.units.length };
}

async function jobsNamed(store: Store, name: string): Promise<readonly JobSummary[]> {
  const run = await store.readRun(name);
  if (run !== undefined) return run.jobs;
  const job = await store.readJob(name);
  if (job !== undefined) return [job];
  throw new TwinleafError('unknown-object', `the store has no job and no run "${name}"`, {
    hint: '`twinleaf jobs list` shows the newest',
  });
}

/** What came later was built on what this job made; taken back alone, it would take the later change along. */
async function refuseIfOverlaid(store: Store, job: JobSummary): Promise<void> {
  const [last] = await store.listJobs({
    unit: job.unit,
    states: ['succeeded', 'half-applied', 'running'],
    limit: 1,
  });
  if (last === undefined || last.id === job.id) return;
  throw new SafetyError(
    'not-possible',
    `${job.unit} was changed again after ${job.id}, by job ${last.id} (${last.state})`,
    { hint: `take that one back first: \`twinleaf rollback ${last.id}\`` },
  );
}

/** By hostname, what the job before on that unit wanted; empty where there is none. */
async function desiredBefore(
  store: Store,
  { unit }: UnitPlan,
  jobs: readonly JobSummary[],
): Promise<ReadonlyMap<string, DesiredSwitch>> {
  const succeeded = await store.listJobs({ unit, states: ['succeeded'] });
  const before = succeeded.find(({ id }) => !jobs.some((job) => job.id === id));
  const plan = before === undefined ? undefined : await store.readPlan(before.plan);
  const switches = plan?.units.find((one) => one.unit === unit)?.switches ?? [];
  return new Map(switches.map((one) => [one.switch, one.desired]));
}

function nothingDesired({ switch: hostname, driver }: SwitchPlan): DesiredSwitch {
  return { hostname, driver, vlans: [], portChannels: [], ports: [] };
}

/** What was done first is taken back last. */
function rollbackUnit(
  { unit, pair }: UnitPlan,
  units: readonly UnitPlan[],
  switches: readonly SwitchPlan[],
): UnitPlan {
  const isPair = pair !== undefined && switches.some(({ desired }) => desired.pair !== undefined);
  return {
    unit,
    ...(isPair ? { pair } : {}),
    dependsOn: units.filter(({ dependsOn }) => dependsOn.includes(unit)).map((later) => later.unit),
    switches,
  };
}

function notWaived(waivers: readonly Waiver[], radius: Plan['blastRadius']): Plan['refusals'] {
  return waivers.includes('allow-outage') ? [] : outages(radius);
}
