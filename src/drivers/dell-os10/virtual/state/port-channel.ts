/** The state of a port-channel with all that LACP, fallback and VLT make of it. */
import { isTransmitting, linkedNeighbour, type Device } from './device.ts';
import { fallbackPort } from './fallback.ts';
import type { InterfaceFacts } from './facts.ts';
import { lacpStatuses, type LacpStatus } from './lacp.ts';
import { peerPortChannel } from './vlt.ts';

/** `fallback`: forwards for the port-channel without LACP. */
export type MemberStatus = LacpStatus | 'fallback';

export interface PortChannelState {
  readonly isUp: boolean;
  /** In natural order. */
  readonly members: ReadonlyMap<string, MemberStatus>;
}

/** The state of a port-channel; down and empty where it does not exist. */
export function portChannelState(device: Device, name: string): PortChannelState {
  const facts = device.facts.interfaces.get(name);
  if (facts === undefined) return { isUp: false, members: new Map() };
  const statuses = new Map<string, MemberStatus>(lacpStatuses(device, name));
  const isBundled = [...statuses.values()].includes('bundled');
  const fallback = isBundled ? undefined : fallbackPort(device, facts);
  if (fallback !== undefined) statuses.set(fallback, 'fallback');
  return { isUp: isBundled || fallback !== undefined, members: statuses };
}

/** How a VLT port-channel stands on one member. */
export interface VltPort {
  readonly name: string;
  readonly isUp: boolean;
  readonly configured: number;
  readonly active: number;
}

export interface VltPortPair {
  readonly vltId: number;
  readonly local: VltPort;
  /** Absent while the link is down, and where the peer does not have the id. */
  readonly peer?: VltPort;
}

/** The VLT port-channels of a switch by id, each with the peer's. */
export function vltPorts(device: Device): readonly VltPortPair[] {
  const pairs = [...device.facts.interfaces.values()].flatMap((facts) => {
    const { vltId } = facts.bundle;
    if (facts.name.kind !== 'port-channel' || vltId === undefined) return [];
    const other = peerPortChannel(device, vltId);
    const peer = other === undefined ? {} : { peer: vltPort(other.peer, other.facts) };
    return [{ vltId, local: vltPort(device, facts), ...peer }];
  });
  return pairs.sort((a, b) => a.vltId - b.vltId);
}

function vltPort(device: Device, { name }: InterfaceFacts): VltPort {
  const { isUp, members } = portChannelState(device, name.long);
  const active = [...members.values()].filter((status) => status === 'bundled' || status === 'fallback');
  return { name: name.long, isUp, configured: members.size, active: active.length };
}

/** Whether the interface is up: a port by its carrier, a port-channel by its members. */
export function isUp(device: Device, { name, isShut }: InterfaceFacts): boolean {
  if (name.kind === 'port-channel') return portChannelState(device, name.long).isUp;
  if (name.kind === 'mgmt') return !isShut;
  return isTransmitting(device, name.long) && linkedNeighbour(device, name.long) !== undefined;
}
