/** Port-channels: what every member says by LACP, and which members are bundled with what they hear. */
import { byPriority, isAgreedThere, LacpPartners } from '../../../virtual/lacp.ts';
import type { LacpAnnouncement } from '../../../virtual-switch.ts';
import { plainNumber } from '../config/interface-names.ts';
import { isTransmitting, linkedNeighbour, type Device } from './device.ts';
import type { InterfaceFacts } from './facts.ts';

const lacp = new LacpPartners(linkedNeighbour);

/** Whether LACPDUs arrive at the port. */
export const { hearsLacp } = lacp;

/** System id and key with which a port-channel speaks. */
export interface Identity {
  readonly mac: string;
  readonly priority: number;
  readonly key: number;
}

/** The identity of the vPC domain for a vPC, else the switch's own (SOURCES.md 3.2). */
export function identityOf(device: Device, portChannel: InterfaceFacts): Identity {
  const { vpc } = portChannel.bundle;
  const mac = vpcSystemMac(device);
  if (vpc === undefined || mac === undefined) {
    return {
      mac: device.systemMac,
      priority: device.facts.lacpSystemPriority,
      key: plainNumber(portChannel.name),
    };
  }
  // The high bit keeps the key of a vPC apart from that of an ordinary port-channel with that number.
  return { mac, priority: device.facts.vpc.systemPriority, key: 0x8000 + vpc };
}

/**
 * The MAC of the vPC domain with colons, or undefined without one: as configured, else
 * `00:23:04:ee:be:00` plus the domain id, as the real captures show.
 */
export function vpcSystemMac({ facts: { vpc } }: Device): string | undefined {
  if (vpc.domain === undefined) return undefined;
  const digits = vpc.systemMac?.replaceAll('.', '') ?? (0x00_23_04_ee_be_00 + vpc.domain).toString(16);
  return (digits.padStart(12, '0').match(/../g) ?? []).join(':');
}

/** What the port announces, or undefined where it is in no LACP bundle or does not send. */
export function announcement(device: Device, port: string): LacpAnnouncement | undefined {
  const member = device.facts.interfaces.get(port)?.member;
  const portChannel = device.facts.interfaces.get(member?.portChannel ?? '');
  if (member === undefined || member.mode === 'on' || portChannel === undefined) return undefined;
  if (!isTransmitting(device, port)) return undefined;
  return lacp.announcement(device, port, member, identityOf(device, portChannel));
}

/**
 * The members that are in the aggregate: static ones with carrier, and those that agree with the partner of
 * the best port. Members with carrier that are not in it are `apart`.
 */
export function aggregated(
  device: Device,
  portChannel: string,
): { readonly joined: readonly string[]; readonly apart: readonly string[] } {
  const linked = byPriority(device, portChannel).filter(
    (port) => linkedNeighbour(device, port) !== undefined,
  );
  const agreed = new Set(lacp.agreedPorts(device, portChannel));
  const joined = linked.filter((port) => {
    const mode = device.facts.interfaces.get(port)?.member?.mode ?? 'on';
    const neighbour = linkedNeighbour(device, port);
    return mode === 'on' || (agreed.has(port) && neighbour !== undefined && isAgreedThere(neighbour, mode));
  });
  return { joined, apart: linked.filter((port) => !joined.includes(port)) };
}
