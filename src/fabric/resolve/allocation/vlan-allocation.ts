/**
 * VLAN ids, unique in the fabric: explicit ones, then those given before, then the lowest free ones of
 * `fabric.vlanRanges` in order of network name.
 */
import type { Problem, Warning } from '../../errors.ts';
import type { Allocation, Allocations } from '../../model/allocation.ts';
import type { DriverTraits } from '../../model/driver-traits.ts';
import { compareText, inRanges, vlanId, type VlanId } from '../../model/ids.ts';
import type { FabricIntent, Intent, LogicalNetworkIntent } from '../../model/intent.ts';
import { owners } from '../../model/mark.ts';
import type { Topology } from '../units.ts';
import { numberSpace, rangesText, type NumberSpace, type Supply } from './number-space.ts';

/** What VLAN ids are worked out from. */
export interface VlanDemand {
  readonly intent: Intent;
  readonly fabric: Topology;
  /** Under the names that hold now. */
  readonly given: Allocations;
  /** Per network, the hostnames it has to pass. */
  readonly reach: ReadonlyMap<string, ReadonlySet<string>>;
}

/** The ids by network name; a network that is in none has a problem. */
export interface VlanIds {
  readonly byNetwork: ReadonlyMap<string, VlanId>;
  /** In use now: networks, and control VLANs of managed pairs. */
  readonly allocations: Allocations;
  readonly problems: readonly Problem[];
  readonly warnings: readonly Warning[];
}

/** The VLAN id of every network. */
export function vlanIds(demand: VlanDemand): VlanIds {
  const { intent, fabric, given } = demand;
  const networks = intent.logicalNetworks.toSorted((a, b) => compareText(a.name, b.name));
  const space = numberSpace();
  const control = controlVlans(fabric);
  for (const { value, owner } of control) space.take(value, owner);
  for (const { kind, value, owner } of given) if (kind === 'vlan') space.take(value, owner);
  const kept = new Map(given.toReversed().flatMap(fabricWide));
  const problems: Problem[] = [];
  const values = new Map<LogicalNetworkIntent, number>();
  for (const network of networks) {
    const value = network.vlan === 'auto' ? kept.get(network.name) : network.vlan;
    if (value === undefined) continue;
    values.set(network, value);
    problems.push(...clash(network, value, space.take(value, network.name), networks));
    problems.push(...unusable(network, value, demand));
  }
  const supply = vlanSupply(intent.fabric, fabric);
  const starved: LogicalNetworkIntent[] = [];
  for (const network of networks.filter((candidate) => !values.has(candidate))) {
    const value = space.takeLowest(supply, network.name);
    if (value === undefined) starved.push(network);
    else values.set(network, value);
  }
  problems.push(...rangeFull(starved, intent.fabric, space));
  return {
    byNetwork: new Map([...values].map(([network, value]) => [network.name, vlanId(value)])),
    allocations: [
      ...[...values].map(([{ name }, value]): Allocation => {
        return { kind: 'vlan', scope: '', owner: owners.network(name), value };
      }),
      ...control.flatMap(({ allocation }) => allocation ?? []),
    ],
    problems,
    warnings: networks.flatMap((network) => outsideRanges(network, intent.fabric)),
  };
}

function fabricWide({ kind, scope, owner, value }: Allocation): (readonly [string, number])[] {
  return kind === 'vlan' && scope === '' ? [[owner, value]] : [];
}

/** A control VLAN is its pair's own affair, so two pairs may have the same; no network may have it. */
function controlVlans({ units }: Topology) {
  return units.flatMap(({ name, pair }) => {
    if (pair?.controlVlan === undefined) return [];
    const owner = owners.control(name);
    const allocation: Allocation = { kind: 'vlan', scope: name, owner, value: pair.controlVlan };
    return [{ owner, value: pair.controlVlan, ...(pair.manage ? { allocation } : {}) }];
  });
}

function clash(
  { name, path }: LogicalNetworkIntent,
  value: number,
  holder: string,
  networks: readonly LogicalNetworkIntent[],
): Problem[] {
  if (holder === name) return [];
  const owner = networks.find((network) => network.name === holder);
  const isNetwork = owner !== undefined;
  // It asks for another one itself, perhaps for the very one that this network had.
  if (owner !== undefined && owner.vlan !== 'auto' && owner.vlan !== value) {
    return [
      {
        code: 'duplicate-vlan',
        message: `VLAN ${value} is still ${holder}'s, which leaves it for ${owner.vlan} in this very run, and cannot be ${name}'s yet`,
        path: `${path}.vlan`,
        hint: `an id is free only when every switch has been read without it: apply ${holder} with VLAN ${owner.vlan} first, and ${name} with VLAN ${value} after that; two networks that swap ids need a third id in between`,
      },
    ];
  }
  return [
    {
      code: 'duplicate-vlan',
      message: `VLAN ${value} belongs to ${holder} and cannot be ${name}'s as well`,
      path: `${path}.vlan`,
      hint: isNetwork || holder.includes('/') ? `choose another id for ${name}` : removedHint(name, holder),
    },
  ];
}

