/**
 * The plan of a fabric. Input: the resolved fabric, what is applied, and per switch its desired and running
 * configuration. Output: a plan, or every refusal at once. Same input, same plan.
 */
import type { Refusal, Warning } from '../errors.ts';
import { forgetful, type Memory } from '../memory.ts';
import { compareText } from '../model/ids.ts';
import type { Intent, SwitchPairIntent } from '../model/intent.ts';
import type { ResolvedFabric } from '../model/resolved-fabric.ts';
import { formerNames } from '../resolve/ports-before.ts';
import type { AppliedFabric } from './applied-fabric.ts';
import { disturbances, outages, shownEntry, type Disturbance } from './legs/blast-radius.ts';
import { cablingOf } from './cabling/cabling.ts';
import { lldpGuard, waivedCabling, type CablingFindings } from './cabling/lldp-guard.ts';
import { movesOn } from './moves-on.ts';
import { legsElsewhere } from './legs/legs-elsewhere.ts';
import { planSwitch, type PlannedSwitch, type SwitchToPlan } from './plan-switch.ts';
import type { Plan, PlannedIndexMove, Removal, UnitPlan, UnreadSwitch, WaitingUnit, Waiver } from './plan.ts';
import { plannedLags } from './planned-lags.ts';
import { factsAfter, removalRefusals, removals, renameHints } from './removals.ts';
import { orderedUnits, type SwitchBefore } from './legs/unit-order.ts';
import { waitingUnits } from './legs/waiting-units.ts';

export interface FabricToPlan {
  readonly intent: Intent;
  readonly fabric: ResolvedFabric;
  readonly applied: AppliedFabric;
  /** Every switch of the units to plan. */
  readonly switches: readonly SwitchToPlan[];
  /** Absent where every switch could be read. */
  readonly unread?: UnreadSwitches;
  readonly waivers: readonly Waiver[];
  readonly stamp: PlanStamp;
}

/** Switches that could not be read. Neither they nor the other members of their units are among those to plan. */
export interface UnreadSwitches {
  readonly switches: readonly UnreadSwitch[];
  /** What is known of all switches of their units: read just now, or as they were last applied. */
  readonly before: readonly SwitchBefore[];
}

/** What a plan carries and cannot know by itself. */
export type PlanStamp = Pick<
  Plan,
  'id' | 'toolVersion' | 'createdAt' | 'intentHash' | 'templatesHash' | 'overriddenTemplates'
>;

/** What would change, with every guard that refuses it and that no waiver lifts. */
export function planFabric(input: FabricToPlan, memory: Memory = forgetful): Plan {
  const plans = memory.recallEach(planSwitch, input.switches, ({ hostname }) => hostname);
  const planned = new Map(plans.map((one) => [one.plan.switch, one]));
  const draft = drafted(input, planned, []);
  const waiting = input.unread === undefined ? [] : waitingFor(input, input.unread, draft);
  if (waiting.length === 0) return planOf(input, draft, waiting, memory);
  const isResting = restingSwitches(input, waiting);
  const rest = { ...input, switches: input.switches.filter(({ hostname }) => !isResting(hostname)) };
  const stays = new Map([...planned].filter(([hostname]) => !isResting(hostname)));
  const resting = input.switches.filter(({ hostname }) => isResting(hostname));
  return planOf(rest, drafted(rest, stays, resting), waiting, memory);
}

interface Draft {
  readonly planned: ReadonlyMap<string, PlannedSwitch>;
  readonly disturbed: readonly Disturbance[];
  readonly units: readonly UnitPlan[];
}

/** What would change on these switches; `resting` were read as well and stay as they are. */
function drafted(input: FabricToPlan, planned: Draft['planned'], resting: readonly SwitchToPlan[]): Draft {
  const legs = input.switches.flatMap(({ hostname, os, before, facts }) => {
    const one = planned.get(hostname);
    return one === undefined ? [] : [{ plan: one.plan, os, before, facts }];
  });
  const { portIndexes } = input.applied.facts;
  const disturbed = disturbances(
    input.fabric,
    legs,
    portIndexes,
    legsElsewhere(input, unreadUnits(input), resting),
  );
  return { planned, disturbed, units: unitPlans(input, planned, disturbed) };
}

