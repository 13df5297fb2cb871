/** A switch as the protocols see it, and how one finds the device behind a neighbour. */
import type { Neighbour, Surroundings, VirtualSwitch } from '../../../virtual-switch.ts';
import type { Facts } from './facts.ts';

export interface Device {
  readonly facts: Facts;
  /** Physical ports, canonical. */
  readonly ports: ReadonlySet<string>;
  readonly systemMac: string;
  readonly surroundings: Surroundings;
  readonly now: () => number;
  /** Since when a port-channel with fallback has had carrier and heard no LACP; absent: it hears some. */
  readonly silentSince: Map<string, number>;
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
  if (!isTransmitting(device, port)) return undefined;
  const neighbour = device.surroundings.neighbour(port);
  if (neighbour === undefined) return undefined;
  const sends =
    neighbour.kind === 'host' ? neighbour.carrier : neighbour.switch.isTransmitting(neighbour.port);
  return sends ? neighbour : undefined;
}
