/** Port-channels: what every member says by LACP, and which members are bundled. */
import { byPriority, isAgreedThere, LacpPartners, type LacpMember } from '../../../virtual/lacp.ts';
import type { LacpAnnouncement } from '../../../virtual-switch.ts';
import { isTransmitting, linkedNeighbour, type Device } from './device.ts';
import type { InterfaceFacts } from './facts.ts';
import { vltState } from './vlt.ts';

const lacp = new LacpPartners(linkedNeighbour);

/** Whether LACPDUs arrive at the port. */
export const { hearsLacp } = lacp;

/**
 * What LACP has made of a member. `bundled`: forwards in the aggregate. `waiting`: has carrier and hears
 * nothing. `suspended`: hears another aggregate, is one too many or one of too few, or is still in L2 by
 * itself. `down`: no carrier.
 */
export type LacpStatus = 'bundled' | 'waiting' | 'suspended' | 'down';

/** What the port announces; undefined where it is in no LACP bundle, shut, or its port-channel is. */
export function announcement(device: Device, port: string): LacpAnnouncement | undefined {
  const member = device.facts.interfaces.get(port)?.member;
  const bundle = member === undefined ? undefined : device.facts.interfaces.get(member.portChannel);
  if (member === undefined || bundle === undefined || member.mode === 'on') return undefined;
  if (bundle.isShut || !isTransmitting(device, port) || !isOutOfL2(device, port)) return undefined;
  const priority = device.facts.lacpSystemPriority;
  return lacp.announcement(device, port, member, { priority, ...identity(device, bundle) });
}

/**
 * A VLT port-channel has the domain's MAC and its VLT id, so that it is one system towards the server; others
 * have the switch's own. The high bit keeps the two kinds of keys apart.
 */
function identity(
  device: Device,
  { name, bundle }: InterfaceFacts,
): { readonly mac: string; readonly key: number } {
  const domain = bundle.vltId === undefined ? undefined : vltState(device);
  if (domain === undefined || bundle.vltId === undefined) {
    return { mac: device.systemMac, key: Number(name.number) };
  }
  return { mac: domain.mac, key: 0x8000 + bundle.vltId };
}

/** Every member of a port-channel in natural order with what LACP has made of it. */
export function lacpStatuses(device: Device, name: string): ReadonlyMap<string, LacpStatus> {
  const bundle = device.facts.interfaces.get(name);
  const ports = device.facts.members.get(name) ?? [];
  if (bundle === undefined) return new Map();
  const agreed = lacp.agreedPorts(device, name);
  const statuses = new Map(ports.map((port) => [port, lacpStatus(device, port, bundle, agreed)] as const));
  const bundled = byPriority(device, name).filter((port) => statuses.get(port) === 'bundled');
  const { minLinks, maxLinks } = bundle.bundle;
  const kept = bundled.length < minLinks ? 0 : maxLinks;
  for (const port of bundled.slice(kept)) statuses.set(port, 'suspended');
  return statuses;
}

function lacpStatus(
  device: Device,
  port: string,
  bundle: InterfaceFacts,
  agreed: readonly string[],
): LacpStatus {
  const neighbour = bundle.isShut ? undefined : linkedNeighbour(device, port);
  if (neighbour === undefined) return 'down';
  const mode = modeOf(device, port);
  if (!isOutOfL2(device, port) || mode === undefined) return 'suspended';
  if (mode === 'on' || (agreed.includes(port) && isAgreedThere(neighbour, mode))) return 'bundled';
  return hearsLacp(device, port) ? 'suspended' : 'waiting';
}

function modeOf({ facts }: Device, port: string): LacpMember['mode'] | undefined {
  return facts.interfaces.get(port)?.member?.mode;
}

/** A member has no L2 lines of its own: it says `no switchport` (SOURCES.md 3.2). */
function isOutOfL2({ facts }: Device, port: string): boolean {
  return facts.interfaces.get(port)?.mode === 'routed';
}
