/** Planning a site: reads the switches and the store, decides in the core, writes nothing. */
import { TwinleafError } from '../fabric/errors.ts';
import { ownsNothing } from '../fabric/model/ownership.ts';
import type { ResolvedFabric } from '../fabric/model/resolved-fabric.ts';
import type { RunningFacts } from '../fabric/model/running-facts.ts';
import type { DesiredSwitch } from '../fabric/desired/desired-switch.ts';
import type { AppliedFabric } from '../fabric/plan/applied-fabric.ts';
import { sha256 } from '../fabric/plan/binding.ts';
import type { SwitchBefore } from '../fabric/plan/legs/unit-order.ts';
import { withoutHandedBack } from '../fabric/plan/ownership/handed-back.ts';
import { planFabric } from '../fabric/plan/plan-fabric.ts';
import type { SwitchToPlan } from '../fabric/plan/plan-switch.ts';
import type { Plan, UnreadSwitch } from '../fabric/plan/plan.ts';
import { parseConfig } from '../fabric/remediation/parse-config.ts';
import {
  appliedFromMarks,
  appliedFromStore,
  stillNeeded,
  unitOf,
  withInternalVlans,
} from './site/applied-state.ts';
import { factsOfPart } from './united-facts.ts';
import { desiredWithReleases, intendedSwitch } from './switches/intended-config.ts';
import { readFabric, type ReadSwitch } from './site/read-fabric.ts';
import { sealed } from './site/plan-file.ts';
import { driverOf, resolved, stateOf, type Site } from './site/site.ts';
import { unfinishedWarnings, withUnfinished } from './jobs/unfinished-jobs.ts';
import type { PlanOptions } from './use-cases.ts';

/**
 * The plan of a site, or of one unit of it; units that cannot be read are left alone. Throws IntentError, and
 * DeviceError where no unit could be read.
 */
export async function planSite(site: Site, options: PlanOptions): Promise<Plan> {
  const hostnames = hostnamesOf(site, options.limit);
  const { read, unread } = await readFabric(site, hostnames, {
    ...options,
    isEnough: (failed) => planned(site, hostnames, failed).length > 0,
  });
  const applied = await appliedFabric(site, factsOf(read));
  const lastKnown = unread.length === 0 ? new Map<string, RunningFacts>() : await lastKnownFacts(site);
  const plan = planObserved(site, { read, applied, unread, lastKnown }, options);
  const store = await site.storeIfPresent();
  const unfinished = store === undefined ? [] : await unfinishedWarnings(store);
  return sealed({ ...plan, warnings: [...plan.warnings, ...unfinished] });
}

/** What is known before a plan. */
export interface Observed {
  /** By hostname: every switch of the plan that could be read. */
  readonly read: ReadonlyMap<string, ReadSwitch>;
  readonly applied: AppliedFabric;
  /** Absent where every switch could be read. */
  readonly unread?: readonly UnreadSwitch[];
  /** Of switches that could not: what they were left with, as far as it is ours. */
  readonly lastKnown?: ReadonlyMap<string, RunningFacts>;
}

/** Of a site, what a plan needs once everything has been read. */
export type PlannedSite = Pick<
  Site,
  'intent' | 'reading' | 'rendering' | 'overriddenTemplates' | 'traits' | 'newId' | 'now' | 'toolVersion'
>;

/** The plan of a site, or of one unit of it, from what has been read before. Throws IntentError. */
export function planObserved(
  site: PlannedSite,
  observed: Observed,
  options: Pick<PlanOptions, 'limit' | 'waivers'>,
): Plan {
  const { intent } = site;
  const { read, applied, unread = [] } = observed;
  const facts = factsOf(read);
  const isWhole = options.limit === undefined && unread.length === 0;
  // A value is free again only when every switch has been read without it.
  const given = isWhole ? stillNeeded(applied, intent, facts) : applied.allocations;
  const fabric = resolved(site, withInternalVlans(intent, facts), given);
  const desired = desiredWithReleases(fabric, site.traits, applied.ownership);
  const sources = { fabric, desired, applied, read, macs: expectedMacs(fabric) };
  const hostnames = planned(site, hostnamesOf(site, options.limit), unread);
  const plan = planFabric({
    intent,
    fabric,
    applied,
    waivers: options.waivers,
    switches: hostnames.map((hostname) => toPlan(site, sources, hostname)),
    ...(unread.length === 0 ? {} : { unread: { switches: unread, before: unreadBefore(site, observed) } }),
    stamp: {
      id: site.newId(),
      toolVersion: site.toolVersion,
      createdAt: site.now().toISOString(),
      intentHash: sha256(JSON.stringify(fabric)),
      templatesHash: templatesHash(site),
      overriddenTemplates: site.overriddenTemplates,
    },
  });
  if (isWhole) return plan;
  const reached = new Set(planned(site, hostnames, plan.waiting ?? []));
  return { ...plan, facts: factsOfPart(applied.facts, plan.facts, reached) };
}

/** Those that are in none of the units left alone. */
function planned(
  { intent }: PlannedSite,
  hostnames: readonly string[],
  leftAlone: readonly { readonly unit: string }[],
): readonly string[] {
  const units = new Set(leftAlone.map(({ unit }) => unit));
  return hostnames.filter((hostname) => !units.has(unitOf(hostname, intent)));
}

/** What is known of all members of the units that could not be read. */
function unreadBefore(
  { intent }: PlannedSite,
  { read, applied, unread = [], lastKnown }: Observed,
): readonly SwitchBefore[] {
  const units = new Set(unread.map(({ unit }) => unit));
  const members = intent.switches.filter(({ hostname }) => units.has(unitOf(hostname, intent)));
  return members.flatMap(({ hostname }) => {
    const facts = read.get(hostname)?.facts ?? lastKnown?.get(hostname);
    const wasInPair = applied.ownership.get(hostname)?.pairDomain === true;
    return facts === undefined ? [] : [{ hostname, facts, wasInPair }];
  });
}

/** By hostname, what each switch was left with, as far as it is ours. */
async function lastKnownFacts(site: Site): Promise<ReadonlyMap<string, RunningFacts>> {
  const known = (await stateOf(site))?.switches ?? [];
  return new Map(
    known.flatMap(({ hostname, driver: name, config }) => {
      const driver = site.rendering.drivers.get(name);
      return driver === undefined
        ? []
        : [[hostname, driver.readFacts(parseConfig(config, driver.rules))] as const];
    }),
  );
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
