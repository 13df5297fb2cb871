/**
 * The server's side of its bonds: the script that `twinleaf hosts --format openvswitch` prints, as the kernel of a lab
 * machine need not have a bonding driver; and addresses, which are the lab's own.
 */
import type { ResolvedFabric } from '../../fabric/model/resolved-fabric.ts';
import { hostSide, type HostPort } from '../../hosts/host-side.ts';
import { openVswitchInterface, openVswitchScript } from '../../hosts/openvswitch.ts';
import { ownMac } from '../lab-plan.ts';

/** One network interface of a server of the lab. */
export interface ServerInterface {
  readonly name: string;
  readonly network: string;
  /** With prefix length. */
  readonly address: string;
}

/** What makes a server a member of its networks. */
export interface ServerSide {
  /** The first is the script, which may be run again and again; the others give the addresses. */
  readonly commands: readonly (readonly string[])[];
  readonly interfaces: readonly ServerInterface[];
}

/** Name of the server's port with that index. */
export function nicName(index: number): string {
  return `nic${String(index)}`;
}

/**
 * The commands and interfaces of a server. Addresses are 10.a.b.n/24 for VLAN 256a+b and the n-th server of the
 * fabric.
 */
export function serverSide(fabric: ResolvedFabric, server: string): ServerSide {
  const number = fabric.endpoints.findIndex(({ name }) => name === server) + 1;
  const side = hostSide(fabric, server);
  // Cables of the lab have names of their own; the script finds their ends by MAC.
  const groups = side.groups.map((group) => ({
    ...group,
    ports: group.ports.map(({ index, at, mac }): HostPort => ({
      index,
      at,
      mac: mac ?? ownMac(server, index),
    })),
  }));
  const vlans = new Map(fabric.networks.map(({ name, vlan }) => [name, vlan] as const));
  const interfaces = groups.flatMap((group) =>
    group.networks.map((network) => ({
      name: openVswitchInterface(group, network),
      network: network.name,
      address: addressIn(vlans.get(network.name) ?? 0, number),
    })),
  );
  return {
    commands: [
      // The ports of the lab are kept from the kernel's own network stack, so the kernel cannot forward for them.
      ['env', 'OVS_DATAPATH=netdev', 'sh', '-c', openVswitchScript({ ...side, groups })],
      ...interfaces.map(({ name, address }) => ['ip', 'address', 'replace', address, 'dev', name]),
    ],
    interfaces,
  };
}

function addressIn(vlan: number, host: number): string {
  return `10.${String(vlan >> 8)}.${String(vlan & 255)}.${String(host)}/24`;
}