function waitingFor(
  input: FabricToPlan,
  { before }: UnreadSwitches,
  { units, disturbed }: Draft,
): readonly WaitingUnit[] {
  const { fabric, waivers, switches } = input;
  const names = new Map(fabric.units.flatMap(({ name, members }) => members.map((one) => [one, name])));
  const unitOf = (hostname: string): string => names.get(hostname) ?? hostname;
  const known = (unit: string) => before.filter(({ hostname }) => unitOf(hostname) === unit);
  return waitingUnits({
    units,
    disturbed,
    before: switches.map(switchBefore),
    unread: new Map([...unreadUnits(input)].map((unit) => [unit, known(unit)])),
    unitOf,
    mayCutOff: waivers.includes('allow-outage'),
  });
}

function unreadUnits({ unread }: FabricToPlan): ReadonlySet<string> {
  return new Set(unread?.switches.map(({ unit }) => unit));
}

function restingSwitches(
  { fabric }: FabricToPlan,
  waiting: readonly WaitingUnit[],
): (hostname: string) => boolean {
  const names = new Set(waiting.map(({ unit }) => unit));
  const members = new Set(fabric.units.filter(({ name }) => names.has(name)).flatMap((unit) => unit.members));
  return (hostname) => members.has(hostname);
}

function planOf(input: FabricToPlan, draft: Draft, waiting: readonly WaitingUnit[], memory: Memory): Plan {
  const { intent, fabric, applied, waivers, stamp } = input;
  const unread = input.unread?.switches ?? [];
  const { disturbed, units } = draft;
  const planned = [...draft.planned.values()];
  const radius = disturbed.map(shownEntry);
  const going = removals(applied.facts, intent, fabric, memory);
  const cabling = cablingFindings(input, draft.planned, memory);
  const moves = plannedMoves(input, memory);
  const renamed = formerNames(applied.facts.portIndexes, fabric.endpoints);
  return {
    ...stamp,
    format: 1,
    fabric: fabric.name,
    waivers: waivers.toSorted(compareText),
    refusals: notWaived(waivers, [
      ...planned.flatMap(adoptionRefusals),
      ...planned.flatMap((one) => one.refusals),
      ...removalRefusals(going),
      ...moves.map(moveRefusal),
      ...outages(radius),
      ...cabling.refusals,
    ]),
    units,
    lags: plannedLags(fabric.attachments, memory),
    blastRadius: radius,
    removals: going,
    adopts: planned.flatMap((one) => one.adoptions),
    indexMoves: moves.map(({ server, message }) => ({ server, message })),
    warnings: [...warningsOf(input, planned, going), ...cabling.warnings],
    ...(unread.length === 0 ? {} : { unread }),
    ...(waiting.length === 0 ? {} : { waiting }),
    given: applied.allocations,
    allocations: fabric.allocations,
    facts: factsAfter(fabric, memory),
    factsBefore: applied.facts,
    ...(Object.keys(renamed).length === 0 ? {} : { renamed }),
  };
}

function plannedMoves(
  { switches, fabric, applied }: FabricToPlan,
  memory: Memory,
): readonly PlannedIndexMove[] {
  const { endpoints, switches: known } = fabric;
  const { portIndexes } = applied.facts;
  const planned = switches.map(({ hostname }) => ({ hostname }));
  return memory.recall(movesOn, planned, { endpoints, switches: known }, { portIndexes });
}

