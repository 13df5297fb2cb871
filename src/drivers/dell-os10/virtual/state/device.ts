/** A switch as the protocols see it, and how one finds the device behind a neighbour. */
import type { Neighbour, Surroundings, VirtualSwitch } from '../../../virtual-switch.ts';
import type { Facts } from './facts.ts';

/** The one port that forwards for a port-channel without LACP; it may be the peer's. */
export interface FallbackHolder {
  readonly systemMac: string;
  readonly port: string;
}

export interface Device {
  readonly facts: Facts;
  /** Ports of the hardware, with that for management. */
  readonly ports: ReadonlySet<string>;
  readonly systemMac: string;
  readonly surroundings: Surroundings;
  readonly now: () => number;
  /** By port-channel: since when it has carrier and hears no LACP. */
  readonly silentSince: Map<string, number>;
  /** By port-channel, for those that do not hand over to a better port. */
  readonly fallbackHolders: Map<string, FallbackHolder>;
  /** Set while the device works out an announcement, so that two neighbours do not ask each other for ever. */
  isAnnouncing: boolean;
}

const devices = new WeakMap<VirtualSwitch, Device>();

/** Makes the device behind a virtual switch known to its neighbours. */
export function registerDevice(virtual: VirtualSwitch, device: Device): void {
  devices.set(virtual, device);
}

/** The device behind a switch of this operating system; undefined for one of another. */
export function deviceOf(virtual: VirtualSwitch): Device | undefined {
  return devices.get(virtual);
}

/** Whether the port sends light: it exists and is not shut. */
export function isTransmitting(device: Device, port: string): boolean {
  return device.ports.has(port) && device.facts.interfaces.get(port)?.isShut === false;
}

/** What is at the other end of the cable and sends light, if this end does too. */
export function linkedNeighbour(device: Device, port: string): Neighbour | undefined {
  const neighbour = isTransmitting(device, port) ? device.surroundings.neighbour(port) : undefined;
  if (neighbour === undefined) return undefined;
  const sends =
    neighbour.kind === 'host' ? neighbour.carrier : neighbour.switch.isTransmitting(neighbour.port);
  return sends ? neighbour : undefined;
}
