/**
 * Port-channels: what every member says by LACP, which members are bundled, and what becomes of them when
 * nobody at the other end speaks it.
 */
import { byPriority, isAgreedThere, LacpPartners } from '../../../virtual/lacp.ts';
import type { LacpAnnouncement } from '../../../virtual-switch.ts';
import { linkedNeighbour, isTransmitting, type Device } from './device.ts';
import type { InterfaceFacts, MemberFacts } from './facts.ts';

const lacp = new LacpPartners(linkedNeighbour);

/** Whether LACPDUs arrive at the port. */
export const { hearsLacp } = lacp;

/**
 * `bundled`: forwards in the aggregate. `fallback`: forwards for the port-channel without LACP. `individual`:
 * forwards with its own lines. `waiting`: has carrier and hears nothing. `suspended`: hears another
 * aggregate, or the bundle is too small. `down`: no carrier.
 */
export type MemberStatus = 'bundled' | 'fallback' | 'individual' | 'waiting' | 'suspended' | 'down';

export interface PortChannelState {
  readonly isUp: boolean;
  readonly members: ReadonlyMap<string, MemberStatus>;
  readonly isInFallback: boolean;
}

/** System id and key that a port-channel uses; an MLAG has the domain's while the domain is healthy. */
export type Identity = (
  device: Device,
  portChannel: InterfaceFacts,
) => { readonly mac: string; readonly key: number };

/** The system id and key of the switch itself: what every port-channel has that is no MLAG. */
export const ownIdentity: Identity = (device, portChannel) => ({
  mac: device.systemMac,
  key: Number(portChannel.name.replace(/\D/g, '')),
});

/** What the port announces, or undefined where it is in no LACP bundle, shut, or its port-channel is. */
export function announcement(device: Device, port: string, identity: Identity): LacpAnnouncement | undefined {
  const member = lacpMember(device, port);
  if (member === undefined) return undefined;
  const priority = device.facts.lacpSystemPriority;
  return lacp.announcement(device, port, member.facts, { priority, ...identity(device, member.portChannel) });
}

/** The state of a port-channel and its members; undefined where it does not exist. */
export function portChannelState(device: Device, name: string): PortChannelState | undefined {
  const facts = device.facts.interfaces.get(name);
  if (facts === undefined) return undefined;
  const ports = device.facts.members.get(name) ?? [];
  const agreed = new Set(lacp.agreedPorts(device, name));
  const statuses = new Map(ports.map((port) => [port, memberStatus(device, port, facts, agreed)] as const));
  const bundled = ports.filter((port) => statuses.get(port) === 'bundled');
  if (bundled.length > 0 && bundled.length < facts.minLinks) {
    for (const port of bundled) statuses.set(port, 'suspended');
    return { isUp: false, members: statuses, isInFallback: false };
  }
  if (bundled.length > 0) return { isUp: true, members: statuses, isInFallback: false };
  return withFallback(device, facts, statuses);
}

/** Notes for every port-channel with fallback since when its members hear nothing. */
export function observeSilence(device: Device): void {
  for (const [name, facts] of device.facts.interfaces) {
    if (facts.fallback === undefined && !device.silentSince.has(name)) continue;
    const ports = (device.facts.members.get(name) ?? []).filter(
      (port) => linkedNeighbour(device, port) !== undefined,
    );
    const isSilent =
      facts.fallback !== undefined && ports.length > 0 && !ports.some((port) => hearsLacp(device, port));
    if (!isSilent) device.silentSince.delete(name);
    else if (!device.silentSince.has(name)) device.silentSince.set(name, device.now());
  }
}

interface LacpMember {
  readonly facts: MemberFacts;
  readonly portChannel: InterfaceFacts;
}

function lacpMember(device: Device, port: string): LacpMember | undefined {
  const facts = device.facts.interfaces.get(port)?.member;
  const portChannel = facts === undefined ? undefined : device.facts.interfaces.get(facts.portChannel);
  if (facts === undefined || portChannel === undefined || facts.mode === 'on') return undefined;
  return portChannel.isShut || !isTransmitting(device, port) ? undefined : { facts, portChannel };
}

function memberStatus(
  device: Device,
  port: string,
  portChannel: InterfaceFacts,
  agreed: ReadonlySet<string>,
): MemberStatus {
  const neighbour = linkedNeighbour(device, port);
  const mode = device.facts.interfaces.get(port)?.member?.mode;
  if (neighbour === undefined || mode === undefined || portChannel.isShut) return 'down';
  if (mode === 'on') return 'bundled';
  if (!hearsLacp(device, port)) return 'waiting';
  return agreed.has(port) && isAgreedThere(neighbour, mode) ? 'bundled' : 'suspended';
}

/**
 * Fallback after the timeout (SOURCES.md 3.2). `static`: one member, by priority and port id. How that
 * choice spans both members of an MLAG pair is not confirmed; here every switch chooses for itself, so
 * two ports of a bond may be up, and nobody should rely on there being only one.
 */
function withFallback(
  device: Device,
  facts: InterfaceFacts,
  statuses: ReadonlyMap<string, MemberStatus>,
): PortChannelState {
  const since = device.silentSince.get(facts.name);
  const isDue = since !== undefined && device.now() - since >= facts.fallbackTimeoutMs;
  const waiting = byPriority(device, facts.name).filter((port) => statuses.get(port) === 'waiting');
  if (facts.fallback === undefined || !isDue || waiting.length === 0) {
    return { isUp: false, members: statuses, isInFallback: false };
  }
  const members = new Map(statuses);
  const chosen = facts.fallback === 'static' ? waiting.slice(0, 1) : waiting;
  for (const port of chosen) members.set(port, facts.fallback === 'static' ? 'fallback' : 'individual');
  return { isUp: facts.fallback === 'static', members, isInFallback: true };
}