/** Whether the ports that are configured for the first time lead where the site says. */
function cablingFindings(
  { fabric, intent, switches, waivers }: FabricToPlan,
  planned: ReadonlyMap<string, PlannedSwitch>,
  memory: Memory,
): CablingFindings {
  const claiming = switches.map(({ hostname, hearing }) => ({
    hostname,
    claimedPorts: planned.get(hostname)?.plan.claimedPorts ?? [],
    ...(hearing === undefined ? {} : { hearing }),
  }));
  const { endpoints, units, switches: known } = fabric;
  const cabling = memory.recall(
    cablingOf,
    { endpoints, units, switches: known },
    { endpoints: intent.endpoints, switches: intent.switches },
  );
  const found = lldpGuard(fabric, cabling, claiming);
  if (!waivers.includes('no-lldp-check')) return found;
  return { refusals: [], warnings: waivedCabling(found.refusals) };
}

function notWaived(waived: readonly Waiver[], refusals: readonly Refusal[]): readonly Refusal[] {
  const lifted = new Set<string>(waived.map((waiver) => `guard-${waiver}`));
  return refusals.filter((refusal) => !lifted.has(refusal.code));
}

function adoptionRefusals(planned: PlannedSwitch): readonly Refusal[] {
  return planned.adoptions.map((adoption) => ({
    code: 'guard-adopt' as const,
    message: [adoption.message, ...adoption.lines].join('\n'),
    hint: 'take it over with --adopt, or free it first',
  }));
}

function moveRefusal(move: PlannedIndexMove): Refusal {
  return {
    code: 'guard-accept-index-moves',
    message: move.message,
    hint: 'if the new cabling is right, say so with --accept-index-moves',
  };
}

function unitPlans(
  { fabric, switches }: FabricToPlan,
  planned: ReadonlyMap<string, PlannedSwitch>,
  disturbed: readonly Disturbance[],
): readonly UnitPlan[] {
  const changed = fabric.units
    .map((unit) => ({
      unit: unit.name,
      ...(unit.pair === undefined ? {} : { pair: unit.pair.name }),
      switches: unit.members.flatMap((member) => planned.get(member)?.plan ?? []),
    }))
    .filter((unit) => unit.switches.some((one) => one.commands.length > 0));
  return orderedUnits(changed, disturbed, switches.map(switchBefore));
}

function switchBefore({ hostname, facts, before }: SwitchToPlan): SwitchBefore {
  return { hostname, facts, wasInPair: before.pairDomain };
}

function warningsOf(
  { fabric, intent, applied, switches }: FabricToPlan,
  planned: readonly PlannedSwitch[],
  going: readonly Removal[],
): readonly Warning[] {
  const undeclared = switches
    .filter(({ facts }) => facts.internalVlans === undefined)
    .map(({ hostname }) => hostname);
  const stubborn = switches.filter((one) => !one.isSelfReverting).map(({ hostname }) => hostname);
  return [
    ...fabric.warnings,
    ...planned.flatMap((one) => one.warnings),
    ...renameHints(going, applied.facts, intent),
    ...about(undeclared, 'internal-vlans-undeclared', 'not declared which VLANs the switch takes for itself'),
    ...about(
      applied.savesOwed,
      'save-owed',
      'runs what its startup configuration does not have; its next change saves it, or somebody on the switch',
    ),
    ...about(stubborn, 'no-self-revert', 'cannot put a change back by itself if its session is lost'),
    ...intent.switchPairs.flatMap((pair) => systemMacWarning(pair, switches)),
  ];
}

/** A system MAC that was written and that nobody can set is not to be missed in silence. */
function systemMacWarning(
  { name, members, manage, systemMac }: SwitchPairIntent,
  switches: readonly SwitchToPlan[],
): readonly Warning[] {
  if (systemMac === undefined || !manage) return [];
  const os = switches.find(({ hostname }) => members.includes(hostname))?.os;
  if (os === undefined) return [];
  const { systemMac: source } = os.traits.pair;
  if (source === 'settable') return [];
  const instead = source === 'own' ? 'its switches agree on one themselves' : 'it follows from the domain id';
  const message = `${name}: systemMac ${systemMac} is left out, since ${os.title} cannot be given one: ${instead}`;
  return [{ code: 'feature-unavailable', message }];
}

function about(switches: readonly string[], code: Warning['code'], what: string): readonly Warning[] {
  return switches.length === 0 ? [] : [{ code, message: `${switches.join(', ')}: ${what}` }];
}
