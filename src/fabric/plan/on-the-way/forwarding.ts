/** Which VLANs every port of a switch lets through, followed through changes of single sections. */
import type { IdRange } from '../../model/ids.ts';
import type { InterfaceFacts, RunningFacts } from '../../model/running-facts.ts';

/** What one port lets through; no VLAN at all where it is shut, empty or its port-channel is. */
export interface PortForwarding {
  /** The port-channel as whose member it forwards; absent: on its own. */
  readonly bond?: number;
  /** Sorted, apart from one another. */
  readonly vlans: readonly IdRange[];
}

const dark: PortForwarding = { vlans: [] };
const everyVlan: readonly IdRange[] = [{ low: 1, high: 4094 }];

/** The facts of a switch in which sections may be exchanged. */
export class Forwarding {
  readonly #ports: Map<string, InterfaceFacts<string>>;
  readonly #bonds: Map<number, InterfaceFacts<number>>;
  readonly #members = new Map<number, Set<string>>();
  readonly #vlans: Set<number>;

  constructor(facts: RunningFacts) {
    this.#ports = new Map(facts.ports.map((port) => [port.id, port]));
    this.#bonds = new Map(facts.portChannels.map((bond) => [bond.id, bond]));
    this.#vlans = new Set(facts.vlans.map(({ id }) => id));
    for (const port of facts.ports) this.#join(port);
  }

  /** What the port lets through; nothing for a port that the configuration does not name. */
  of(port: string): PortForwarding {
    const facts = this.#ports.get(port);
    if (facts === undefined || facts.isShut) return dark;
    if (facts.portChannel === undefined) return { vlans: listed(facts) };
    const bond = this.#bonds.get(facts.portChannel);
    return bond === undefined || bond.isShut ? dark : { bond: bond.id, vlans: listed(bond) };
  }

  /** VLAN 1 always exists. */
  hasVlan(id: number): boolean {
    return id === 1 || this.#vlans.has(id);
  }

  /** Exchanges what some sections say; gives the ports that may let something else through now. */
  exchange(before: RunningFacts, after: RunningFacts): readonly string[] {
    for (const port of before.ports) this.#leave(port);
    for (const { id } of before.portChannels) this.#bonds.delete(id);
    for (const { id } of before.vlans) this.#vlans.delete(id);
    for (const port of after.ports) this.#join(port);
    for (const bond of after.portChannels) this.#bonds.set(bond.id, bond);
    for (const { id } of after.vlans) this.#vlans.add(id);
    const bonds = [...before.portChannels, ...after.portChannels].map(({ id }) => id);
    const ports = [...before.ports, ...after.ports].map(({ id }) => id);
    return [...new Set([...ports, ...bonds.flatMap((id) => [...(this.#members.get(id) ?? [])])])];
  }

  #join(port: InterfaceFacts<string>): void {
    this.#ports.set(port.id, port);
    if (port.portChannel === undefined) return;
    const members = this.#members.get(port.portChannel);
    if (members) members.add(port.id);
    else this.#members.set(port.portChannel, new Set([port.id]));
  }

  #leave({ id, portChannel }: InterfaceFacts<string>): void {
    this.#ports.delete(id);
    if (portChannel !== undefined) this.#members.get(portChannel)?.delete(id);
  }
}

/** The VLANs of a port or port-channel as ranges. */
export function listed({ vlans }: InterfaceFacts<unknown>): readonly IdRange[] {
  return vlans === 'all' ? everyVlan : vlans;
}
