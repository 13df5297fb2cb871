/**
 * What connections that meet on one endpoint have to agree on: those that share ports on the redundancy of their bond
 * and on one untagged network at most, those that bring one network over several sets of ports on what it is like.
 */
import type { Problem } from '../../errors.ts';
import type { ConnectionIntent } from '../../model/intent.ts';
import type { ConnectionUse } from '../connection-ports.ts';
import type { IndexedEndpoint } from '../port-index.ts';

/** Problems among connections that share one set of ports, and so one bond. */
export function agreementProblems(
  endpoint: IndexedEndpoint,
  sharing: readonly ConnectionUse[],
): readonly Problem[] {
  return [
    ...disagreements(endpoint, sharing),
    ...duplicates(endpoint, sharing),
    ...untaggedProblems(endpoint, mergedUses(sharing)),
  ];
}

/** One use per network: two endpoint groups may bring the same network in the same way. */
export function mergedUses(sharing: readonly ConnectionUse[]): readonly ConnectionUse[] {
  const seen = new Set<string>();
  return sharing.filter(({ connection }) => {
    const isFirst = !seen.has(connection.network);
    seen.add(connection.network);
    return isFirst;
  });
}

/** A network has to look the same to an endpoint whichever ports and endpoint groups it comes through. */
export function descriptionProblems(
  endpoint: IndexedEndpoint,
  byPorts: readonly (readonly ConnectionUse[])[],
): readonly Problem[] {
  const first = new Map<string, ConnectionUse>();
  return byPorts.flat().flatMap((use) => {
    const { connection } = use;
    const other = first.get(connection.network);
    if (other === undefined) first.set(connection.network, use);
    if (other === undefined || isRepetition(other, use)) return [];
    const key = descriptionKeys.find((candidate) => other.connection[candidate] !== connection[candidate]);
    if (key === undefined) return [];
    return [
      {
        code: 'network-described-differently',
        message: `${endpoint.intent.name}: the network ${connection.network} comes through ${through(other)} and ${through(use)} with different \`${yamlKeys[key]}\``,
        path: `${connection.path}.${yamlKeys[key]}`,
        hint: 'describe the network in the same way in both connections',
      },
    ];
  });
}

const descriptionKeys = ['tagged', 'mtuBytes', 'providesDefaultRoute', 'disableAutoIpAllocation'] as const;
const yamlKeys: Readonly<Record<(typeof descriptionKeys)[number], string>> = {
  tagged: 'tagged',
  mtuBytes: 'mtu',
  providesDefaultRoute: 'providesDefaultRoute',
  disableAutoIpAllocation: 'disableAutoIpAllocation',
};

function through({ group, ports }: ConnectionUse): string {
  return `${group} (${ports.map((port) => `#${port.index}`).join(', ')})`;
}

/** The same group brings the same network to the same ports twice, which is reported as such. */
function isRepetition(a: ConnectionUse, b: ConnectionUse): boolean {
  return a.group === b.group && a.portsKey === b.portsKey;
}

function disagreements(endpoint: IndexedEndpoint, sharing: readonly ConnectionUse[]): Problem[] {
  const [first, ...others] = sharing;
  if (first === undefined) return [];
  return others.flatMap((use) => {
    const topic = topics.find(({ value }) => value(use.connection) !== value(first.connection));
    if (topic === undefined) return [];
    return [
      {
        code: 'redundancy-disagrees',
        message: `${endpoint.intent.name}: the connections to ${first.connection.network} and ${use.connection.network} share ports but not the ${topic.name} (${topic.value(first.connection)} and ${topic.value(use.connection)})`,
        path: `${use.connection.path}.${topic.key}`,
        hint: 'connections that share ports share one bond; describe it in the same way in all of them',
      },
    ];
  });
}

interface Topic {
  readonly key: string;
  readonly name: string;
  readonly value: (connection: ConnectionIntent) => string;
}

const topics: readonly Topic[] = [
  {
    key: 'redundancy',
    name: 'redundancy mode',
    value: ({ redundancy }) => redundancy.mode ?? 'active-active',
  },
  {
    key: 'redundancy',
    name: 'redundancy implementation',
    value: ({ redundancy }) => redundancy.implementation ?? 'left out',
  },
  { key: 'lacpRate', name: 'LACP rate', value: (connection) => connection.lacpRate },
  { key: 'fallback', name: 'fallback', value: (connection) => connection.fallback },
  {
    key: 'fallbackNetwork',
    name: 'fallback network',
    value: (connection) => connection.fallbackNetwork ?? 'none given',
  },
];

function duplicates(endpoint: IndexedEndpoint, sharing: readonly ConnectionUse[]): Problem[] {
  return sharing.flatMap(({ group, connection }, position) => {
    const isAgain = sharing
      .slice(0, position)
      .some((other) => other.group === group && other.connection.network === connection.network);
    if (!isAgain) return [];
    return [
      {
        code: 'duplicate-connection',
        message: `${endpoint.intent.name}: endpoint group ${group} connects the network ${connection.network} to the same ports twice`,
        path: connection.path,
        hint: 'remove one of the two, or give them different `interfaces`',
      },
    ];
  });
}

function untaggedProblems(endpoint: IndexedEndpoint, uses: readonly ConnectionUse[]): Problem[] {
  const [first, ...others] = uses.filter(({ connection }) => !connection.tagged);
  if (first === undefined) return [];
  return others.map(({ connection }) => ({
    code: 'two-untagged-networks',
    message: `${endpoint.intent.name}: ${first.connection.network} and ${connection.network} are both untagged on the same ports`,
    path: `${connection.path}.tagged`,
    hint: 'at most one network of a bond is untagged; say `tagged: true` on the others',
  }));
}
