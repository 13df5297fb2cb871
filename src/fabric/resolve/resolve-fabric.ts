/**
 * Stage "resolve". In: the typed intent, what the drivers declare, and the values that were given before. Out:
 * the resolved fabric, or all problems at once. Law: the order in which the user wrote things does not matter,
 * and a value once given stays with its owner.
 */
import type { Problem, Warning } from '../errors.ts';
import type { Allocation, Allocations } from '../model/allocation.ts';
import type { TraitsCatalog } from '../model/driver-traits.ts';
import { compareText } from '../model/ids.ts';
import type { Intent } from '../model/intent.ts';
import type { Attachment, ResolvedFabric, ResolvedNetwork } from '../model/resolved-fabric.ts';
import { compareAllocations, givenValues } from './allocation/given-values.ts';
import { portChannels } from './allocation/port-channel-allocation.ts';
import { vlanIds, type VlanIds } from './allocation/vlan-allocation.ts';
import { attachmentOf } from './attachments.ts';
import { bondsOf, type Bond } from './bonds/bonds.ts';
import { mtuProblems, nameProblems, networkReach } from './carrying-limits.ts';
import { connectionUses } from './connection-ports.ts';
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
export function resolveFabric(intent: Intent, drivers: TraitsCatalog, given: Allocations): Resolution {
  const fabric = topology(intent, drivers);
  const endpoints = intent.endpoints
    .map(indexedEndpoint)
    .sort((a, b) => compareText(a.intent.name, b.intent.name));
  const attached = attachedBonds(intent, endpoints, fabric);
  const reach = networkReach(attached.bonds, fabric);
  const before = givenValues(given, intent);
  const vlans = vlanIds({ intent, fabric, given: before, reach });
  const numbers = portChannels({ intent, fabric, given: before, bonds: attached.bonds });
  const networks = resolvedNetworks(intent, vlans);
  const answers = attached.bonds.map((bond) =>
    attachmentOf(bond, { fabric, networks, numbers: numbers.byBond }),
  );
  const problems: readonly Problem[] = [
    ...fabric.problems,
    ...endpoints.flatMap(osIndexProblems),
    ...attached.problems,
    ...vlans.problems,
    ...numbers.problems,
    ...mtuProblems(intent, fabric, reach),
    ...nameProblems(intent, fabric, reach, attached.bonds),
    ...answers.flatMap((answer) => answer.problems),
  ];
  if (problems.length > 0) return { problems: condensed(problems) };
  const warnings = [...vlans.warnings, ...numbers.warnings, ...answers.flatMap((answer) => answer.warnings)];
  return {
    problems,
    fabric: {
      ...frame(intent),
      units: fabric.units,
      networks: [...networks.values()],
      endpoints: endpoints.map(({ resolved }) => resolved),
      attachments: answers.map(({ attachment }): Attachment => attachment),
      allocations: allAllocations([...vlans.allocations, ...numbers.allocations], before),
      warnings: warnings.sort(compareWarnings),
    },
  };
}

interface AttachedBonds {
  /** By endpoint name, then group. */
  readonly bonds: readonly Bond[];
  readonly problems: readonly Problem[];
}

function attachedBonds(
  intent: Intent,
  endpoints: readonly IndexedEndpoint[],
  fabric: Topology,
): AttachedBonds {
  const { members, problems: groupProblems } = groupMembers(intent.endpointGroups, intent.endpoints);
  const byName = new Map(endpoints.map((endpoint) => [endpoint.intent.name, endpoint]));
  const { uses, problems: portProblems } = connectionUses(members, byName);
  const perEndpoint = endpoints.map((endpoint) =>
    bondsOf(endpoint, uses.get(endpoint.intent.name) ?? [], fabric),
  );
  return {
    bonds: perEndpoint.flatMap(({ bonds }) => bonds),
    problems: [...groupProblems, ...portProblems, ...perEndpoint.flatMap(({ problems }) => problems)],
  };
}

/** By name. */
function resolvedNetworks(intent: Intent, { byNetwork }: VlanIds): ReadonlyMap<string, ResolvedNetwork> {
  const sorted = intent.logicalNetworks.toSorted((a, b) => compareText(a.name, b.name));
  return new Map(
    sorted.flatMap(({ name, mtuBytes = intent.fabric.mtuBytes }) => {
      const vlan = byNetwork.get(name);
      return vlan === undefined ? [] : [[name, { name, vlan, mtuBytes }] as const];
    }),
  );
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
function allAllocations(inUse: readonly Allocation[], before: Allocations): Allocations {
  const used = new Set(inUse.map(valueKey));
  const idle = before.filter((allocation) => !used.has(valueKey(allocation)));
  return [...inUse, ...idle].sort(compareAllocations);
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

function compareWarnings(a: Warning, b: Warning): number {
  return compareText(a.code, b.code) || compareText(a.message, b.message);
}
