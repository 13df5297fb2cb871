/**
 * Port-channel numbers, unique in each change unit whatever kind of bundle has them: the peer-link's, those given
 * before, then the lowest free ones of `fabric.lagRanges` or `fabric.mlagRanges` in order of endpoint name and group.
 */
import type { Problem, Warning } from '../../errors.ts';
import type { Allocation, Allocations } from '../../model/allocation.ts';
import type { DriverTraits } from '../../model/driver-traits.ts';
import type { Memory } from '../../memory.ts';
import { compareText, inRanges, portChannelId, type PortChannelId } from '../../model/ids.ts';
import type { FabricIntent, Intent } from '../../model/intent.ts';
import { owners } from '../../model/mark.ts';
import type { ChangeUnit } from '../../model/resolved-fabric.ts';
import { unitName, type Bond, type UnitBonds } from '../bonds/bonds.ts';
import { groupedBy } from '../grouped-by.ts';
import type { Topology } from '../units.ts';
import { endpointOfOwner, keptNumbers, ownerOf, portsOf } from './bond-numbers.ts';
import { numberSpace, rangesText, type NumberSpace, type Supply } from './number-space.ts';

/** What port-channel numbers are worked out from. */
export interface PortChannelDemand {
  readonly intent: Intent;
  readonly fabric: Topology;
  /** Under the names that hold now. */
  readonly given: Allocations;
  readonly perUnit: readonly UnitBonds[];
}

/** A bond's number, and its kind after what it has been before was taken into account. */
export interface NumberedBond {
  readonly kind: 'lag' | 'mlag';
  readonly portChannel: PortChannelId;
}

/** The numbers of a unit's bonds that have one; a bond that should have one and is missing has a problem. */
export interface PortChannels {
  /** By position of the bond; undefined where it needs none or there is none left. */
  readonly numbers: readonly (NumberedBond | undefined)[];
  /** In use now: bonds, and peer-links of managed pairs. */
  readonly allocations: Allocations;
  readonly problems: readonly Problem[];
  readonly warnings: readonly Warning[];
}

/** The port-channel numbers of every unit, in the order of the units. */
export function portChannels(demand: PortChannelDemand, memory: Memory): readonly PortChannels[] {
  const { intent, fabric, given, perUnit } = demand;
  const { lagRanges, mlagRanges } = intent.fabric;
  const givenByUnit = memory.recall(byUnit, given, fabric);
  const pairPaths = new Map(intent.switchPairs.map((pair) => [pair.name, pair.path]));
  const demands = perUnit.map(({ unit, bonds }) => ({
    unit,
    bonds,
    traits: fabric.traitsOf(unit.members[0] ?? ''),
    given: givenByUnit.get(unit) ?? [],
    pairPath: pairPaths.get(unit.name) ?? '',
  }));
  return memory.recallEach(numbersInUnit, demands, unitName, { lagRanges, mlagRanges });
}

type NumberRanges = Pick<FabricIntent, 'lagRanges' | 'mlagRanges'>;

interface UnitDemand extends UnitBonds {
  readonly traits: DriverTraits;
  readonly given: Allocations;
  /** Where the pair is described, if the unit is one. */
  readonly pairPath: string;
}

/** A given number counts in every unit that its ports lead to, also after switches were paired or parted. */
function byUnit(given: Allocations, fabric: Topology): ReadonlyMap<ChangeUnit, Allocations> {
  const found = new Map<ChangeUnit, Allocation[]>();
  for (const allocation of given) {
    if (allocation.kind !== 'port-channel') continue;
    const hostnames = (allocation.ports ?? []).map((port) => port.slice(0, port.indexOf('/')));
    const units = new Set(
      hostnames.filter((name) => fabric.hasSwitch(name)).map((name) => fabric.unitOf(name)),
    );
    const named = fabric.unitNamed(allocation.scope);
    if (named !== undefined) units.add(named);
    for (const unit of units) {
      const list = found.get(unit) ?? [];
      list.push(allocation);
      found.set(unit, list);
    }
  }
  return found;
}

