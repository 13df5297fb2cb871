/**
 * The vPC domain, worked out from what both members are configured to do. It stands only if both have one
 * domain, the peer-link really connects them and the keepalive was up when it formed (SOURCES.md 3.2).
 */
import { devices, linkedNeighbour, type Device } from './device.ts';
import { aggregated, vpcSystemMac } from './lacp.ts';
import type { InterfaceFacts, Keepalive } from './facts.ts';

export type Role = 'primary' | 'secondary';

export interface PairState {
  /** The feature is on and there is a domain. */
  readonly isEnabled: boolean;
  readonly keepalive: 'alive' | 'failed' | 'not configured';
  readonly peerLink?: InterfaceFacts;
  readonly isPeerLinkUp: boolean;
  /** The other member; only while the adjacency stands. */
  readonly peer?: Device;
  /** Absent: none established. */
  readonly role?: Role;
}

/** The state of the domain as this member sees it. */
export function pairState(device: Device): PairState {
  const peerLink = peerLinkOf(device);
  const isPeerLinkUp = isUp(device, peerLink);
  const isEnabled = isConfigured(device);
  if (!isPeerLinkUp) device.memory.hasFormed = false;
  const peer = adjacentPeer(device);
  const role = isEnabled ? settledRole(device, peer) : undefined;
  return {
    isEnabled,
    keepalive: keepaliveOf(device),
    isPeerLinkUp,
    ...(peerLink === undefined ? {} : { peerLink }),
    ...(peer === undefined ? {} : { peer }),
    ...(role === undefined ? {} : { role }),
  };
}

/** Whether the domain is configured at all. */
export function isConfigured({ facts }: Device): boolean {
  return facts.features.has('vpc') && facts.vpc.domain !== undefined;
}

/** The port-channel that is the peer-link. */
export function peerLinkOf({ facts }: Device): InterfaceFacts | undefined {
  return [...facts.interfaces.values()].find(({ bundle }) => bundle.isPeerLink);
}

/** The port-channel with a vPC number. */
export function vpcInterface({ facts }: Device, vpc: number): InterfaceFacts | undefined {
  return [...facts.interfaces.values()].find(({ bundle }) => bundle.vpc === vpc);
}

function isUp(device: Device, portChannel: InterfaceFacts | undefined): boolean {
  if (portChannel === undefined || portChannel.isShut) return false;
  return aggregated(device, portChannel.name).joined.length >= portChannel.bundle.minLinks;
}

/** The switch at the other end of the peer-link, by the cables alone. */
function cabledPeer(device: Device): Device | undefined {
  const peerLink = peerLinkOf(device);
  for (const port of device.facts.members.get(peerLink?.name ?? '') ?? []) {
    const neighbour = linkedNeighbour(device, port);
    const other = neighbour?.kind === 'switch' ? devices.get(neighbour.switch) : undefined;
    if (other !== undefined && other !== device) return other;
  }
  return undefined;
}

/** The other member, if everything fits at both ends; remembers at both that the adjacency has formed. */
function adjacentPeer(device: Device): Device | undefined {
  const peer = cabledPeer(device);
  if (peer === undefined || cabledPeer(peer) !== device || !isOneDomain(device, peer)) return undefined;
  const both = [device, peer];
  const areLinked = both.every((member) => isUp(member, peerLinkOf(member)));
  const areAlive = both.every((member) => keepaliveOf(member) === 'alive');
  if (!areLinked || !(areAlive || both.every(({ memory }) => memory.hasFormed))) return undefined;
  for (const { memory } of both) {
    memory.hasFormed = true;
    delete memory.aloneSince;
  }
  return peer;
}

function isOneDomain(device: Device, peer: Device): boolean {
  const same = (read: (one: Device) => unknown): boolean => read(device) === read(peer);
  return (
    isConfigured(device) &&
    isConfigured(peer) &&
    same(({ facts }) => facts.vpc.domain) &&
    same(({ facts }) => facts.vpc.systemPriority) &&
    same(vpcSystemMac)
  );
}

/** The keepalive arrives if each end sends to the address that the other sends from. */
function keepaliveOf(device: Device): PairState['keepalive'] {
  const own = device.facts.vpc.keepalive;
  if (own === undefined) return 'not configured';
  const theirs = cabledPeer(device)?.facts.vpc.keepalive;
  const fits = theirs === undefined || (reaches(own, theirs) && reaches(theirs, own));
  return fits && device.surroundings.answers(own.destination) ? 'alive' : 'failed';
}

/** Whether one end sends to where the other sends from, as far as it is told where. */
function reaches(from: Keepalive, to: Keepalive): boolean {
  return to.source === undefined || to.source === from.destination;
}

/**
 * Roles are elected when the adjacency forms: lower role priority, then lower MAC (SOURCES.md 3.2).
 * After that they stay, until the peer is gone in every way or the two have met anew.
 */
function settledRole(device: Device, peer: Device | undefined): Role | undefined {
  const { memory } = device;
  if (peer === undefined) return lonelyRole(device);
  const isSettled =
    memory.role !== undefined && peer.memory.role !== undefined && memory.role !== peer.memory.role;
  if (!isSettled) {
    const wins = memory.role === peer.memory.role ? isBetter(device, peer) : isIncumbent(device, peer);
    memory.role = wins ? 'primary' : 'secondary';
    peer.memory.role = wins ? 'secondary' : 'primary';
  }
  return memory.role;
}

/** One of the two was alone before: it keeps what it had. */
function isIncumbent(device: Device, peer: Device): boolean {
  return device.memory.role === 'primary' || peer.memory.role === 'secondary';
}

function isBetter(device: Device, peer: Device): boolean {
  const [mine, theirs] = [device.facts.vpc.rolePriority, peer.facts.vpc.rolePriority];
  return mine === theirs ? device.systemMac < peer.systemMac : mine < theirs;
}

/** Without the peer-link: a secondary takes over once the keepalive is gone too; auto-recovery takes time. */
function lonelyRole(device: Device): Role | undefined {
  const { memory, facts } = device;
  if (memory.role === 'secondary' && keepaliveOf(device) !== 'alive') memory.role = 'primary';
  if (memory.role !== undefined) return memory.role;
  memory.aloneSince ??= device.now();
  const wait = facts.vpc.autoRecoveryMs;
  if (wait === undefined || keepaliveOf(device) === 'alive' || device.now() - memory.aloneSince < wait)
    return undefined;
  memory.role = 'primary';
  return memory.role;
}
