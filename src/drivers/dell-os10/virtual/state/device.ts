/** A switch as the protocols see it, and how one finds the device behind a neighbour. */
import { ifSending } from '../../../virtual/cables.ts';
import type { LacpDevice } from '../../../virtual/lacp.ts';
import type { CabledDevice } from '../../../virtual/running-switch.ts';
import type { Neighbour, VirtualSwitch } from '../../../virtual-switch.ts';
import type { Facts } from './facts.ts';

/** The one port that forwards for a port-channel without LACP; it may be the peer's. */
export interface FallbackHolder {
  readonly systemMac: string;
  readonly port: string;
}

export interface Device extends CabledDevice, LacpDevice {
  readonly facts: Facts;
  /** By port-channel: since when it has carrier and hears no LACP. */
  readonly silentSince: Map<string, number>;
  /** By port-channel, for those that do not hand over to a better port. */
  readonly fallbackHolders: Map<string, FallbackHolder>;
}

/** The devices behind the virtual switches of this operating system; those of others are not among them. */
export const devices = new WeakMap<VirtualSwitch, Device>();

/** Whether the port sends light: it exists and is not shut. */
export function isTransmitting(device: Device, port: string): boolean {
  return device.ports.has(port) && device.facts.interfaces.get(port)?.isShut === false;
}

/** What is at the other end of the cable and sends light, if this end does too. */
export function linkedNeighbour(device: Device, port: string): Neighbour | undefined {
  return isTransmitting(device, port) ? ifSending(device.surroundings.neighbour(port)) : undefined;
}
