/** Planning a site: reads the switches and the store, decides in the core, writes nothing. */
import { TwinleafError } from '../fabric/errors.ts';
import { ownsNothing } from '../fabric/model/ownership.ts';
import type { ResolvedFabric } from '../fabric/model/resolved-fabric.ts';
import type { RunningFacts } from '../fabric/model/running-facts.ts';
import type { DesiredSwitch } from '../fabric/desired/desired-switch.ts';
import type { AppliedFabric } from '../fabric/plan/applied-fabric.ts';
import { sha256 } from '../fabric/plan/binding.ts';
import { withoutHandedBack } from '../fabric/plan/ownership/handed-back.ts';
import { planFabric } from '../fabric/plan/plan-fabric.ts';
import type { SwitchToPlan } from '../fabric/plan/plan-switch.ts';
import type { Plan } from '../fabric/plan/plan.ts';
import { appliedFromMarks, appliedFromStore, stillNeeded, withInternalVlans } from './site/applied-state.ts';
import { unitedFacts } from './united-facts.ts';
import { desiredWithReleases, intendedSwitch } from './switches/intended-config.ts';
import { readFabric, type ReadSwitch } from './site/read-fabric.ts';
import { sealed } from './site/plan-file.ts';
import { driverOf, resolved, stateOf, type Site } from './site/site.ts';
import { unfinishedWarnings, withUnfinished } from './jobs/unfinished-jobs.ts';
import type { PlanOptions } from './use-cases.ts';

/** The plan of a site, or of one unit of it. Throws IntentError, GuardError, DeviceError. */
export async function planSite(site: Site, options: PlanOptions): Promise<Plan> {
  const hostnames = hostnamesOf(site, options.limit);
  const read = await readFabric(site, hostnames, options.runningDirectory, options.signal);
  const plan = planObserved(site, { read, applied: await appliedFabric(site, factsOf(read)) }, options);
  const store = await site.storeIfPresent();
  const unfinished = store === undefined ? [] : await unfinishedWarnings(store);
  return sealed({ ...plan, warnings: [...plan.warnings, ...unfinished] });
}

/** What is known before a plan. */
export interface Observed {
  /** By hostname: every switch of the plan. */
  readonly read: ReadonlyMap<string, ReadSwitch>;
  readonly applied: AppliedFabric;
}

/** Of a site, what a plan needs once everything has been read. */
export type PlannedSite = Pick<
  Site,
  'intent' | 'reading' | 'rendering' | 'overriddenTemplates' | 'traits' | 'newId' | 'now' | 'toolVersion'
>;

/** The plan of a site, or of one unit of it, from what has been read before. Throws IntentError. */
export function planObserved(
  site: PlannedSite,
  { read, applied }: Observed,
  options: Pick<PlanOptions, 'limit' | 'waivers'>,
): Plan {
  const { intent } = site;
  const hostnames = hostnamesOf(site, options.limit);
  const facts = factsOf(read);
  const given = options.limit === undefined ? stillNeeded(applied, intent, facts) : applied.allocations;
  const fabric = resolved(site, withInternalVlans(intent, facts), given);
  const desired = desiredWithReleases(fabric, site.traits, applied.ownership);
  const sources = { fabric, desired, applied, read, macs: expectedMacs(fabric) };
  const plan = planFabric({
    intent,
    fabric,
    applied,
    waivers: options.waivers,
    switches: hostnames.map((hostname) => toPlan(site, sources, hostname)),
    stamp: {
      id: site.newId(),
      toolVersion: site.toolVersion,
      createdAt: site.now().toISOString(),
      intentHash: sha256(JSON.stringify(fabric)),
      templatesHash: templatesHash(site),
      overriddenTemplates: site.overriddenTemplates,
    },
  });
  return options.limit === undefined ? plan : { ...plan, facts: unitedFacts(applied.facts, plan.facts) };
}

function factsOf(read: Observed['read']): ReadonlyMap<string, RunningFacts> {
  return new Map([...read].map(([hostname, one]) => [hostname, one.facts]));
}

function hostnamesOf(site: PlannedSite, limit: string | undefined): readonly string[] {
  const { intent } = site;
  const all = intent.switches.map((one) => one.hostname).sort();
  if (limit === undefined) return all;
  const pair = intent.switchPairs.find((candidate) => candidate.name === limit);
  const members: readonly string[] = pair?.members ?? (all.includes(limit) ? [limit] : []);
  if (members.length === 0) throw new TwinleafError('unknown-object', `the site has no unit ${limit}`);
  return members.toSorted();
}

/**
 * From the store if it knows of anything, with what unfinished jobs have made, else from the marks; without pair
 * domains that are to be managed no more.
 */
export async function appliedFabric(
  site: Site,
  facts: ReadonlyMap<string, RunningFacts>,
): Promise<AppliedFabric> {
  const state = await stateOf(site);
  const known = state === undefined ? appliedFromMarks(facts, site.intent) : appliedFromStore(state);
  const store = await site.storeIfPresent();
  const ownership =
    store === undefined ? known.ownership : await withUnfinished(known.ownership, store, facts);
  return { ...known, ownership: withoutHandedBack(ownership, site.intent, facts) };
}

interface Sources extends Observed {
  readonly fabric: ResolvedFabric;
  readonly desired: ReadonlyMap<string, DesiredSwitch>;
  readonly macs: MacsBySwitch;
}

function toPlan(site: PlannedSite, sources: Sources, hostname: string): SwitchToPlan {
  const { fabric, desired, applied, read, macs } = sources;
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
    expectedMacs: macs.get(hostname) ?? new Map(),
  };
}

/** By hostname, then port: the MACs of the endpoint that is cabled there. */
type MacsBySwitch = ReadonlyMap<string, ReadonlyMap<string, readonly string[]>>;

function expectedMacs(fabric: ResolvedFabric): MacsBySwitch {
  const bySwitch = new Map<string, Map<string, readonly string[]>>();
  for (const { interfaces } of fabric.endpoints) {
    const macs = interfaces.flatMap(({ mac }) => mac ?? []);
    for (const { at } of interfaces) {
      if (at === undefined) continue;
      const ports = bySwitch.get(at.switch) ?? new Map<string, readonly string[]>();
      bySwitch.set(at.switch, ports.set(at.port, macs));
    }
  }
  return bySwitch;
}

function templatesHash({ rendering }: PlannedSite): string {
  const texts = [...rendering.templates].flatMap(([driver, templates]) =>
    [...templates].map(([name, { text }]) => `${driver}/${name}\n${text}`),
  );
  return sha256(texts.sort().join('\n'));
}
