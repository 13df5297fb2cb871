/**
 * Which ports of which endpoint a connection uses: every cabled one, or those that `interfaces` names by port
 * index or MAC.
 */
import type { Problem } from '../errors.ts';
import type { Memory } from '../memory.ts';
import { compareText } from '../model/ids.ts';
import type { ConnectionIntent, EndpointGroupIntent } from '../model/intent.ts';
import type { CabledPort, IndexedEndpoint } from './port-index.ts';
import type { GroupMembers } from './selector.ts';

/** One connection of one endpoint. */
export interface ConnectionUse {
  /** Name of the endpoint group. */
  readonly group: string;
  readonly connection: ConnectionIntent;
  /** By port index; empty where the endpoint has no cable at all. */
  readonly ports: readonly CabledPort[];
  /** Equal for equal sets of ports of one endpoint. */
  readonly portsKey: string;
}

/** The uses of every endpoint that has one, each list in order of endpoint group and network name. */
export function connectionUses(
  members: readonly GroupMembers[],
  endpoints: ReadonlyMap<string, IndexedEndpoint>,
  memory: Memory,
): ConnectionUses {
  const groups = memory.recallEach(attachedGroup, members, ({ group }) => group.name, endpoints);
  const perGroup = memory.recallEach(usesInGroup, groups, ({ group }) => group.name);
  const uses = new Map<string, readonly ConnectionUse[]>();
  for (const inGroup of perGroup) {
    for (const [endpoint, some] of inGroup.uses) {
      const others = uses.get(endpoint);
      uses.set(endpoint, others === undefined ? some : [...others, ...some]);
    }
  }
  return { uses, problems: perGroup.flatMap(({ problems }) => problems) };
}

interface ConnectionUses {
  /** By name of the endpoint. */
  readonly uses: ReadonlyMap<string, readonly ConnectionUse[]>;
  readonly problems: readonly Problem[];
}

interface AttachedGroup {
  readonly group: EndpointGroupIntent;
  readonly attached: readonly IndexedEndpoint[];
}

function attachedGroup(
  { group, endpoints: names }: GroupMembers,
  endpoints: ReadonlyMap<string, IndexedEndpoint>,
): AttachedGroup {
  return { group, attached: names.flatMap((name) => endpoints.get(name) ?? []) };
}

function usesInGroup({ group: { name: group, connections }, attached }: AttachedGroup): ConnectionUses {
  const uses = new Map<string, ConnectionUse[]>();
  const problems: Problem[] = [];
  for (const connection of connections.toSorted(compareConnections)) {
    problems.push(...foreignMacs(connection, group, attached));
    for (const endpoint of attached) {
      const { ports, portsKey, problems: refusals } = selectPorts(connection, endpoint);
      problems.push(...refusals);
      if (refusals.length > 0) continue;
      const list = uses.get(endpoint.intent.name) ?? [];
      list.push({ group, connection, ports, portsKey });
      uses.set(endpoint.intent.name, list);
    }
  }
  return { uses, problems };
}

/** By what is described, never by where it stands; the path only orders equal ones. */
function compareConnections(a: ConnectionIntent, b: ConnectionIntent): number {
  return (
    compareText(a.network, b.network) ||
    compareText(a.interfaces?.join() ?? '', b.interfaces?.join() ?? '') ||
    Number(a.tagged) - Number(b.tagged) ||
    compareText(a.path, b.path)
  );
}

interface Selection {
  readonly ports: readonly CabledPort[];
  readonly portsKey: string;
  readonly problems: readonly Problem[];
}

function selectPorts(connection: ConnectionIntent, endpoint: IndexedEndpoint): Selection {
  if (connection.interfaces === undefined) return selection(endpoint.cabled, []);
  const problems: Problem[] = [];
  const chosen = new Set<CabledPort>();
  for (const [position, choice] of connection.interfaces.entries()) {
    const path = `${connection.path}.interfaces[${position}]`;
    const port = endpoint.cabled.find((cabled) => cabled.index === choice || cabled.mac === choice);
    if (port !== undefined) chosen.add(port);
    else problems.push(...whyNot(choice, endpoint, path));
  }
  if (chosen.size === 0 && problems.length === 0) problems.push(nothingSelected(connection, endpoint));
  return selection(
    endpoint.cabled.filter((cabled) => chosen.has(cabled)),
    problems,
  );
}

function selection(ports: readonly CabledPort[], problems: readonly Problem[]): Selection {
  return { ports, portsKey: ports.map((port) => port.index).join(','), problems };
}

/** A MAC of another endpoint of the group is no mistake: the list may name the ports of several servers. */
function whyNot(choice: number | string, endpoint: IndexedEndpoint, path: string): Problem[] {
  const name = endpoint.intent.name;
  if (typeof choice === 'number') {
    const count = endpoint.cabled.length;
    const last = count - 1;
    return [
      {
        code: 'index-outside-server',
        message: `${name} has no port #${choice}`,
        path,
        hint:
          count === 0
            ? `${name} has no interface with a cable`
            : `${name} has ${count === 1 ? 'only port #0' : `the ports #0 to #${last}`}`,
      },
    ];
  }
  if (!endpoint.intent.interfaces.some((candidate) => candidate.mac === choice)) return [];
  return [
    {
      code: 'no-cabled-port',
      message: `the interface ${choice} of ${name} has no cable`,
      path,
      hint: 'give the interface a `switch` and a `port`',
    },
  ];
}

function nothingSelected(connection: ConnectionIntent, endpoint: IndexedEndpoint): Problem {
  return {
    code: 'unknown-interface',
    message: `\`interfaces\` selects none of the ports of ${endpoint.intent.name}`,
    path: `${connection.path}.interfaces`,
    hint: 'select by port index, or name a MAC of every server of the endpoint group',
  };
}

function foreignMacs(
  connection: ConnectionIntent,
  group: string,
  attached: readonly IndexedEndpoint[],
): readonly Problem[] {
  if (connection.interfaces?.some((choice) => typeof choice === 'string') !== true) return [];
  const known = new Set(attached.flatMap(({ intent }) => intent.interfaces.map((given) => given.mac)));
  return connection.interfaces.flatMap((choice, position) => {
    if (typeof choice === 'number' || known.has(choice)) return [];
    return [
      {
        code: 'unknown-interface',
        message: `no endpoint of endpoint group ${group} has an interface ${choice}`,
        path: `${connection.path}.interfaces[${position}]`,
        hint: '`twinleaf ports` shows the interfaces of every server',
      },
    ];
  });
}
