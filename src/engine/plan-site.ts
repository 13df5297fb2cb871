/** Planning a site: reads the switches and the store, decides in the core, writes nothing. */
import { TwinleafError } from '../fabric/errors.ts';
import { KnownNames } from '../fabric/intent/known-names.ts';
import { forgetful, type Memory } from '../fabric/memory.ts';
import type { Allocations } from '../fabric/model/allocation.ts';
import { compareText, type IdRange } from '../fabric/model/ids.ts';
import type { Intent } from '../fabric/model/intent.ts';
import { ownsNothing, type Ownership } from '../fabric/model/ownership.ts';
import type { ResolvedEndpoint, ResolvedFabric } from '../fabric/model/resolved-fabric.ts';
import type { RunningFacts } from '../fabric/model/running-facts.ts';
import type { DesiredSwitch } from '../fabric/desired/desired-switch.ts';
import type { AppliedFabric } from '../fabric/plan/applied-fabric.ts';
import { sha256 } from '../fabric/plan/binding.ts';
import { fabricHash } from '../fabric/plan/fabric-hash.ts';
import type { SwitchBefore } from '../fabric/plan/legs/unit-order.ts';
import { withoutHandedBack } from '../fabric/plan/ownership/handed-back.ts';
import { planFabric } from '../fabric/plan/plan-fabric.ts';
import type { SwitchToPlan } from '../fabric/plan/plan-switch.ts';
import type { Plan, UnreadSwitch } from '../fabric/plan/plan.ts';
import type { ConfigTree } from '../fabric/remediation/config-tree.ts';
import { parseConfig } from '../fabric/remediation/parse-config.ts';
import {
  appliedFromMarks,
  appliedFromStore,
  stillNeeded,
  unitOf,
  withInternalVlans,
} from './site/applied-state.ts';
import { factsOfPart } from './united-facts.ts';
import { desiredWithReleases, intendedSwitch, type Rendering } from './switches/intended-config.ts';
import { readFabric, type ReadSwitch } from './site/read-fabric.ts';
import { sealed } from './site/plan-file.ts';
import { resolved, stateOf, type Site } from './site/site.ts';
import { unfinishedWarnings, withUnfinished } from './jobs/unfinished-jobs.ts';
import type { PlanOptions } from './use-cases.ts';

/**
 * The plan of a site, or of one unit of it; units that cannot be read are left alone. Only what has changed since the
 * last plan of that memory is worked out anew. Throws IntentError, and UnreadError where no unit could be read.
 */
