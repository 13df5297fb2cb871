/** What is in force before a plan: from the store, or from the marks on the switches where there is no store. */
import type { Allocations } from '../fabric/model/allocation.ts';
import type { IdRange } from '../fabric/model/ids.ts';
import type { Intent } from '../fabric/model/intent.ts';
import { owners } from '../fabric/model/mark.ts';
import type { RunningFacts } from '../fabric/model/running-facts.ts';
import { nothingApplied, type AppliedFabric } from '../fabric/plan/applied-fabric.ts';
import {
  isMarked,
  markedAllocations,
  markedOwnership,
  markedPortIndexes,
  type MarkedSwitch,
} from '../fabric/plan/marked-state.ts';
import type { AppliedFacts } from '../fabric/plan/plan.ts';
import type { FabricState } from './store.ts';

/** The store's word. */
export function appliedFromStore(state: FabricState): AppliedFabric {
  return {
    source: 'store',
    allocations: state.allocations,
    facts: state.facts,
    ownership: new Map(state.switches.map((one) => [one.hostname, one.ownership])),
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

/** A switch pair's name, or the switch's own where it is in none. */
export function unitOf(hostname: string, intent: Intent): string {
  return intent.switchPairs.find((pair) => pair.members.includes(hostname))?.name ?? hostname;
}

/**
 * Allocations without those that nothing needs: no owner in the intent, and no switch that still has the
 * value. Only right when every switch of the fabric has been read.
 */
export function stillNeeded(
  allocations: Allocations,
  intent: Intent,
  facts: ReadonlyMap<string, RunningFacts>,
): Allocations {
  const networks = new Set(
    // A network with an explicit id needs none from earlier; one with `auto` keeps what it was given.
    intent.logicalNetworks
      .filter((network) => network.vlan === 'auto')
      .flatMap((network) => [network.name, network.renamedFrom ?? '']),
  );
  const endpoints = new Set(
    intent.endpoints.flatMap((endpoint) => [endpoint.name, endpoint.renamedFrom ?? '']),
  );
  const vlans = new Set([...facts.values()].flatMap((one) => one.vlans.map((vlan) => vlan.id)));
  const portChannels = new Set(
    [...facts].flatMap(([hostname, one]) =>
      one.portChannels.map(({ id }) => `${unitOf(hostname, intent)} ${String(id)}`),
    ),
  );
  return allocations.filter(({ kind, owner, value, scope }) =>
    kind === 'vlan'
      ? networks.has(owner) || vlans.has(value)
      : endpoints.has(owner.split('/')[0] ?? '') || portChannels.has(`${scope} ${String(value)}`),
  );
}

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
