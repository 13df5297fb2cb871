/**
 * Stage "resolve". In: the typed intent, what the drivers declare, and the values that were given before. Out:
 * the resolved fabric, or all problems at once. Law: the order in which the user wrote things does not matter,
 * and a value once given stays with its owner.
 */
import type { Problem, Warning } from '../errors.ts';
import { forgetful, type Memory } from '../memory.ts';
import type { Allocation, Allocations } from '../model/allocation.ts';
import type { TraitsCatalog } from '../model/driver-traits.ts';
import { compareText } from '../model/ids.ts';
import type { Intent } from '../model/intent.ts';
import type { Attachment, ResolvedFabric, ResolvedNetwork } from '../model/resolved-fabric.ts';
import { compareAllocations, givenValues } from './allocation/given-values.ts';
import { portChannels, type PortChannels } from './allocation/port-channel-allocation.ts';
import { vlanIds, type VlanIds } from './allocation/vlan-allocation.ts';
import { attachmentsInUnit, networkNames, type AttachmentAnswer } from './attachments.ts';
import { bondsOf, bondsOfUnits, unitName, type Bond, type UnitBonds } from './bonds/bonds.ts';
import {
  bondNameProblems,
  mtuProblems,
  nameProblems,
  networkReach,
  type NetworkReach,
} from './carrying-limits.ts';
import { connectionUses, type ConnectionUse } from './connection-ports.ts';
import { groupedBy } from './grouped-by.ts';
import { indexedEndpoint, osIndexProblems, type IndexedEndpoint } from './port-index.ts';
import { groupMembers } from './selector.ts';
import { topology, type Topology } from './units.ts';

/** What resolving gives. */
export interface Resolution {
  /** Absent if there is any problem. */
  readonly fabric?: ResolvedFabric;
  /** Everything that is wrong, with a path in the joined site and no position in a file yet. */
  readonly problems: readonly Problem[];
}

/**
 * The resolved fabric of an intent whose references hold. `given` are the values of earlier runs; those that
 * nobody uses any more stay in the result, blocked for others, until somebody who has read the switches drops them.
 */
export function resolveFabric(
  intent: Intent,
  drivers: TraitsCatalog,
  given: Allocations,
  memory: Memory = forgetful,
): Resolution {
  const { switches, switchPairs, endpoints: named, logicalNetworks } = intent;
  const { name } = intent.fabric;
  const fabric = memory.recall(topology, { fabric: { name }, switches, switchPairs }, drivers);
  const endpoints = memory
    .recallEach(indexedEndpoint, named, (endpoint) => endpoint.name)
    .toSorted((a, b) => compareText(a.intent.name, b.intent.name));
  const attached = attachedBonds({ intent, endpoints, fabric }, memory);
  const perUnit = bondsOfUnits(fabric.units, attached.bonds);
  const reach = networkReach(perUnit, fabric, memory);
  const before = memory.recall(givenValues, given, {
    logicalNetworks,
    endpoints: named,
    switchPairs,
    switches,
  });
  const vlans = vlanIds({ intent, fabric, given: before, reach });
  const numbers = portChannels({ intent, fabric, given: before, perUnit }, memory);
  const networks = resolvedNetworks(intent, vlans, memory);
  const answers = attachments({ fabric, perUnit, numbers, networks }, attached.bonds, memory);
  const problems = problemsOf(
    { intent, fabric, endpoints, attached, reach, vlans, numbers, answers },
    memory,
  );
  if (problems.length > 0) return { problems: condensed(problems) };
  const inUse = [vlans.allocations, ...numbers.map((unit) => unit.allocations)];
  return {
    problems,
    fabric: {
      ...frame(intent),
      units: fabric.units,
      networks,
      endpoints: memory.recall(resolvedEndpoints, endpoints),
      attachments: answers.map(({ attachment }): Attachment => attachment),
      allocations: memory.recall(allAllocations, inUse, before),
      warnings: memory.recall(
        sortedWarnings,
        [vlans, ...numbers, ...answers].map(({ warnings }) => warnings),
      ),
    },
  };
}

interface Stages extends EndpointSources {
  readonly attached: AttachedBonds;
  readonly reach: NetworkReach;
  readonly vlans: VlanIds;
  readonly numbers: readonly PortChannels[];
  readonly answers: readonly AttachmentAnswer[];
}

function problemsOf(stages: Stages, memory: Memory): readonly Problem[] {
  const { intent, fabric, endpoints, attached, reach, vlans, numbers, answers } = stages;
  return [
    ...fabric.problems,
    ...memory.recall(allOsIndexProblems, endpoints),
    ...attached.problems,
    ...vlans.problems,
    ...numbers.flatMap((unit) => unit.problems),
    ...mtuProblems(intent, fabric, reach),
    ...nameProblems(intent, fabric, reach),
    ...attached.nameProblems,
    ...answers.filter((answer) => answer.problems.length > 0).flatMap((answer) => answer.problems),
  ];
}

interface EndpointSources {
  readonly intent: Intent;
  /** By name. */
  readonly endpoints: readonly IndexedEndpoint[];
  readonly fabric: Topology;
}

interface AttachedBonds {
  /** By endpoint name, then group. */
  readonly bonds: readonly Bond[];
  readonly problems: readonly Problem[];
  readonly nameProblems: readonly Problem[];
}