export async function planSite(site: Site, options: PlanOptions, memory: Memory): Promise<Plan> {
  const hostnames = hostnamesOf(site, options.limit);
  const { read, unread } = await readFabric(site, hostnames, {
    ...options,
    isEnough: (failed) => planned(site, hostnames, failed).length > 0,
  });
  const applied = await appliedFabric(site, factsOf(read));
  const lastKnown = unread.length === 0 ? new Map<string, RunningFacts>() : await lastKnownFacts(site);
  const plan = planObserved(site, { read, applied, unread, lastKnown }, options, memory);
  const store = await site.storeIfPresent();
  const unfinished = store === undefined ? [] : await unfinishedWarnings(store);
  const lab = site.lab === undefined ? {} : ({ isLab: true } as const);
  return sealed({ ...plan, ...lab, warnings: [...plan.warnings, ...unfinished] });
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

/**
 * The plan of a site, or of one unit of it, from what has been read before. With the memory of former plans it is
 * byte by byte the same plan. Throws IntentError.
 */
export function planObserved(
  site: PlannedSite,
  observed: Observed,
  options: Pick<PlanOptions, 'limit' | 'waivers'>,
  memory: Memory = forgetful,
): Plan {
  const { intent } = site;
  const { read, applied, unread = [] } = observed;
  const facts = factsOf(read);
  const isWhole = options.limit === undefined && unread.length === 0;
  // A value is free again only when every switch has been read without it.
  const given = isWhole ? givenBefore(applied, site, facts, memory) : applied.allocations;
  const fabric = resolved(site, withInternalVlans(intent, facts), given, memory);
  const hostnames = planned(site, hostnamesOf(site, options.limit), unread);
  const input = {
    intent,
    fabric,
    applied,
    waivers: options.waivers,
    switches: switchesToPlan(site, { fabric, applied, read }, hostnames, memory),
    ...(unread.length === 0 ? {} : { unread: { switches: unread, before: unreadBefore(site, observed) } }),
    stamp: {
      id: site.newId(),
      toolVersion: site.toolVersion,
      createdAt: site.now().toISOString(),
      intentHash: fabricHash(fabric, memory),
      templatesHash: memory.recall(templatesHash, site.rendering.templates),
      overriddenTemplates: site.overriddenTemplates,
    },
  };
  const plan = planFabric(input, memory);
  if (isWhole) return plan;
  const reached = new Set(planned(site, hostnames, plan.waiting ?? []));
  return { ...plan, facts: factsOfPart(applied.facts, plan.facts, reached, plan.renamed) };
}

function givenBefore(
  { allocations, ownership }: AppliedFabric,
  { intent }: PlannedSite,
  facts: ReadonlyMap<string, RunningFacts>,
  memory: Memory,
): Allocations {
  const { logicalNetworks, endpoints, switchPairs } = intent;
  const named = { logicalNetworks, endpoints, switchPairs };
  return memory.recall(stillNeeded, { allocations, ownership }, named, facts);
}

/** Those that are in none of the units left alone. */
function planned(
  { intent }: PlannedSite,
  hostnames: readonly string[],
  leftAlone: readonly { readonly unit: string }[],
): readonly string[] {
  if (leftAlone.length === 0) return hostnames;
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
  if (members.length === 0) throw unknownUnit(intent, limit);
  return members.toSorted();
}

function unknownUnit({ switches, switchPairs }: Intent, name: string): TwinleafError {
  const paired = new Set(switchPairs.flatMap(({ members }) => members));
  const singles = switches.map(({ hostname }) => hostname).filter((hostname) => !paired.has(hostname));
  const units = [...switchPairs.map((pair) => pair.name), ...singles].sort(compareText);
  const hint = new KnownNames('units', units).hint(name);
  return new TwinleafError('unknown-object', `the site has no unit "${name}"`, hint);
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
}

function switchesToPlan(
  site: PlannedSite,
  { fabric, applied, read }: Sources,
  hostnames: readonly string[],
  memory: Memory,
): readonly SwitchToPlan[] {
  const desired = desiredWithReleases(fabric, site.traits, applied.ownership, memory);
  const macs = memory.recall(expectedMacs, fabric.endpoints);
  const wanted = hostnames.map((hostname) => known(desired.get(hostname), hostname));
  const intended = memory.recallEach(intendedSwitch, wanted, ({ hostname }) => hostname, site.rendering);
  const described = intended.map(({ desired: one, tree }) => ({
    desired: one,
    tree,
    read: known(read.get(one.hostname), one.hostname),
    before: applied.ownership.get(one.hostname) ?? ownsNothing,
    macs: macs.get(one.hostname) ?? noMacs,
  }));
  const nameOf = (one: DescribedSwitch): string => one.desired.hostname;
  return memory.recallEach(switchToPlan, described, nameOf, site.rendering, fabric.keepVlans);
}

interface DescribedSwitch {
  readonly desired: DesiredSwitch;
  /** Rendered from it. */
  readonly tree: ConfigTree;
  readonly read: ReadSwitch;
  readonly before: Ownership;
  readonly macs: ReadonlyMap<string, readonly string[]>;
}

function switchToPlan(
  { desired, tree, read, before, macs }: DescribedSwitch,
  { drivers }: Rendering,
  keepVlans: readonly IdRange[],
): SwitchToPlan {
  const os = known(drivers.get(desired.driver), desired.hostname);
  return {
    ...read,
    driver: os.traits.name,
    os,
    desired,
    intended: tree,
    before,
    keepVlans,
    expectedMacs: macs,
  };
}

function known<Found>(found: Found | undefined, hostname: string): Found {
  if (found === undefined) throw new TwinleafError('internal', `${hostname} was not read`);
  return found;
}

/** By hostname, then port: the MACs of the endpoint that is cabled there. */
type MacsBySwitch = ReadonlyMap<string, ReadonlyMap<string, readonly string[]>>;

const noMacs: ReadonlyMap<string, readonly string[]> = new Map();

function expectedMacs(endpoints: readonly ResolvedEndpoint[]): MacsBySwitch {
  const bySwitch = new Map<string, Map<string, readonly string[]>>();
  for (const { interfaces } of endpoints) {
    const macs = interfaces.flatMap(({ mac }) => mac ?? []);
    for (const { at } of interfaces) {
      if (at === undefined) continue;
      const ports = bySwitch.get(at.switch) ?? new Map<string, readonly string[]>();
      bySwitch.set(at.switch, ports.set(at.port, macs));
    }
  }
  return bySwitch;
}

function templatesHash(all: PlannedSite['rendering']['templates']): string {
  const texts = [...all].flatMap(([driver, templates]) =>
    [...templates].map(([name, { text }]) => `${driver}/${name}\n${text}`),
  );
  return sha256(texts.sort().join('\n'));
}
