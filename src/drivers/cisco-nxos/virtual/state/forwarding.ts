/** Which VLANs an interface carries, by its configuration, its port-channel and the vPC domain. */
import { interfaceName } from '../config/interface-names.ts';
import { linkedNeighbour, type Device } from './device.ts';
import type { InterfaceFacts } from './facts.ts';
import { pairState, vpcInterface } from './pair.ts';
import { portChannelState } from './port-channels.ts';

/** The VLAN of untagged frames, or undefined where they are dropped. */
export function untaggedVlan(device: Device, port: InterfaceFacts): number | undefined {
  if (port.mode === 'routed') return undefined;
  const vlan = port.mode === 'access' ? port.accessVlan : port.nativeVlan;
  return isCarriedBy(device, port, vlan) ? vlan : undefined;
}

/** Whether frames of the VLAN pass the interface, tagged or not: it exists, is active and is allowed. */
export function isCarriedBy(device: Device, port: InterfaceFacts, vlan: number): boolean {
  if (device.facts.vlans.get(vlan)?.isActive !== true || !isOn(port, vlan)) return false;
  return port.bundle.vpc === undefined || isCommon(device, port.bundle.vpc, vlan);
}

function isOn(port: InterfaceFacts, vlan: number): boolean {
  if (port.mode === 'routed') return false;
  return port.mode === 'access' ? port.accessVlan === vlan : port.allowedVlans.has(vlan);
}

/** A VLAN of a vPC has to be on both members and on the peer-link, or it is suspended (SOURCES.md 3.2). */
function isCommon(device: Device, vpc: number, vlan: number): boolean {
  const { peer, peerLink } = pairState(device);
  if (peer === undefined) return true;
  const theirs = vpcInterface(peer, vpc);
  const theirLink = pairState(peer).peerLink;
  const isThere =
    peer.facts.vlans.get(vlan)?.isActive === true && (theirs === undefined || isOn(theirs, vlan));
  return isThere && [peerLink, theirLink].every((link) => link !== undefined && isOn(link, vlan));
}

/**
 * The interface whose lines apply to frames at a physical port: its port-channel's while it forwards in it,
 * its own where it is individual or alone; undefined where nothing is forwarded.
 */
export function forwardingInterface(device: Device, port: string): InterfaceFacts | undefined {
  const own = device.facts.interfaces.get(port);
  if (own === undefined || linkedNeighbour(device, port) === undefined) return undefined;
  if (own.member === undefined) return own;
  const state = portChannelState(device, own.member.portChannel);
  const status = state?.members.get(port);
  if (status === 'individual') return own;
  const isInAggregate = state?.isUp === true && (status === 'bundled' || status === 'delayed');
  return isInAggregate ? device.facts.interfaces.get(own.member.portChannel) : undefined;
}

/** Whether a frame that enters the port, untagged or with that tag, is carried in the VLAN. */
export function carries(device: Device, port: string, vlan: number, tagged: boolean): boolean {
  const facts = forwardingInterface(device, port);
  if (facts === undefined) return false;
  if (!tagged) return untaggedVlan(device, facts) === vlan;
  return facts.mode === 'trunk' && isCarriedBy(device, facts, vlan);
}

/** Whether an interface is up, physical or port-channel. */
export function isInterfaceUp(device: Device, facts: InterfaceFacts): boolean {
  const kind = interfaceName(facts.name)?.kind;
  if (facts.isShut) return false;
  if (kind === 'port-channel') return portChannelState(device, facts.name)?.isUp === true;
  return kind === 'mgmt' || linkedNeighbour(device, facts.name) !== undefined;
}
