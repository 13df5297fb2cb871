/** Planning a site: reads the switches and the store, decides in the core, writes nothing. */
import { TwinleafError } from '../fabric/errors.ts';
import { ownsNothing } from '../fabric/model/ownership.ts';
import type { ResolvedFabric } from '../fabric/model/resolved-fabric.ts';
import type { RunningFacts } from '../fabric/model/running-facts.ts';
import type { DesiredSwitch } from '../fabric/desired/desired-switch.ts';
import type { AppliedFabric } from '../fabric/plan/applied-fabric.ts';
import { sha256 } from '../fabric/plan/binding.ts';
import { planFabric } from '../fabric/plan/plan-fabric.ts';
import type { SwitchToPlan } from '../fabric/plan/plan-switch.ts';
import type { Plan } from '../fabric/plan/plan.ts';
import { appliedFromMarks, appliedFromStore, stillNeeded, withInternalVlans } from './applied-state.ts';
import { unitedFacts } from './apply-plan.ts';
import { desiredWithReleases, intendedSwitch } from './intended-config.ts';
import { readFabric, type ReadSwitch } from './read-fabric.ts';
import { driverOf, resolved, stateOf, type Site } from './site.ts';
import type { PlanOptions } from './use-cases.ts';

/** The plan of a site, or of one unit of it. Throws IntentError, GuardError, DeviceError. */
export async function planSite(site: Site, options: PlanOptions): Promise<Plan> {
  const { intent } = site;
  const hostnames = hostnamesOf(site, options.limit);
  const read = await readFabric(site, hostnames, options.runningDirectory, options.signal);
  const facts = new Map([...read].map(([hostname, one]) => [hostname, one.facts]));
  const applied = await appliedFabric(site, facts);
  const given = options.limit === undefined ? stillNeeded(applied, intent, facts) : applied.allocations;
  const fabric = resolved(site, withInternalVlans(intent, facts), given);
  const desired = desiredWithReleases(fabric, site.traits, applied.ownership);
  const plan = planFabric({
    intent,
    fabric,
    applied,
    waivers: options.waivers,
    switches: hostnames.map((hostname) => toPlan(site, { fabric, desired, applied, read }, hostname)),
    stamp: {
      id: site.newId(),
      toolVersion: site.toolVersion,
      createdAt: site.now().toISOString(),
      intentHash: sha256(JSON.stringify(fabric)),
      templatesHash: templatesHash(site),
      overriddenTemplates: [],
    },
  });
  return options.limit === undefined ? plan : { ...plan, facts: unitedFacts(applied.facts, plan.facts) };
}

function hostnamesOf(site: Site, limit: string | undefined): readonly string[] {
  const { intent } = site;
  const all = intent.switches.map((one) => one.hostname).sort();
  if (limit === undefined) return all;
  const pair = intent.switchPairs.find((candidate) => candidate.name === limit);
  const members: readonly string[] = pair?.members ?? (all.includes(limit) ? [limit] : []);
  if (members.length === 0) throw new TwinleafError('unknown-object', `the site has no unit ${limit}`);
  return members.toSorted();
}

/** From the store if it knows of anything, else from the marks. */
export async function appliedFabric(
  site: Site,
  facts: ReadonlyMap<string, RunningFacts>,
): Promise<AppliedFabric> {
  const state = await stateOf(site);
  return state === undefined ? appliedFromMarks(facts, site.intent) : appliedFromStore(state);
}

interface Sources {
  readonly fabric: ResolvedFabric;
  readonly desired: ReadonlyMap<string, DesiredSwitch>;
  readonly applied: AppliedFabric;
  readonly read: ReadonlyMap<string, ReadSwitch>;
}

function toPlan(site: Site, { fabric, desired, applied, read }: Sources, hostname: string): SwitchToPlan {
  const driver = driverOf(site, hostname);
  const wanted = desired.get(hostname);
  const is = read.get(hostname);
  if (wanted === undefined || is === undefined)
    throw new TwinleafError('internal', `${hostname} was not read`);
  return {
    ...is,
    driver: driver.traits.name,
    os: driver,
    desired: wanted,
    intended: intendedSwitch(wanted, site.rendering).tree,
    before: applied.ownership.get(hostname) ?? ownsNothing,
    keepVlans: fabric.keepVlans,
    expectedMacs: expectedMacs(fabric, hostname),
  };
}

function expectedMacs(fabric: ResolvedFabric, hostname: string): ReadonlyMap<string, readonly string[]> {
  return new Map(
    fabric.endpoints.flatMap(({ interfaces }) =>
      interfaces.flatMap(({ at }): readonly (readonly [string, readonly string[]])[] =>
        at?.switch === hostname ? [[at.port, interfaces.flatMap(({ mac }) => mac ?? [])]] : [],
      ),
    ),
  );
}

function templatesHash({ rendering }: Site): string {
  const texts = [...rendering.templates].flatMap(([driver, templates]) =>
    [...templates].map(([name, { text }]) => `${driver}/${name}\n${text}`),
  );
  return sha256(texts.sort().join('\n'));
}