function removedHint(name: string, holder: string): string {
  return `if ${name} was called ${holder} before, say \`renamedFrom: ${holder}\`; otherwise choose another id, since that of ${holder} is free only when every switch has been read without it`;
}

/** What an explicit or kept id fails at: VLAN 1, the fabric, or an operating system on the way. */
function unusable(network: LogicalNetworkIntent, value: number, demand: VlanDemand): Problem[] {
  const path = `${network.path}.vlan`;
  const what = `${network.name}: VLAN ${value}`;
  if (value === 1) {
    return [
      { code: 'reserved-vlan', message: `${what} never passes a port`, path, hint: 'choose an id from 2 on' },
    ];
  }
  if (inRanges(demand.intent.fabric.reservedVlans, value)) {
    const hint = 'choose another id, or take it out of `fabric.reservedVlans`';
    return [{ code: 'reserved-vlan', message: `${what} is reserved by the fabric`, path, hint }];
  }
  return firstSwitchByDriver(demand.reach.get(network.name) ?? [], demand.fabric).flatMap(
    ([traits, hostname]): Problem[] => {
      const problem = refusedBy(traits, value);
      if (problem === undefined) return [];
      const where = `on ${hostname} (${traits.name})`;
      return [
        { code: problem.code, message: `${what} ${problem.why} ${where}`, path, hint: 'choose another id' },
      ];
    },
  );
}

function refusedBy(
  { ids }: DriverTraits,
  value: number,
): (Pick<Problem, 'code'> & { why: string }) | undefined {
  const { low, high } = ids.vlan;
  const reserved = ids.reservedVlans.find(({ range }) => inRanges([range], value));
  if (reserved !== undefined) return { code: 'reserved-vlan', why: `is ${reserved.why}` };
  if (inRanges([ids.vlan], value)) return undefined;
  return { code: 'id-not-expressible', why: `is outside ${low}-${high}, the ids there are` };
}

function firstSwitchByDriver(
  hostnames: Iterable<string>,
  fabric: Topology,
): readonly (readonly [DriverTraits, string])[] {
  const byDriver = new Map<DriverTraits, string>();
  for (const hostname of [...hostnames].sort(compareText)) {
    const traits = fabric.traitsOf(hostname);
    if (!byDriver.has(traits)) byDriver.set(traits, hostname);
  }
  return [...byDriver];
}

/** A new id has to suit every switch of the fabric, since its network may reach any of them later. */
function vlanSupply({ vlanRanges, reservedVlans }: FabricIntent, fabric: Topology): Supply {
  return {
    ranges: vlanRanges,
    isUsable: (value) =>
      value > 1 &&
      !inRanges(reservedVlans, value) &&
      fabric.systems.every(([traits]) => refusedBy(traits, value) === undefined),
  };
}

function rangeFull(
  starved: readonly LogicalNetworkIntent[],
  { vlanRanges }: FabricIntent,
  space: NumberSpace,
): Problem[] {
  const [first, ...others] = starved;
  if (first === undefined) return [];
  const users = space.largestUsers(vlanRanges, (owner) => owner).join(', ');
  const more = others.length === 0 ? '' : ` and ${others.length} more`;
  return [
    {
      code: 'range-full',
      message: `fabric.vlanRanges (${rangesText(vlanRanges)}) has no free VLAN id for ${first.name}${more}; largest users: ${users || 'none'}`,
      path: `${first.path}.vlan`,
      hint: 'add a range to `fabric.vlanRanges`',
    },
  ];
}

function outsideRanges(network: LogicalNetworkIntent, { vlanRanges }: FabricIntent): Warning[] {
  if (network.vlan === 'auto' || inRanges(vlanRanges, network.vlan)) return [];
  return [
    {
      code: 'vlan-outside-ranges',
      message: `${network.name}: VLAN ${network.vlan} is outside fabric.vlanRanges (${rangesText(vlanRanges)})`,
    },
  ];
}
