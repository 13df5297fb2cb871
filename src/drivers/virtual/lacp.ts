/** Link aggregation as the standard has it, whatever operating system a switch runs (IEEE 802.1AX-2020). */
import type { LacpAnnouncement, Neighbour } from '../virtual-switch.ts';

/** A port's part in a port-channel. */
export interface LacpMember {
  readonly portChannel: string;
  readonly mode: 'active' | 'passive' | 'on';
  /** Numerically lower wins. */
  readonly priority: number;
}

/** What LACP needs to know of a switch. */
export interface LacpDevice {
  readonly facts: {
    readonly interfaces: ReadonlyMap<string, { readonly member?: LacpMember }>;
    /** Members in natural order, by port-channel. */
    readonly members: ReadonlyMap<string, readonly string[]>;
  };
  /** Set while the device works out an announcement, so that two neighbours do not ask each other for ever. */
  isAnnouncing: boolean;
}

/** The members of every port-channel in natural order. */
export function membersByPortChannel(
  interfaces: ReadonlyMap<string, { readonly member?: LacpMember }>,
  compare: (a: string, b: string) => number,
): ReadonlyMap<string, readonly string[]> {
  const members = new Map<string, string[]>();
  for (const [name, { member }] of interfaces) {
    if (member === undefined) continue;
    const group = members.get(member.portChannel) ?? [];
    members.set(member.portChannel, group);
    group.push(name);
  }
  for (const group of members.values()) group.sort(compare);
  return members;
}

/** Members by port priority, lowest number first, then by port, as they stand (clause 6.3.4). */
export function byPriority({ facts }: LacpDevice, portChannel: string): readonly string[] {
  const priority = (port: string): number => facts.interfaces.get(port)?.member?.priority ?? 0;
  return [...(facts.members.get(portChannel) ?? [])].sort((a, b) => priority(a) - priority(b));
}

/** What switches of one operating system hear by LACP, and which ports they would aggregate. */
export class LacpPartners<Device extends LacpDevice> {
  readonly #neighbourAt: (device: Device, port: string) => Neighbour | undefined;

  /** `neighbourAt` gives what stands at the other end and sends light, if this end does, too. */
  constructor(neighbourAt: (device: Device, port: string) => Neighbour | undefined) {
    this.#neighbourAt = neighbourAt;
  }

  /** The aggregate that the other end belongs to, as one text, or undefined where it says nothing. */
  readonly partnerOf = (device: Device, port: string): string | undefined => {
    const neighbour = this.#neighbourAt(device, port);
    if (neighbour?.kind === 'host') return neighbour.speaksLacp ? neighbour.name : undefined;
    const heard = neighbour?.switch.lacp(neighbour.port);
    return heard === undefined ? undefined : `${heard.systemId}/${heard.key}`;
  };

  /** Whether LACPDUs arrive at the port. */
  readonly hearsLacp = (device: Device, port: string): boolean => this.partnerOf(device, port) !== undefined;

  /** The members that lead to one and the same aggregate: that of the best port. */
  agreedPorts(device: Device, portChannel: string): readonly string[] {
    const ports = byPriority(device, portChannel);
    const partners = new Map(ports.map((port) => [port, this.partnerOf(device, port)] as const));
    const chosen = [...partners.values()].find((partner) => partner !== undefined);
    return chosen === undefined ? [] : ports.filter((port) => partners.get(port) === chosen);
  }

  /** What a member announces, with the identity of its port-channel. */
  announcement(
    device: Device,
    port: string,
    { portChannel, mode }: LacpMember,
    { priority, mac, key }: { readonly priority: number; readonly mac: string; readonly key: number },
  ): LacpAnnouncement {
    return {
      systemId: `${priority},${mac}`,
      key,
      isActive: mode === 'active',
      inSync: this.#isInSync(device, port, portChannel),
    };
  }

  #isInSync(device: Device, port: string, portChannel: string): boolean {
    if (device.isAnnouncing) return true;
    device.isAnnouncing = true;
    try {
      const agreed = this.agreedPorts(device, portChannel);
      return agreed.length === 0 || agreed.includes(port);
    } finally {
      device.isAnnouncing = false;
    }
  }
}

/** Whether the other end has the port in the same aggregate, and one of the two speaks first. */
export function isAgreedThere(neighbour: Neighbour, mode: LacpMember['mode']): boolean {
  if (neighbour.kind === 'host') return neighbour.selected;
  const heard = neighbour.switch.lacp(neighbour.port);
  return heard?.inSync === true && (heard.isActive || mode === 'active');
}
