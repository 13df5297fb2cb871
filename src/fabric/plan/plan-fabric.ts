/**
 * The plan of a fabric. Input: the resolved fabric, what is applied, and per switch its desired and running
 * configuration. Output: a plan, or every refusal at once. Same input, same plan.
 */
import type { Refusal, Warning } from '../errors.ts';
import { compareText } from '../model/ids.ts';
import type { Intent, SwitchPairIntent } from '../model/intent.ts';
import type { Attachment, ResolvedFabric } from '../model/resolved-fabric.ts';
import { indexMoves } from '../resolve/index-moves.ts';
import type { AppliedFabric } from './applied-fabric.ts';
import { disturbances, outages, type Disturbance } from './legs/blast-radius.ts';
import { cablingOf } from './cabling/cabling.ts';
import { lldpGuard, waivedCabling, type CablingFindings } from './cabling/lldp-guard.ts';
import { planSwitch, type PlannedSwitch, type SwitchToPlan } from './plan-switch.ts';
import type { Plan, PlannedIndexMove, PlannedLag, Removal, UnitPlan, Waiver } from './plan.ts';
import { factsAfter, removalRefusals, removals, renameHints } from './removals.ts';
import { orderedUnits } from './legs/unit-order.ts';

export interface FabricToPlan {
  readonly intent: Intent;
  readonly fabric: ResolvedFabric;
  readonly applied: AppliedFabric;
  /** Every switch of the units to plan. */
  readonly switches: readonly SwitchToPlan[];
  readonly waivers: readonly Waiver[];
  readonly stamp: PlanStamp;
}

/** What a plan carries and cannot know by itself. */
export type PlanStamp = Pick<
  Plan,
  'id' | 'toolVersion' | 'createdAt' | 'intentHash' | 'templatesHash' | 'overriddenTemplates'
>;

/** What would change, with every guard that refuses it and that no waiver lifts. */
export function planFabric(input: FabricToPlan): Plan {
  const { intent, fabric, applied, waivers, stamp } = input;
  const planned = new Map(input.switches.map((one) => [one.hostname, planSwitch(one)] as const));
  const legs = input.switches.flatMap(({ hostname, os, before, facts }) => {
    const one = planned.get(hostname);
    return one === undefined ? [] : [{ plan: one.plan, os, before, facts }];
  });
  const disturbed = disturbances(fabric, legs, applied.facts.portIndexes);
  const radius = disturbed.map(({ switch: _, ...entry }) => entry);
  const going = removals(applied.facts, intent, fabric);
  const cabling = cablingFindings(input, planned);
  const moves = indexMoves(new Map(Object.entries(applied.facts.portIndexes)), fabric.endpoints);
  return {
    ...stamp,
    format: 1,
    fabric: fabric.name,
    waivers: waivers.toSorted(compareText),
    refusals: notWaived(waivers, [
      ...[...planned.values()].flatMap(adoptionRefusals),
      ...[...planned.values()].flatMap((one) => one.refusals),
      ...removalRefusals(going),
      ...moves.map(moveRefusal),
      ...outages(radius),
      ...cabling.refusals,
    ]),
    units: unitPlans(input, planned, disturbed),
    lags: fabric.attachments.flatMap(plannedLag),
    blastRadius: radius,
    removals: going,
    adopts: [...planned.values()].flatMap((one) => one.adoptions),
    indexMoves: moves.map(({ server, message }) => ({ server, message })),
    warnings: [...warningsOf(input, [...planned.values()], going), ...cabling.warnings],
    given: applied.allocations,
    allocations: fabric.allocations,
    facts: factsAfter(fabric),
    factsBefore: applied.facts,
  };
}

/** Whether the ports that are configured for the first time lead where the site says. */
function cablingFindings(
  { fabric, intent, switches, waivers }: FabricToPlan,
  planned: ReadonlyMap<string, PlannedSwitch>,
): CablingFindings {
  const claiming = switches.map(({ hostname, hearing }) => ({
    hostname,
    claimedPorts: planned.get(hostname)?.plan.claimedPorts ?? [],
    ...(hearing === undefined ? {} : { hearing }),
  }));
  const found = lldpGuard(fabric, cablingOf(fabric, intent), claiming);
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
  const before = switches.map((one) => ({ ...one, wasInPair: one.before.pairDomain }));
  return orderedUnits(changed, disturbed, before);
}

function plannedLag(attachment: Attachment): readonly PlannedLag[] {
  const { kind, portChannel, fallback } = attachment;
  if ((kind !== 'lag' && kind !== 'mlag') || portChannel === undefined || fallback === undefined) return [];
  return [
    {
      unit: attachment.unit,
      kind,
      id: portChannel,
      server: attachment.endpoint,
      bond: attachment.group,
      members: attachment.members.map(({ switch: hostname, port, index, lacpPriority }) => ({
        switch: hostname,
        port,
        index,
        lacpPriority,
      })),
      fallback: {
        setting: fallback.setting,
        enabled: fallback.enabled,
        port: `${fallback.port.switch}/${fallback.port.port}`,
        claim: fallback.traits.claim,
        evidence: fallback.traits.evidence,
        why: fallback.why,
      },
    },
  ];
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
      'runs what its startup configuration does not have; its next change saves it',
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
  const os = switches.find(({ hostname }) => members.includes(hostname))?.os;
  if (systemMac === undefined || !manage || os === undefined) return [];
  const { systemMac: source } = os.traits.pair;
  if (source === 'settable') return [];
  const instead = source === 'own' ? 'its switches agree on one themselves' : 'it follows from the domain id';
  const message = `${name}: systemMac ${systemMac} is left out, since ${os.title} cannot be given one: ${instead}`;
  return [{ code: 'feature-unavailable', message }];
}

function about(switches: readonly string[], code: Warning['code'], what: string): readonly Warning[] {
  return switches.length === 0 ? [] : [{ code, message: `${switches.join(', ')}: ${what}` }];
}