function numbersInUnit(demand: UnitDemand, ranges: NumberRanges): PortChannels {
  const space = numberSpace();
  const peerLink = peerLinkNumber(demand, space);
  for (const { value, owner } of demand.given) space.take(value, owner);
  const kept = keptInUnit(demand, space);
  const byBond = new Map<Bond, NumberedBond>();
  const starved = new Map<'lag' | 'mlag', Bond[]>();
  const supplies = {
    lag: supplyOf('lag', ranges, demand),
    mlag: supplyOf('mlag', ranges, demand),
  };
  for (const bond of demand.bonds) {
    const before = kept.get(bond);
    const kind = kindNow(bond, before);
    if (kind === undefined) continue;
    const isKept = before !== undefined && isExpressible(before.value, kind, demand.traits);
    const value = isKept ? before.value : space.takeLowest(supplies[kind], ownerOf(bond));
    if (value !== undefined) byBond.set(bond, { kind, portChannel: portChannelId(value) });
    else starved.set(kind, [...(starved.get(kind) ?? []), bond]);
  }
  return {
    numbers: demand.bonds.map((bond) => byBond.get(bond)),
    allocations: [
      ...peerLink.allocations,
      ...[...byBond].map(([bond, numbered]) => allocationOf(bond, numbered, kept.get(bond))),
    ],
    problems: [
      ...peerLink.problems,
      ...[...starved].map(([kind, bonds]) => rangeFull(kind, bonds, { unit: demand.unit, ranges }, space)),
    ],
    warnings: [...byBond].flatMap(([bond, { kind }]) => legWarnings(bond, kind)),
  };
}

/** Where two units that became one had the same number, the first owner by name keeps it. */
function keptInUnit({ bonds, given }: UnitDemand, space: NumberSpace): ReadonlyMap<Bond, Allocation> {
  const bondsByEndpoint = groupedBy(bonds, (bond) => bond.endpoint.resolved.name);
  const mine = given.filter(({ owner, value }) => space.ownerOf(value) === owner);
  const givenByEndpoint = groupedBy(mine, ({ owner }) => endpointOfOwner(owner));
  const kept = new Map<Bond, Allocation>();
  for (const [endpoint, some] of bondsByEndpoint) {
    const earlier = givenByEndpoint.get(endpoint) ?? [];
    const canKeep = (bond: Bond, allocation: Allocation) => kindNow(bond, allocation) !== undefined;
    for (const [bond, allocation] of keptNumbers(some, earlier, canKeep)) kept.set(bond, allocation);
  }
  return kept;
}

/** The kind a bond has now; undefined where it needs no number. */
function kindNow(bond: Bond, before: Allocation | undefined): 'lag' | 'mlag' | undefined {
  if (bond.mayStayMlag && before !== undefined && wasMlag(bond.unit, before)) return 'mlag';
  return bond.kind === 'lag' || bond.kind === 'mlag' ? bond.kind : undefined;
}

function wasMlag(unit: ChangeUnit, { ports = [] }: Allocation): boolean {
  return unit.members.every((member) => ports.some((port) => port.startsWith(`${member}/`)));
}

/** An MLAG that lost one side keeps its lost ports in what is remembered: by them it stays one. */
function allocationOf(
  bond: Bond,
  { kind, portChannel }: NumberedBond,
  before: Allocation | undefined,
): Allocation {
  const now = portsOf(bond);
  const lost = kind === 'mlag' && bond.kind !== 'mlag' ? lostSide(now, before) : [];
  return {
    kind: 'port-channel',
    scope: bond.unit.name,
    owner: ownerOf(bond),
    value: portChannel,
    ports: [...now, ...lost].sort(compareText),
  };
}

function lostSide(now: readonly string[], before: Allocation | undefined): readonly string[] {
  const sides = new Set(now.map((port) => port.slice(0, port.indexOf('/'))));
  return (before?.ports ?? []).filter((port) => !sides.has(port.slice(0, port.indexOf('/'))));
}

function isExpressible(value: number, kind: 'lag' | 'mlag', { ids }: DriverTraits): boolean {
  const isNumber = inRanges([ids.portChannel], value) && !inRanges(ids.systemPortChannels, value);
  return isNumber && (kind === 'lag' || inRanges([ids.mlag], value));
}

