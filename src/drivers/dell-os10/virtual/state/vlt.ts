/**
 * The VLT domain, worked out from what both members are configured to do. The link between them is up only where
 * both have the same domain id and the cabled discovery ports of both are out of L2 (SOURCES.md 3.1).
 */
import { devices, linkedNeighbour, type Device } from './device.ts';
import type { InterfaceFacts } from './facts.ts';

/** Who became primary when the link came up; it stays while the link is up (SOURCES.md 3.1). */
interface Election {
  readonly members: readonly [Device, Device];
  readonly primary: Device;
}

export interface VltState {
  readonly isLinkUp: boolean;
  /** Discovery ports by whether the other end is one too. */
  readonly ports: ReadonlyMap<string, boolean>;
  /** Only while the link is up. */
  readonly peer?: Device;
  readonly role?: 'primary' | 'secondary';
  /** 1 or 2; the switches give it themselves. */
  readonly unitId: number;
  /** What the domain uses towards its servers, lower case with colons. */
  readonly mac: string;
}

const elections = new WeakMap<Device, Election>();

/** The state of the domain as this member sees it; undefined where none is configured. */
export function vltState(device: Device): VltState | undefined {
  const { vlt } = device.facts;
  if (vlt === undefined) return undefined;
  const ports = new Map(vlt.discovery.map((port) => [port, peerBehind(device, port) !== undefined] as const));
  const peer = vltPeer(device);
  if (peer === undefined) {
    elections.delete(device);
    return { isLinkUp: false, ports, unitId: 1, mac: vlt.mac ?? device.systemMac };
  }
  const { primary } = elected(device, peer);
  return {
    isLinkUp: true,
    ports,
    peer,
    role: primary === device ? 'primary' : 'secondary',
    unitId: device.systemMac < peer.systemMac ? 1 : 2,
    mac: vlt.mac ?? primary.systemMac,
  };
}

/** The other member, if at least one link to it is up. */
export function vltPeer(device: Device): Device | undefined {
  for (const port of device.facts.vlt?.discovery ?? []) {
    const peer = peerBehind(device, port);
    if (peer !== undefined) return peer;
  }
  return undefined;
}

/** The member of the same domain behind a discovery port, where both ends of the cable are ready for it. */
function peerBehind(device: Device, port: string): Device | undefined {
  const neighbour = isReady(device, port) ? linkedNeighbour(device, port) : undefined;
  if (neighbour?.kind !== 'switch') return undefined;
  const peer = devices.get(neighbour.switch);
  if (peer === undefined || peer === device || !isReady(peer, neighbour.port)) return undefined;
  return peer.facts.vlt?.domainId === device.facts.vlt?.domainId ? peer : undefined;
}

function isReady({ facts }: Device, port: string): boolean {
  return facts.vlt?.discovery.includes(port) === true && facts.interfaces.get(port)?.mode === 'routed';
}

/** The election that both members still know of; else a new one, by priority and then by system MAC. */
function elected(device: Device, peer: Device): Election {
  const known = elections.get(device);
  if (known !== undefined && known === elections.get(peer) && known.members.includes(peer)) return known;
  const [first, second] = [device, peer].sort(
    (a, b) => priority(a) - priority(b) || (a.systemMac < b.systemMac ? -1 : 1),
  );
  const election: Election = { members: [device, peer], primary: first ?? second ?? device };
  elections.set(device, election);
  elections.set(peer, election);
  return election;
}

function priority({ facts }: Device): number {
  return facts.vlt?.priority ?? 0;
}

/** Whether the port belongs to the link between the members. */
export function isDiscoveryPort({ facts }: Device, port: string): boolean {
  return facts.vlt?.discovery.includes(port) === true;
}

/** The peer's port-channel with the same VLT id, while the link is up. */
export function peerPortChannel(device: Device, vltId: number | undefined): PeerPortChannel | undefined {
  const peer = vltId === undefined ? undefined : vltState(device)?.peer;
  if (peer === undefined) return undefined;
  for (const facts of peer.facts.interfaces.values()) {
    if (facts.name.kind === 'port-channel' && facts.bundle.vltId === vltId) return { peer, facts };
  }
  return undefined;
}

export interface PeerPortChannel {
  readonly peer: Device;
  readonly facts: InterfaceFacts;
}
