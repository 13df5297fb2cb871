/** A switch as the protocols see it, and how one finds the device behind a neighbour. */
import { ifSending } from '../../../virtual/cables.ts';
import type { LacpDevice } from '../../../virtual/lacp.ts';
import type { CabledDevice } from '../../../virtual/running-switch.ts';
import type { Neighbour, VirtualSwitch } from '../../../virtual-switch.ts';
import type { Facts } from './facts.ts';

/** What a switch remembers of its vPC domain; a restart forgets it. */
export interface PairMemory {
  /** The adjacency has formed and the peer-link has been up ever since: it outlives the keepalive. */
  hasFormed: boolean;
  /** Kept until the other role is taken over: a role does not follow its priority while the pair stands. */
  role?: 'primary' | 'secondary';
  /** Since when the domain is configured and the peer was never seen, for auto-recovery. */
  aloneSince?: number;
  /** The port that came up without LACP, by port-channel; `mac port`, since it may be the peer's. */
  readonly delayed: Map<string, string>;
  /** Port-channels whose `lacp mode delay` took effect: it does only when they come up anew. */
  readonly delaying: Set<string>;
}

export interface Device extends CabledDevice, LacpDevice {
  readonly facts: Facts;
  readonly memory: PairMemory;
  /** Whether the vPC domain keeps the port down, as a member of a vPC or as an orphan. */
  readonly isSuspendedByPair: (port: string) => boolean;
}

/** The devices behind the virtual switches of this operating system; those of others are not among them. */
export const devices = new WeakMap<VirtualSwitch, Device>();

/** A memory without anything in it. */
export function blankMemory(): PairMemory {
  return { hasFormed: false, delayed: new Map(), delaying: new Set() };
}

/** Whether the port exists and neither it nor its port-channel is shut. */
export function isAdminUp(device: Device, port: string): boolean {
  const facts = device.facts.interfaces.get(port);
  if (!device.ports.has(port) || facts === undefined || facts.isShut) return false;
  return facts.member === undefined || device.facts.interfaces.get(facts.member.portChannel)?.isShut !== true;
}

/** Whether the port sends light: neither shut nor kept down by the vPC domain. */
export function isTransmitting(device: Device, port: string): boolean {
  return isAdminUp(device, port) && !device.isSuspendedByPair(port);
}

/** What is at the other end of the cable and sends light, if this end does too. */
export function linkedNeighbour(device: Device, port: string): Neighbour | undefined {
  return isTransmitting(device, port) ? ifSending(device.surroundings.neighbour(port)) : undefined;
}