function supplyOf(kind: 'lag' | 'mlag', ranges: NumberRanges, { traits }: UnitDemand): Supply {
  return {
    ranges: kind === 'lag' ? ranges.lagRanges : ranges.mlagRanges,
    isUsable: (value) => isExpressible(value, kind, traits),
  };
}

/** Takes the peer-link's number first: it is the user's or the driver's word and does not move. */
function peerLinkNumber(
  { unit, traits, given, pairPath }: UnitDemand,
  space: NumberSpace,
): Pick<PortChannels, 'allocations' | 'problems'> {
  const { pair } = unit;
  const value = pair?.peerLinkPortChannel;
  if (pair === undefined || value === undefined) return { allocations: [], problems: [] };
  const owner = owners.peerLink(pair.name);
  const path = `${pairPath}.peerLink.lagId`;
  const problems: Problem[] = [];
  if (!isExpressible(value, 'lag', traits)) {
    problems.push({
      code: 'id-not-expressible',
      message: `${pair.name}: ${traits.name} cannot use ${value} as the port-channel of the peer-link`,
      path,
      hint: `choose one from ${traits.ids.portChannel.low} to ${traits.ids.portChannel.high}${systemMade(traits)}`,
    });
  }
  const other = given.find((allocation) => allocation.value === value && allocation.owner !== owner);
  if (other !== undefined) {
    problems.push({
      code: 'duplicate-port-channel',
      message: `${pair.name}: port-channel ${value} belongs to ${other.owner} and cannot be ${owner}'s as well`,
      path,
      hint: 'choose another `peerLink.lagId`; a number of something removed is free once every switch has been read without it',
    });
  }
  space.take(value, owner);
  const ports = pair.members.flatMap((member) => pair.peerLinkPorts.map((port) => `${member}/${port}`));
  const allocation: Allocation = {
    kind: 'port-channel',
    scope: unit.name,
    owner,
    value,
    ports: ports.sort(compareText),
  };
  return { allocations: pair.manage ? [allocation] : [], problems };
}

function systemMade({ ids }: DriverTraits): string {
  const made = ids.systemPortChannels;
  return made.length === 0 ? '' : ` but ${rangesText(made)}, which the switch makes for itself`;
}

function rangeFull(
  kind: 'lag' | 'mlag',
  [first, ...others]: readonly Bond[],
  { unit, ranges }: Pick<UnitDemand, 'unit'> & { readonly ranges: NumberRanges },
  space: NumberSpace,
): Problem {
  const key = kind === 'lag' ? 'lagRanges' : 'mlagRanges';
  const users = space.largestUsers(ranges[key], endpointOfOwner).join(', ');
  const owner = first === undefined ? '' : ownerOf(first);
  const more = others.length === 0 ? '' : ` and ${others.length} more`;
  return {
    code: 'range-full',
    message: `fabric.${key} (${rangesText(ranges[key])}) has no free number in ${unit.name} for ${owner}${more}; largest users: ${users || 'none'}`,
    path: first?.first.connection.path ?? '',
    hint: `add a range to \`fabric.${key}\``,
  };
}

function legWarnings(bond: Bond, kind: 'lag' | 'mlag'): Warning[] {
  if (kind === 'lag') return [];
  const legs = bond.unit.members.map((member) => ({
    member,
    count: bond.ports.filter((port) => port.at.switch === member).length,
  }));
  const [first, second] = legs;
  if (first === undefined || second === undefined || first.count === second.count) return [];
  const counts = legs.map(({ member, count }) => `${count} on ${member}`).join(', ');
  const isOneLegged = first.count === 0 || second.count === 0;
  return [
    isOneLegged
      ? {
          code: 'mlag-one-leg',
          message: `${ownerOf(bond)}: has been on both members of ${bond.unit.name} and stays an MLAG, but its ports are ${counts}`,
        }
      : { code: 'unequal-legs', message: `${ownerOf(bond)}: unequal numbers of ports: ${counts}` },
  ];
}
