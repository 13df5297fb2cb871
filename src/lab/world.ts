/** Cables and hosts of a running lab. All of it can be changed while the lab runs. */
import type { HostNeighbour, Neighbour, Surroundings, VirtualSwitch } from '../drivers/virtual-switch.ts';
import { portKey, type SwitchPort } from '../fabric/model/ids.ts';
import { LabHost } from './lab-host.ts';
import type { LabPlan } from './lab-plan.ts';

type CableEnd =
  | { readonly kind: 'host'; readonly host: LabHost; readonly index: number }
  | { readonly kind: 'switch'; readonly at: SwitchPort };

export class LabWorld {
  /** By name. */
  readonly hosts: ReadonlyMap<string, LabHost>;
  readonly #switches = new Map<string, VirtualSwitch>();
  readonly #ends = new Map<string, CableEnd>();
  readonly #addresses = new Map<string, string>();
  /** Switches without power. */
  readonly #dark = new Set<string>();

  constructor(plan: LabPlan) {
    const lacpOf = (at: SwitchPort): ReturnType<VirtualSwitch['lacp']> =>
      this.#dark.has(at.switch) ? undefined : this.#switches.get(at.switch)?.lacp(at.port);
    const rewire = (
      host: LabHost,
      index: number,
      from: SwitchPort | undefined,
      to: SwitchPort | undefined,
    ): void => {
      this.#rewire({ kind: 'host', host, index }, from, to);
    };
    const changed = (host: LabHost): void => {
      this.#notify(host.ports.flatMap(({ at }) => (at === undefined ? [] : [at.switch])));
    };
    this.hosts = new Map(
      plan.hosts.map((host) => [host.name, new LabHost(host, { lacpOf, rewire, changed })]),
    );
    for (const host of this.hosts.values()) {
      for (const [index, { at }] of host.ports.entries()) {
        if (at !== undefined) this.#ends.set(portKey(at), { kind: 'host', host, index });
      }
    }
    for (const [one, other] of plan.cables) this.connect(one, other);
    for (const { hostname, addresses } of plan.switches) {
      for (const address of addresses) this.#addresses.set(address, hostname);
    }
  }

  /** Puts a switch where its cables end. */
  install(virtual: VirtualSwitch): void {
    this.#switches.set(virtual.hostname, virtual);
  }

  /** What a switch sees of the world. */
  surroundings(hostname: string): Surroundings {
    return {
      neighbour: (port) => this.#neighbour({ switch: hostname, port }),
      answers: (address) => {
        const owner = this.#addresses.get(address);
        return owner !== undefined && !this.#dark.has(owner) && !this.#dark.has(hostname);
      },
    };
  }

  /** Puts a cable between two switch ports, in place of what was plugged in there. */
  connect(one: SwitchPort, other: SwitchPort): void {
    this.disconnect(one);
    this.disconnect(other);
    this.#ends.set(portKey(one), { kind: 'switch', at: other });
    this.#ends.set(portKey(other), { kind: 'switch', at: one });
    this.#notify([one.switch, other.switch]);
  }

  /** Pulls the cable of a switch port at both ends; nothing where none is plugged in. */
  disconnect(at: SwitchPort): void {
    const end = this.#ends.get(portKey(at));
    this.#ends.delete(portKey(at));
    if (end?.kind === 'switch') this.#ends.delete(portKey(end.at));
    if (end?.kind === 'host') end.host.unplug(end.index);
    this.#notify([at.switch, ...(end?.kind === 'switch' ? [end.at.switch] : [])]);
  }

  /** Takes the power of a switch away or gives it back; its neighbours lose the carrier. */
  setPowered(hostname: string, isPowered: boolean): void {
    if (isPowered) this.#dark.delete(hostname);
    else this.#dark.add(hostname);
    this.#notify([...this.#switches.keys()]);
  }

  #neighbour(at: SwitchPort): Neighbour | undefined {
    const end = this.#dark.has(at.switch) ? undefined : this.#ends.get(portKey(at));
    if (end === undefined) return undefined;
    if (end.kind === 'host') return hostNeighbour(end.host, end.index);
    const other = this.#switches.get(end.at.switch);
    if (other === undefined || this.#dark.has(end.at.switch)) return undefined;
    return { kind: 'switch', switch: other, port: end.at.port };
  }

  #rewire(end: CableEnd, from: SwitchPort | undefined, to: SwitchPort | undefined): void {
    if (from !== undefined) this.#ends.delete(portKey(from));
    if (to !== undefined) {
      if (this.#ends.has(portKey(to))) this.disconnect(to);
      this.#ends.set(portKey(to), end);
    }
    this.#notify([from, to].flatMap((at) => (at === undefined ? [] : [at.switch])));
  }

  #notify(hostnames: readonly string[]): void {
    for (const hostname of new Set(hostnames)) this.#switches.get(hostname)?.surroundingsChanged();
  }
}

/** Whether the host has selected the port costs a look at all its ports, so it is worked out only when asked. */
function hostNeighbour(host: LabHost, index: number): HostNeighbour {
  return {
    kind: 'host',
    name: host.name,
    mac: host.ports[index]?.mac ?? '',
    carrier: host.isPowered,
    speaksLacp: host.speaksLacp(index),
    speaksLldp: host.isPowered && host.speaksLldp,
    isTalking: host.isPowered && host.isTalking,
    get selected() {
      return host.hasSelected(index);
    },
  };
}
