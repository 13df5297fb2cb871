/** What really passes a port, given its configuration and the state of its port-channel. */
import { interfaceName } from '../config/interface-names.ts';
import { linkedNeighbour, type Device } from './device.ts';
import type { InterfaceFacts } from './facts.ts';
import { portChannelState } from './lacp.ts';
import { carriesTagged, untaggedVlan } from './vlan-membership.ts';

/**
 * The interface whose lines apply to frames at a physical port: its port-channel's while it forwards in one
 * or in static fallback, its own otherwise; undefined where nothing is forwarded.
 */
export function forwardingInterface(device: Device, port: string): InterfaceFacts | undefined {
  const own = device.facts.interfaces.get(port);
  if (own === undefined || linkedNeighbour(device, port) === undefined) return undefined;
  if (own.member === undefined) return own;
  const state = portChannelState(device, own.member.portChannel);
  const status = state?.members.get(port);
  if (status === 'individual') return own;
  const isInAggregate = state?.isUp === true && (status === 'bundled' || status === 'fallback');
  return isInAggregate ? device.facts.interfaces.get(own.member.portChannel) : undefined;
}

/** Whether a frame that enters the port, untagged or with that tag, is carried in the VLAN. */
export function carries(device: Device, port: string, vlan: number, tagged: boolean): boolean {
  const facts = forwardingInterface(device, port);
  if (facts === undefined) return false;
  return tagged ? carriesTagged(device.facts, facts, vlan) : untaggedVlan(device.facts, facts) === vlan;
}

/** Whether a bridged interface, physical or port-channel, forwards anything at all. */
export function isForwarding(device: Device, name: string): boolean {
  const facts = device.facts.interfaces.get(name);
  if (facts === undefined || facts.mode === 'routed') return false;
  if (interfaceName(name)?.kind === 'port-channel') return portChannelState(device, name)?.isUp === true;
  return forwardingInterface(device, name) === facts;
}
