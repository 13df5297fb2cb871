/**
 * The connections of one endpoint, grouped by the ports they share: a redundancy group each, numbered 0, 1, …
 * in order of the lowest port index. Sets of ports that overlap without being equal are a mistake.
 */
import type { Problem } from '../../errors.ts';
import { portKey, type PortIndex } from '../../model/ids.ts';
import type { Attachment, ChangeUnit } from '../../model/resolved-fabric.ts';
import { agreementProblems, descriptionProblems, mergedUses } from './bond-agreement.ts';
import type { ConnectionUse } from '../connection-ports.ts';
import { groupedBy } from '../grouped-by.ts';
import { knownKeys } from '../known-keys.ts';
import type { CabledPort, IndexedEndpoint } from '../port-index.ts';
import { isRefused, redundancyOf, type Place, type Reach } from './redundancy.ts';
import type { Topology } from '../units.ts';

/** A redundancy group before its numbers are given. */
export interface Bond {
  readonly endpoint: IndexedEndpoint;
  /** From 0, in order of the lowest port index. */
  readonly group: number;
  /** By port index, at least one. */
  readonly ports: readonly CabledPort[];
  /** One per network. */
  readonly uses: readonly ConnectionUse[];
  /** The use whose redundancy, LACP rate and fallback speak for all. */
  readonly first: ConnectionUse;
  /** Sorted. */
  readonly endpointGroups: readonly string[];
  readonly unit: ChangeUnit;
  readonly kind: Attachment['kind'];
  readonly mode: Attachment['mode'];
  readonly maxBundle?: 1;
  /** Ports on one member of a pair with the redundancy left open: stays an MLAG if it has been one. */
  readonly mayStayMlag: boolean;
}

/** The bonds whose first port is on one unit. */
export interface UnitBonds {
  readonly unit: ChangeUnit;
  /** By endpoint name, then group. */
  readonly bonds: readonly Bond[];
}

/** The bonds of every unit, in the order of the units. */
export function bondsOfUnits(units: readonly ChangeUnit[], bonds: readonly Bond[]): readonly UnitBonds[] {
  const byUnit = groupedBy(bonds, (bond) => bond.unit);
  return units.map((unit) => ({ unit, bonds: byUnit.get(unit) ?? [] }));
}

/** The name of the unit, by which its bonds are found again. */
export function unitName({ unit }: UnitBonds): string {
  return unit.name;
}

/** The bonds of an endpoint by group, and everything its connections contradict each other in. */
export function bondsOf(
  endpoint: IndexedEndpoint,
  uses: readonly ConnectionUse[],
  fabric: Topology,
): { readonly bonds: readonly Bond[]; readonly problems: readonly Problem[] } {
  const byPorts = [...groupedBy(uses, (use) => use.portsKey).values()].sort(
    (a, b) => lowestIndex(a) - lowestIndex(b),
  );
  const problems: Problem[] = [...overlaps(endpoint, byPorts), ...descriptionProblems(endpoint, byPorts)];
  const bonds: Bond[] = [];
  for (const [group, sharing] of byPorts.entries()) {
    const bond = bondOf({ endpoint, ports: sharing[0]?.ports ?? [], fabric }, group, sharing);
    problems.push(...agreementProblems(endpoint, sharing), ...bond.problems);
    if (bond.value !== undefined) bonds.push(bond.value);
  }
  return { bonds, problems };
}

interface Attempt {
  readonly value?: Bond;
  readonly problems: readonly Problem[];
}

const onOneSwitch: readonly Reach[] = ['one-port', 'one-switch'];

function bondOf(place: Place, group: number, sharing: readonly ConnectionUse[]): Attempt {
  const [first] = sharing;
  if (first === undefined) return { problems: [] };
  const answer = redundancyOf(first.connection.redundancy, place);
  if (isRefused(answer)) return { problems: [{ ...answer, path: redundancyPath(first) }] };
  const refusal = laterRefusal(sharing, place);
  if (refusal !== undefined) return { problems: [refusal] };
  const { kind, mode, column, reach, maxBundle } = answer;
  const unit = place.fabric.unitOf(place.ports[0]?.at.switch ?? '');
  const value: Bond = {
    kind,
    mode,
    ...knownKeys({ maxBundle }),
    endpoint: place.endpoint,
    group,
    ports: place.ports,
    uses: mergedUses(sharing),
    first,
    endpointGroups: [...new Set(sharing.map((use) => use.group))],
    unit,
    mayStayMlag: column === 'default' && onOneSwitch.includes(reach) && unit.pair !== undefined,
  };
  return { value, problems: speedProblems(value) };
}

/** A mode that is left out and `active-active` agree, but towards some endpoints only the first is allowed. */
function laterRefusal([first, ...others]: readonly ConnectionUse[], place: Place): Problem | undefined {
  const other = others.find(
    ({ connection }) => connection.redundancy.mode !== first?.connection.redundancy.mode,
  );
  const answer = other && redundancyOf(other.connection.redundancy, place);
  if (other === undefined || answer === undefined || !isRefused(answer)) return undefined;
  return { ...answer, path: redundancyPath(other) };
}

/** Where the reader has to look: at the redundancy if there is any, else at the whole connection. */
function redundancyPath({ connection }: ConnectionUse): string {
  const { mode, implementation } = connection.redundancy;
  const isGiven = mode !== undefined || implementation !== undefined;
  return isGiven ? `${connection.path}.redundancy` : connection.path;
}

function speedProblems({ endpoint, ports, kind }: Bond): Problem[] {
  if (kind === 'single' || kind === 'independent') return [];
  const known = ports.filter((port) => port.speedMbps !== undefined);
  const [first] = known;
  const other = known.find((port) => port.speedMbps !== first?.speedMbps);
  if (first === undefined || other === undefined) return [];
  return [
    {
      code: 'unequal-speeds',
      message: `${endpoint.intent.name}: ${withSpeed(first)} and ${withSpeed(other)} are in one link aggregation`,
      path: `${other.path}.speed`,
      hint: 'select ports of one speed with `interfaces`, or use active-backup',
    },
  ];
}

function withSpeed(port: CabledPort): string {
  return `#${port.index} ${portKey(port.at)} with ${port.speedMbps ?? 0} Mbit/s`;
}

function overlaps(endpoint: IndexedEndpoint, byPorts: readonly (readonly ConnectionUse[])[]): Problem[] {
  const firstUser = new Map<PortIndex, ConnectionUse>();
  return byPorts.flatMap(([use]) => {
    if (use === undefined) return [];
    const shared = use.ports.find(({ index }) => firstUser.has(index));
    for (const { index } of use.ports) if (!firstUser.has(index)) firstUser.set(index, use);
    const other = shared === undefined ? undefined : firstUser.get(shared.index);
    if (shared === undefined || other === undefined) return [];
    return [
      {
        code: 'ports-overlap',
        message: `${endpoint.intent.name}: the connections to ${other.connection.network} (${indexes(other)}) and ${use.connection.network} (${indexes(use)}) share port #${shared.index} without having the same ports`,
        path:
          use.connection.interfaces === undefined ? use.connection.path : `${use.connection.path}.interfaces`,
        hint: 'give both connections the same `interfaces`, or ports that they do not share',
      },
    ];
  });
}

function indexes({ ports }: ConnectionUse): string {
  return ports.map((port) => `#${port.index}`).join(', ');
}

function lowestIndex([use]: readonly ConnectionUse[]): number {
  return use?.ports[0]?.index ?? -1;
}
