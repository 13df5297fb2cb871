/** What is in force before a plan: from the store, or from the marks on the switches where there is no store. */
import type { Allocation, Allocations } from '../../fabric/model/allocation.ts';
import type { IdRange } from '../../fabric/model/ids.ts';
import type { Intent } from '../../fabric/model/intent.ts';
import { owners } from '../../fabric/model/mark.ts';
import type { Ownership } from '../../fabric/model/ownership.ts';
import type { RunningFacts } from '../../fabric/model/running-facts.ts';
import { nothingApplied, type AppliedFabric } from '../../fabric/plan/applied-fabric.ts';
import {
  isMarked,
  markedAllocations,
  markedOwnership,
  markedPortIndexes,
  type MarkedSwitch,
} from '../../fabric/plan/ownership/marked-state.ts';
import type { AppliedFacts } from '../../fabric/plan/plan.ts';
import type { FabricState } from '../store.ts';

/** The store's word. */
export function appliedFromStore(state: FabricState): AppliedFabric {
  return {
    source: 'store',
    allocations: state.allocations,
    facts: state.facts,
    ownership: new Map(state.switches.map((one) => [one.hostname, one.ownership])),
    savesOwed: state.switches.filter((one) => one.saveOwed).map((one) => one.hostname),
  };
}

/** The marks' word; nothing is applied where there is no mark. */
export function appliedFromMarks(facts: ReadonlyMap<string, RunningFacts>, intent: Intent): AppliedFabric {
  const marked = markedSwitches(facts, intent);
  if (!marked.some((one) => isMarked(one.facts))) return nothingApplied;
  const allocations = markedAllocations(marked, intent);
  return {
    source: 'marks',
    allocations,
    facts: markedFacts(marked, intent, allocations),
    ownership: new Map(marked.map((one) => [one.hostname, markedOwnership(one.facts)])),
    savesOwed: [],
  };
}

/** A network is in force where its VLAN is marked, a group where all its networks are, a pair where its domain is. */
function markedFacts(
  marked: readonly MarkedSwitch[],
  intent: Intent,
  allocations: Allocations,
): AppliedFacts {
  const vlanOwners = new Set(allocations.filter(({ kind }) => kind === 'vlan').map(({ owner }) => owner));
  const networks = [...vlanOwners].filter((owner) => !owner.includes('/'));
  const groups = intent.endpointGroups.filter((group) =>
    group.connections.every((connection) => vlanOwners.has(owners.network(connection.network))),
  );
  const withDomain = new Set(
    marked.filter((one) => markedOwnership(one.facts).pairDomain).map((one) => one.unit),
  );
  return {
    endpointGroups: groups.map((group) => group.name).sort(),
    networks: networks.sort(),
    pairs: intent.switchPairs
      .map((pair) => pair.name)
      .filter((pair) => withDomain.has(pair))
      .sort(),
    portIndexes: markedPortIndexes(marked, intent),
  };
}

function markedSwitches(facts: ReadonlyMap<string, RunningFacts>, intent: Intent): readonly MarkedSwitch[] {
  return [...facts].map(([hostname, one]) => ({ hostname, unit: unitOf(hostname, intent), facts: one }));
}

/** Names of the pairs of all switches that are in one. */
function unitsBySwitch({ switchPairs }: NamedObjects): ReadonlyMap<string, string> {
  return new Map(
    switchPairs.flatMap(({ name, members }) => members.map((member) => [member, name] as const)),
  );
}

/** A switch pair's name, or the switch's own where it is in none. */
export function unitOf(hostname: string, intent: Intent): string {
  return intent.switchPairs.find((pair) => pair.members.includes(hostname))?.name ?? hostname;
}

/**
 * Allocations without those that nothing needs. A value that no switch has is free again where its owner is
 * gone, or has another value of that kind that a switch does have. Every switch of the site must have been read.
 */
export function stillNeeded(
  { allocations, ownership }: Pick<AppliedFabric, 'allocations' | 'ownership'>,
  intent: NamedObjects,
  facts: ReadonlyMap<string, RunningFacts>,
): Allocations {
  const owned = namesIn(intent);
  const unread = new Map([...ownership].filter(([hostname]) => !facts.has(hostname)));
  const onSwitches = new Set([...valuesOn(facts, intent), ...valuesOwned(unread, intent)]);
  const isOnSwitch = (one: Allocation): boolean => onSwitches.has(valueKey(one.kind, one.scope, one.value));
  const settled = new Set(allocations.filter(isOnSwitch).map(ownerKey));
  return allocations.filter((one) => isOnSwitch(one) || (owned(one) && !settled.has(ownerKey(one))));
}

/** Whether the owner of an allocation is in the intent, under its name or the one it had before. */
function namesIn(intent: NamedObjects): (allocation: Allocation) => boolean {
  const names = (named: readonly { name: string; renamedFrom?: string }[]): ReadonlySet<string> =>
    new Set(named.flatMap((one) => [one.name, one.renamedFrom ?? one.name]));
  const networks = names(intent.logicalNetworks);
  const others = names([...intent.endpoints, ...intent.switchPairs]);
  return ({ owner }) => networks.has(owner) || others.has(owner.split('/')[0] ?? '');
}

function valuesOn(facts: ReadonlyMap<string, RunningFacts>, intent: NamedObjects): ReadonlySet<string> {
  const units = unitsBySwitch(intent);
  return new Set(
    [...facts].flatMap(([hostname, one]) => {
      const unit = units.get(hostname) ?? hostname;
      return [
        ...one.vlans.flatMap(({ id }) => [valueKey('vlan', '', id), valueKey('vlan', unit, id)]),
        ...one.portChannels.map(({ id }) => valueKey('port-channel', unit, id)),
      ];
    }),
  );
}

/** A switch that the site no longer names was not read, and still has what it was left with. */
function valuesOwned(ownership: ReadonlyMap<string, Ownership>, intent: NamedObjects): readonly string[] {
  const units = unitsBySwitch(intent);
  return [...ownership].flatMap(([hostname, one]) => {
    const unit = units.get(hostname) ?? hostname;
    return [
      ...one.vlans.flatMap((id) => [valueKey('vlan', '', id), valueKey('vlan', unit, id)]),
      ...one.portChannels.map((id) => valueKey('port-channel', unit, id)),
    ];
  });
}

function valueKey(kind: Allocation['kind'], scope: string, value: number): string {
  return `${kind} ${scope} ${String(value)}`;
}

function ownerKey({ kind, scope, owner }: Allocation): string {
  return `${kind} ${scope} ${owner}`;
}

/** Which names are in force, and which switches are in one unit. */
export type NamedObjects = Pick<Intent, 'logicalNetworks' | 'endpoints' | 'switchPairs'>;

/** The intent with the VLANs that switches take for themselves among the reserved ones. */
export function withInternalVlans(intent: Intent, facts: ReadonlyMap<string, RunningFacts>): Intent {
  const internal = [...facts.values()].flatMap((one): readonly IdRange[] =>
    one.internalVlans === undefined ? [] : [one.internalVlans],
  );
  if (internal.length === 0) return intent;
  const distinct = [
    ...new Map(internal.map((range) => [`${String(range.low)}-${String(range.high)}`, range])).values(),
  ];
  return {
    ...intent,
    fabric: { ...intent.fabric, reservedVlans: [...intent.fabric.reservedVlans, ...distinct] },
  };
}
