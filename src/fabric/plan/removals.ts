/** What a plan would take away: what was applied and the site no longer names. It needs `--allow-removals`. */
import type { Refusal, Warning } from '../errors.ts';
import { forgetful, type Memory } from '../memory.ts';
import { portKey } from '../model/ids.ts';
import type { Intent } from '../model/intent.ts';
import type { ResolvedFabric } from '../model/resolved-fabric.ts';
import type { AppliedFacts, Removal } from './plan.ts';

/**
 * Applied objects without a successor in the intent; a `renamedFrom` is a successor. An endpoint that is taken out
 * of the last group it was in is listed by itself unless a group goes, which takes its endpoints along.
 */
export function removals(
  applied: AppliedFacts,
  intent: Intent,
  fabric: AttachedFabric,
  memory: Memory = forgetful,
): readonly Removal[] {
  const groups = gone('endpoint-group', applied.endpointGroups, intent.endpointGroups);
  const attached = memory.recall(attachedNames, attachedOf(fabric, memory));
  return [
    ...groups,
    ...(groups.length > 0
      ? []
      : memory.recall(goneEndpoints, applied.portIndexes, intent.endpoints, attached)),
    ...gone('network', applied.networks, intent.logicalNetworks),
    ...gone('pair', applied.pairs, intent.switchPairs),
  ];
}

type AttachedFabric = Pick<ResolvedFabric, 'attachments' | 'endpoints'>;

function attachedOf({ attachments, endpoints }: AttachedFabric, memory: Memory): ResolvedFabric['endpoints'] {
  const names = attachments.map(({ endpoint }) => endpoint);
  return memory.recall(attachedEndpoints, names, endpoints);
}

/** Those that any connection names, by name. */
function attachedEndpoints(
  names: readonly string[],
  endpoints: ResolvedFabric['endpoints'],
): ResolvedFabric['endpoints'] {
  const attached = new Set(names);
  return endpoints.filter(({ name }) => attached.has(name));
}

function attachedNames(endpoints: ResolvedFabric['endpoints']): ReadonlySet<string> {
  return new Set(endpoints.map(({ name }) => name));
}

function goneEndpoints(
  before: AppliedFacts['portIndexes'],
  endpoints: Intent['endpoints'],
  attached: ReadonlySet<string>,
): readonly Removal[] {
  const kept = endpoints.filter(({ name }) => attached.has(name));
  return gone('endpoint', Object.keys(before), kept);
}

interface Named {
  readonly name: string;
  readonly renamedFrom?: string;
}

const consequences = {
  'endpoint-group': 'its ports leave its networks; ports that nothing else names are released',
  endpoint: 'it is in no endpoint group any more, and its ports are released',
  network: 'its VLAN leaves every port and is deleted where nobody else uses it',
  pair: 'its members are planned as single switches; switches that the site does not name stay as they are',
} as const;

function gone(
  kind: Removal['kind'],
  applied: readonly string[],
  intended: readonly Named[],
): readonly Removal[] {
  const known = new Set(intended.flatMap((object) => [object.name, object.renamedFrom ?? object.name]));
  return applied
    .filter((name) => !known.has(name))
    .map((name) => ({
      kind,
      name,
      message: `${kind.replace('-', ' ')} ${name} goes: ${consequences[kind]}`,
    }));
}

/** One refusal that names every removal, unless there is none. */
export function removalRefusals(list: readonly Removal[]): readonly Refusal[] {
  return list.map((removal) => ({
    code: 'guard-allow-removals' as const,
    message: removal.message,
    hint: 'say so with --allow-removals, or keep it under a new name with renamedFrom',
  }));
}

/** A hint where one object of a kind goes and exactly one of that kind comes. */
export function renameHints(
  list: readonly Removal[],
  applied: AppliedFacts,
  intent: Intent,
): readonly Warning[] {
  const arrivals: Readonly<Record<Removal['kind'], readonly string[]>> = {
    // A name that comes instead is that of another machine more often than not.
    endpoint: [],
    'endpoint-group': arrived(applied.endpointGroups, intent.endpointGroups),
    network: arrived(applied.networks, intent.logicalNetworks),
    pair: arrived(applied.pairs, intent.switchPairs),
  };
  return list.flatMap((removal) => {
    const [only, ...others] = arrivals[removal.kind];
    const alone = list.filter((other) => other.kind === removal.kind).length === 1;
    if (only === undefined || others.length > 0 || !alone) return [];
    const message = `${removal.kind} ${removal.name} goes and ${only} comes; if it is the same, write renamedFrom: ${removal.name}`;
    return [{ code: 'renamed-hint' as const, message }];
  });
}

function arrived(applied: readonly string[], intended: readonly Named[]): readonly string[] {
  const known = new Set(applied);
  return intended
    .filter((object) => !known.has(object.name) && object.renamedFrom === undefined)
    .map((object) => object.name);
}

/** What is in applied state once the whole plan has succeeded. */
export function factsAfter(fabric: ResolvedFabric, memory: Memory = forgetful): AppliedFacts {
  return {
    endpointGroups: fabric.endpointGroups,
    networks: fabric.networks.map((network) => network.name),
    pairs: fabric.units.flatMap((unit) => (unit.pair === undefined ? [] : [unit.pair.name])),
    portIndexes: memory.recall(portIndexes, attachedOf(fabric, memory)),
  };
}

function portIndexes(endpoints: ResolvedFabric['endpoints']): AppliedFacts['portIndexes'] {
  return Object.fromEntries(
    endpoints.map(({ name, interfaces }) => [
      name,
      interfaces.flatMap(({ at }) => (at === undefined ? [] : [portKey(at)])),
    ]),
  );
}
