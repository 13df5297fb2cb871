/** Port-channels: what every member says by LACP, and which members are bundled with what they hear. */
import type { LacpAnnouncement, Neighbour } from '../../../virtual-switch.ts';
import { compareInterfaces, plainNumber } from '../config/interface-names.ts';
import { isTransmitting, linkedNeighbour, type Device } from './device.ts';
import type { InterfaceFacts, MemberFacts } from './facts.ts';

/** System id and key with which a port-channel speaks. */
export interface Identity {
  readonly mac: string;
  readonly priority: number;
  readonly key: number;
}

/** The identity of the vPC domain for a vPC, else the switch's own (reference section 3.2). */
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
  const { mac, priority, key } = identityOf(device, portChannel);
  return {
    systemId: `${priority},${mac}`,
    key,
    isActive: member.mode === 'active',
    inSync: isInSync(device, port, portChannel.name),
  };
}

/** Whether LACPDUs arrive at the port. */
export function hearsLacp(device: Device, port: string): boolean {
  return partnerOf(device, port) !== undefined;
}

/** The aggregate that the other end belongs to, as one text, or undefined where it says nothing. */
export function partnerOf(device: Device, port: string): string | undefined {
  const neighbour = linkedNeighbour(device, port);
  if (neighbour?.kind === 'host') return neighbour.speaksLacp ? neighbour.name : undefined;
  const heard = neighbour?.switch.lacp(neighbour.port);
  return heard === undefined ? undefined : `${heard.systemId}/${heard.key}`;
}

/** Members by port priority, lowest number first, then by port (IEEE 802.1AX-2020 clause 6.3.4). */
export function byPriority(device: Device, portChannel: string): readonly string[] {
  const priority = (port: string): number => device.facts.interfaces.get(port)?.member?.priority ?? 0;
  return [...(device.facts.members.get(portChannel) ?? [])].sort(
    (a, b) => priority(a) - priority(b) || compareInterfaces(a, b),
  );
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
  const agreed = new Set(agreedPorts(device, portChannel));
  const joined = linked.filter((port) => {
    const mode = device.facts.interfaces.get(port)?.member?.mode ?? 'on';
    const neighbour = linkedNeighbour(device, port);
    return mode === 'on' || (agreed.has(port) && neighbour !== undefined && isAgreedThere(neighbour, mode));
  });
  return { joined, apart: linked.filter((port) => !joined.includes(port)) };
}

/** The members that lead to one and the same aggregate: that of the best port. */
function agreedPorts(device: Device, portChannel: string): readonly string[] {
  const ports = byPriority(device, portChannel);
  const partners = new Map(ports.map((port) => [port, partnerOf(device, port)] as const));
  const chosen = [...partners.values()].find((partner) => partner !== undefined);
  return chosen === undefined ? [] : ports.filter((port) => partners.get(port) === chosen);
}

/** Whether the other end has the port in the same aggregate, and one of the two speaks first. */
function isAgreedThere(neighbour: Neighbour, mode: MemberFacts['mode']): boolean {
  if (neighbour.kind === 'host') return neighbour.selected;
  const heard = neighbour.switch.lacp(neighbour.port);
  return heard?.inSync === true && (heard.isActive || mode === 'active');
}

function isInSync(device: Device, port: string, portChannel: string): boolean {
  if (device.isAnnouncing) return true;
  device.isAnnouncing = true;
  try {
    const agreed = agreedPorts(device, portChannel);
    return agreed.length === 0 || agreed.includes(port);
  } finally {
    device.isAnnouncing = false;
  }
}
