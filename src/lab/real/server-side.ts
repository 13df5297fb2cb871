/**
 * The server's side of its bonds. The kernel of a lab machine need not have a bonding driver, so a server bonds with
 * Open vSwitch as well: LACP over the legs, one interface for the untagged network and one per tagged network.
 */
import type { Attachment, ResolvedFabric } from '../../fabric/model/resolved-fabric.ts';
import { portKey } from '../../fabric/model/ids.ts';

/** One network interface of a server of the lab. */
export interface ServerInterface {
  readonly name: string;
  readonly network: string;
  /** With prefix length. */
  readonly address: string;
}

/** What makes a server a member of its networks. */
export interface ServerSide {
  readonly commands: readonly (readonly string[])[];
  readonly interfaces: readonly ServerInterface[];
}

/** Name of the server's port with that index. */
export function nicName(index: number): string {
  return `nic${String(index)}`;
}

/**
 * The commands and interfaces of a server. Addresses are the lab's own: 10.a.b.n/24 for VLAN 256a+b and the n-th
 * server of the fabric.
 */
export function serverSide(fabric: ResolvedFabric, server: string): ServerSide {
  const number = fabric.endpoints.findIndex(({ name }) => name === server) + 1;
  const attachments = fabric.attachments.filter(({ endpoint }) => endpoint === server);
  const sides = attachments.map((attachment) => groupSide(fabric, attachment, number));
  return {
    commands: sides.flatMap(({ commands }) => commands),
    interfaces: sides.flatMap(({ interfaces }) => interfaces),
  };
}

function groupSide(fabric: ResolvedFabric, attachment: Attachment, number: number): ServerSide {
  const { group, tagged, untagged } = attachment;
  const bridge = `host${String(group)}`;
  const interfaces = [
    ...(untagged === undefined ? [] : [{ name: bridge, network: untagged }]),
    ...tagged.map((network) => ({ name: `${bridge}.${String(network.vlan)}`, network })),
  ].map(({ name, network }) => ({
    name,
    network: network.name,
    address: `10.${String(network.vlan >> 8)}.${String(network.vlan & 255)}.${String(number)}/24`,
  }));
  const vlanPorts = tagged.flatMap(({ vlan }) => {
    const name = `${bridge}.${String(vlan)}`;
    return [
      '--',
      'add-port',
      bridge,
      name,
      `tag=${String(vlan)}`,
      '--',
      'set',
      'interface',
      name,
      'type=internal',
    ];
  });
  const make = [
    'ovs-vsctl',
    '--timeout=10',
    'add-br',
    bridge,
    '--',
    'set',
    'bridge',
    bridge,
    'datapath_type=netdev',
  ];
  return {
    commands: [
      [...make, ...legs(attachment, bridge, portNames(fabric, attachment)), ...vlanPorts],
      ...interfaces.flatMap(({ name, address }) => [
        ['ip', 'address', 'add', address, 'dev', name],
        ['ip', 'link', 'set', 'dev', name, 'up'],
      ]),
    ],
    interfaces,
  };
}

function legs({ kind, lacpRate }: Attachment, bridge: string, ports: readonly string[]): readonly string[] {
  const [only = ''] = ports;
  if (kind !== 'lag' && kind !== 'mlag') return ['--', 'add-port', bridge, only];
  const lacp = ['lacp=active', `other_config:lacp-time=${lacpRate}`];
  if (ports.length === 1) return ['--', 'add-port', bridge, only, '--', 'set', 'port', only, ...lacp];
  return ['--', 'add-bond', bridge, `${bridge}-bond`, ...ports, 'bond_mode=balance-tcp', ...lacp];
}

function portNames({ endpoints }: ResolvedFabric, { endpoint, members }: Attachment): readonly string[] {
  const interfaces = endpoints.find(({ name }) => name === endpoint)?.interfaces ?? [];
  const indexes = new Map(
    interfaces.flatMap(({ at, index }) => (at && index !== undefined ? [[portKey(at), index] as const] : [])),
  );
  return members.map((member) => nicName(indexes.get(portKey(member)) ?? 0));
}
