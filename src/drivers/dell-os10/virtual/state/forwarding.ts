/** What really passes a port, given its configuration and the state of its port-channel. */
import { linkedNeighbour, type Device } from './device.ts';
import type { Facts, InterfaceFacts } from './facts.ts';
import { portChannelState } from './port-channel.ts';
import { isDiscoveryPort, vltState } from './vlt.ts';

/** The interface whose lines apply to frames at a port, and what they let through; undefined: nothing. */
export interface Passage {
  readonly facts: InterfaceFacts;
  readonly isUntaggedOnly: boolean;
}

/** A port in fallback carries untagged frames only (SOURCES.md 3.2). */
export function passageOf(device: Device, port: string): Passage | undefined {
  const own = device.facts.interfaces.get(port);
  if (own === undefined || linkedNeighbour(device, port) === undefined) return undefined;
  if (own.member === undefined) return { facts: own, isUntaggedOnly: false };
  const facts = device.facts.interfaces.get(own.member.portChannel);
  const status = portChannelState(device, own.member.portChannel).members.get(port);
  if (facts === undefined || (status !== 'bundled' && status !== 'fallback')) return undefined;
  return { facts, isUntaggedOnly: status === 'fallback' };
}

/** Whether a frame that enters the port, untagged or with that tag, is carried in the VLAN. */
export function carries(device: Device, port: string, vlan: number, tagged: boolean): boolean {
  if (isDiscoveryPort(device, port)) return tagged && isOnPeerLink(device, vlan);
  const passage = passageOf(device, port);
  if (passage === undefined || (tagged && passage.isUntaggedOnly)) return false;
  return tagged
    ? isTagged(device.facts, passage.facts, vlan)
    : untaggedVlan(device.facts, passage.facts) === vlan;
}

/** The VLAN of untagged frames, or undefined where they are dropped. */
export function untaggedVlan(facts: Facts, { mode, untagged }: InterfaceFacts): number | undefined {
  if (mode === 'routed' || untagged === undefined) return undefined;
  return facts.vlans.has(untagged) ? untagged : undefined;
}

/** Whether frames with the tag of the VLAN pass; a shut VLAN interface still does (SOURCES.md 3.4). */
export function isTagged(facts: Facts, { mode, allowed, untagged }: InterfaceFacts, vlan: number): boolean {
  return mode === 'trunk' && vlan !== untagged && allowed.has(vlan) && facts.vlans.has(vlan);
}

/** The link between VLT peers carries every VLAN that exists on both (SOURCES.md 3.1). */
export function isOnPeerLink(device: Device, vlan: number): boolean {
  const peer = vltState(device)?.peer;
  return peer?.facts.vlans.has(vlan) === true && device.facts.vlans.has(vlan);
}
