/** Which units are left alone because another one could not be read: nothing is decided from ignorance. */
import { compareText } from '../../model/ids.ts';
import { portsBefore } from '../../resolve/ports-before.ts';
import type { Plan, UnitPlan, WaitingUnit } from '../plan.ts';
import type { Disturbance } from './blast-radius.ts';
import { pairMarks, type SwitchBefore } from './unit-order.ts';

export interface WaitingQuestion {
  /** With changes, in order. */
  readonly units: readonly UnitPlan[];
  readonly disturbed: readonly Disturbance[];
  /** The switches of those units. */
  readonly before: readonly SwitchBefore[];
  /** By name, what is known of the switches of every unit that could not be read. */
  readonly unread: ReadonlyMap<string, readonly SwitchBefore[]>;
  /** Name of the unit of a switch. */
  readonly unitOf: (hostname: string) => string;
  /** A server may lose every leg. */
  readonly mayCutOff: boolean;
}

/** Why a unit waits, and for which that could not be read. */
interface Reason {
  readonly waitsFor: readonly string[];
  readonly words: string;
}

/**
 * A unit waits for one that could not be read where it would take the last leg that is known of a server which
 * has another one there, and where a switch of it was in one pair with a switch of the other; and so does every
 * unit that depends on one that waits.
 */
export function waitingUnits(question: WaitingQuestion): readonly WaitingUnit[] {
  const waiting = new Map<string, WaitingUnit>();
  for (const unit of question.units) {
    const reason = serverReason(question, unit) ?? pairReason(question, unit) ?? chainReason(waiting, unit);
    if (reason === undefined) continue;
    const { waitsFor, words } = reason;
    waiting.set(unit.unit, { unit: unit.unit, waitsFor, message: `${unit.unit} waits for ${words}` });
  }
  return [...waiting.values()];
}

/**
 * The same for a plan of which units have fallen silent since: a server counts that a unit takes a leg from and that
 * may have no other one left.
 */
export function waitingSince(
  plan: Plan,
  units: readonly UnitPlan[],
  silent: ReadonlySet<string>,
): readonly WaitingUnit[] {
  if (silent.size === 0) return [];
  const servers = plan.waivers.includes('allow-outage') ? [] : serversAtRisk(plan, silent);
  const waiting = new Map<string, WaitingUnit>();
  for (const unit of units.filter((one) => !silent.has(one.unit))) {
    const own = servers.filter(({ switches }) => unit.switches.some((one) => switches.has(one.switch)));
    const reason =
      own.length > 0 ? cutOffReason(unit, own) : (silentReason(unit, silent) ?? chainReason(waiting, unit));
    if (reason === undefined) continue;
    const { waitsFor, words } = reason;
    waiting.set(unit.unit, { unit: unit.unit, waitsFor, message: `${unit.unit} waits for ${words}` });
  }
  return [...waiting.values()];
}

interface ServerAtRisk {
  readonly server: string;
  /** With a leg of it. */
  readonly switches: ReadonlySet<string>;
  /** Silent ones with a leg of it. */
  readonly units: readonly string[];
}

/** Servers that lose a leg in the plan and may have none left, now that those on silent units may be down. */
function serversAtRisk(plan: Plan, silent: ReadonlySet<string>): readonly ServerAtRisk[] {
  const dark = new Map(
    plan.units
      .filter(({ unit }) => silent.has(unit))
      .flatMap(({ unit, switches }) => switches.map((one) => [one.switch, { unit, one }] as const)),
  );
  return plan.blastRadius.flatMap(({ server, legsDuring }) => {
    const named = { name: server, renamedFrom: plan.renamed?.[server] };
    const known = portsBefore(plan.factsBefore.portIndexes, named) ?? plan.facts.portIndexes[server] ?? [];
    const legs = known.map((leg) => ({ leg, hostname: leg.slice(0, leg.indexOf('/')) }));
    const down = legs.flatMap(({ leg, hostname }) => {
      const at = dark.get(hostname);
      const wasOurs = at?.one.ownershipBefore.ports.includes(leg.slice(hostname.length + 1)) === true;
      return at !== undefined && wasOurs ? [at.unit] : [];
    });
    if (down.length === 0 || legsDuring > down.length) return [];
    return [{ server, switches: new Set(legs.map(({ hostname }) => hostname)), units: distinct(down) }];
  });
}

function cutOffReason({ unit }: UnitPlan, servers: readonly ServerAtRisk[]): Reason {
  const names = distinct(servers.map(({ server }) => server)).join(', ');
  const units = distinct(servers.flatMap((one) => one.units));
  return unreadReason(units, `${names} may have no other leg while ${unit} changes`);
}

function silentReason({ unit, dependsOn }: UnitPlan, silent: ReadonlySet<string>): Reason | undefined {
  const before = dependsOn.filter((other) => silent.has(other));
  return before.length === 0 ? undefined : unreadReason(before, `${unit} comes after it`);
}

function serverReason({ disturbed, unitOf, mayCutOff }: WaitingQuestion, unit: UnitPlan): Reason | undefined {
  if (mayCutOff) return undefined;
  const cutOff = disturbed.filter(
    (one) => unitOf(one.switch) === unit.unit && one.legsDuring === 0 && one.unknown.length > 0,
  );
  if (cutOff.length === 0) return undefined;
  const servers = distinct(cutOff.map(({ server }) => server));
  const lacks = `${servers.join(', ')} may have no other leg while ${unit.unit} changes`;
  return unreadReason(distinct(cutOff.flatMap((one) => one.unknown.map((leg) => unitOf(leg.switch)))), lacks);
}

function pairReason({ before, unread }: WaitingQuestion, unit: UnitPlan): Reason | undefined {
  const own = new Set(unit.switches.map((one) => one.switch));
  const marks = new Set(before.filter(({ hostname }) => own.has(hostname)).flatMap(pairMarks));
  const shared = [...unread].filter(([, switches]) =>
    switches.flatMap(pairMarks).some((mark) => marks.has(mark)),
  );
  if (shared.length === 0) return undefined;
  return unreadReason(distinct(shared.map(([name]) => name)), 'switches of both have been one pair');
}

function chainReason(waiting: ReadonlyMap<string, WaitingUnit>, unit: UnitPlan): Reason | undefined {
  const links = unit.dependsOn.flatMap((other) => waiting.get(other) ?? []);
  if (links.length === 0) return undefined;
  const waitsFor = distinct(links.flatMap((link) => link.waitsFor));
  return {
    waitsFor,
    words: `${links.map((link) => link.unit).join(', ')}, left alone for ${waitsFor.join(', ')}`,
  };
}

function unreadReason(waitsFor: readonly string[], why: string): Reason {
  return { waitsFor, words: `${waitsFor.join(', ')}, which could not be read: ${why}` };
}

function distinct(names: readonly string[]): readonly string[] {
  return [...new Set(names)].sort(compareText);
}