function attachedBonds({ intent, endpoints, fabric }: EndpointSources, memory: Memory): AttachedBonds {
  const groups = groupMembers(intent.endpointGroups, intent.endpoints, memory);
  const byName = memory.recall(endpointsByName, endpoints);
  const { uses, problems: portProblems } = connectionUses(groups.members, byName, memory);
  const using = endpoints.map((endpoint) => ({ endpoint, uses: uses.get(endpoint.intent.name) ?? noUse }));
  const nameOf = ({ endpoint }: EndpointUses): string => endpoint.intent.name;
  const perEndpoint = memory.recallEach(bondsOfEndpoint, using, nameOf, fabric);
  const wrong = perEndpoint.filter((one) => one.problems.length + one.nameProblems.length > 0);
  return {
    bonds: perEndpoint.flatMap(({ bonds }) => bonds),
    problems: [...groups.problems, ...portProblems, ...wrong.flatMap(({ problems }) => problems)],
    nameProblems: wrong.flatMap(({ nameProblems: some }) => some),
  };
}

interface EndpointUses {
  readonly endpoint: IndexedEndpoint;
  readonly uses: readonly ConnectionUse[];
}

const noUse: EndpointUses['uses'] = [];

function endpointsByName(endpoints: readonly IndexedEndpoint[]): ReadonlyMap<string, IndexedEndpoint> {
  return new Map(endpoints.map((endpoint) => [endpoint.intent.name, endpoint]));
}

function bondsOfEndpoint({ endpoint, uses }: EndpointUses, fabric: Topology): AttachedBonds {
  const { bonds, problems } = bondsOf(endpoint, uses, fabric);
  return { bonds, problems, nameProblems: bondNameProblems(bonds, fabric) };
}

interface NumberedUnits {
  readonly fabric: Topology;
  /** In the order of the units, as the numbers are. */
  readonly perUnit: readonly UnitBonds[];
  readonly numbers: readonly PortChannels[];
  readonly networks: readonly ResolvedNetwork[];
}

/** In the order of the bonds. */
function attachments(
  { fabric, perUnit, numbers, networks }: NumberedUnits,
  bonds: readonly Bond[],
  memory: Memory,
): readonly AttachmentAnswer[] {
  const byName = new Map(networks.map((network) => [network.name, network]));
  const names = memory.recallEach(networkNames, perUnit, unitName);
  const numbered = perUnit.map((one, position) => ({
    ...one,
    numbers: numbers[position]?.numbers ?? [],
    networks: (names[position] ?? []).flatMap((name) => byName.get(name) ?? []),
  }));
  const answers = memory.recallEach(attachmentsInUnit, numbered, unitName, fabric);
  const inOrder = new Map(perUnit.map(({ unit }, position) => [unit, answers[position]?.values()]));
  const ordered: AttachmentAnswer[] = [];
  for (const { unit } of bonds) {
    const next = inOrder.get(unit)?.next();
    if (next?.done === false) ordered.push(next.value);
  }
  return ordered;
}

function allOsIndexProblems(endpoints: readonly IndexedEndpoint[]): readonly Problem[] {
  return endpoints.flatMap(osIndexProblems);
}

function resolvedEndpoints(endpoints: readonly IndexedEndpoint[]): ResolvedFabric['endpoints'] {
  return endpoints.map(({ resolved }) => resolved);
}

/** By name. */
function resolvedNetworks(
  { logicalNetworks, fabric }: Intent,
  { byNetwork }: VlanIds,
  memory: Memory,
): readonly ResolvedNetwork[] {
  const known = logicalNetworks
    .toSorted((a, b) => compareText(a.name, b.name))
    .flatMap(({ name, mtuBytes = fabric.mtuBytes }) => {
      const vlan = byNetwork.get(name);
      return vlan === undefined ? [] : [{ name, vlan, mtuBytes }];
    });
  return memory.recallEach(asResolved, known, ({ name }) => name);
}

/** The value that every attachment of the network shares. */
function asResolved(network: ResolvedNetwork): ResolvedNetwork {
  return network;
}

/** What passes through unchanged but for its order. */
function frame({ fabric, switches, endpointGroups }: Intent) {
  const { name, mtuBytes, releasedPorts, keepVlans, stormControl } = fabric;
  return {
    name,
    mtuBytes,
    releasedPorts,
    keepVlans,
    ...(stormControl === undefined ? {} : { stormControl }),
    switches: switches.toSorted((a, b) => compareText(a.hostname, b.hostname)),
    endpointGroups: endpointGroups.map((group) => group.name).sort(compareText),
  };
}

/** Values in use, and those given before that are not in use and not free yet. */
function allAllocations(inUse: readonly Allocations[], before: Allocations): Allocations {
  const all = inUse.flat();
  const used = new Set(all.map(valueKey));
  const idle = before.filter((allocation) => !used.has(valueKey(allocation)));
  return [...all, ...idle].sort(compareAllocations);
}

function valueKey({ kind, scope, value }: Allocation): string {
  return `${kind} ${value} ${scope}`;
}

/** One mistake in a connection of a large group is wrong for every server in it: five of them are enough. */
const mostAlike = 5;

function condensed(problems: readonly Problem[]): readonly Problem[] {
  const alike = groupedBy(problems, ({ code, path }) => `${code} ${path}`);
  return [...alike.values()].flatMap((some) => {
    const left = some.length - mostAlike;
    return some.slice(0, mostAlike).map((problem, position) => {
      const isLast = left > 0 && position === mostAlike - 1;
      return isLast ? { ...problem, message: `${problem.message} (and ${left} more like this)` } : problem;
    });
  });
}

function sortedWarnings(lists: readonly (readonly Warning[])[]): readonly Warning[] {
  return lists.flat().sort(compareWarnings);
}

function compareWarnings(a: Warning, b: Warning): number {
  return compareText(a.code, b.code) || compareText(a.message, b.message);
}
