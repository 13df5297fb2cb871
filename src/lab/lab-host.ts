/** A server or external system of the lab: its ports, its bonds, and which aggregate it settles on. */
import type { LacpAnnouncement } from '../drivers/virtual-switch.ts';
import type { SwitchPort } from '../fabric/model/ids.ts';
import type { PlannedHost } from './lab-plan.ts';

export interface LabHostPort {
  readonly mac: string;
  readonly bond?: number;
  /** Where the cable leads; absent: none is plugged in. */
  readonly at: SwitchPort | undefined;
}

/** What a host needs of the world around it. */
export interface HostWorld {
  /** What the switch port at the other end says by LACP. */
  lacpOf(at: SwitchPort): LacpAnnouncement | undefined;
  /** The cable of a port moved. */
  rewire(host: LabHost, index: number, from: SwitchPort | undefined, to: SwitchPort | undefined): void;
  /** Anything else about the host changed. */
  changed(host: LabHost): void;
}

export class LabHost {
  readonly name: string;
  readonly speaksLldp: boolean;
  #ports: readonly LabHostPort[];
  #isPowered = true;
  #isMute = false;
  #isTalking = false;
  #isSelecting = false;
  readonly #world: HostWorld;

  constructor(plan: PlannedHost, world: HostWorld) {
    this.name = plan.name;
    this.speaksLldp = plan.speaksLldp;
    this.#ports = plan.ports;
    this.#world = world;
  }

  /** By port index. */
  get ports(): readonly LabHostPort[] {
    return this.#ports;
  }

  get isPowered(): boolean {
    return this.#isPowered;
  }

  /** Whether it sends ordinary frames, so that switches learn its MACs. */
  get isTalking(): boolean {
    return this.#isTalking;
  }

  /** Switches the host on or off: without power there is no carrier. */
  setPowered(isPowered: boolean): void {
    this.#isPowered = isPowered;
    this.#world.changed(this);
  }

  /** Keeps the host from sending LACPDUs, as while it boots over the network. */
  setMute(isMute: boolean): void {
    this.#isMute = isMute;
    this.#world.changed(this);
  }

  setTalking(isTalking: boolean): void {
    this.#isTalking = isTalking;
    this.#world.changed(this);
  }

  /** Pulls the cable of a port. */
  unplug(index: number): void {
    this.#move(index, undefined);
  }

  /** Plugs the cable of a port into another switch port, in place of what was there. */
  plug(index: number, at: SwitchPort): void {
    this.#move(index, at);
  }

  /** Whether LACPDUs leave the port. */
  speaksLacp(index: number): boolean {
    return this.#isPowered && !this.#isMute && this.#ports[index]?.bond !== undefined;
  }

  /**
   * Whether the port is in the active aggregate of its bond: ports that hear one system id and key form one,
   * the largest wins, and of equal ones that with the lowest port index.
   */
  hasSelected(index: number): boolean {
    const bond = this.#ports[index]?.bond;
    if (bond === undefined || !this.speaksLacp(index)) return false;
    if (this.#isSelecting) return true;
    this.#isSelecting = true;
    try {
      return this.#selected(bond).includes(index);
    } finally {
      this.#isSelecting = false;
    }
  }

  #selected(bond: number): readonly number[] {
    const aggregates = new Map<string, number[]>();
    for (const [index, port] of this.#ports.entries()) {
      const heard = port.bond !== bond || port.at === undefined ? undefined : this.#world.lacpOf(port.at);
      if (heard === undefined) continue;
      const aggregate = `${heard.systemId}/${heard.key}`;
      aggregates.set(aggregate, [...(aggregates.get(aggregate) ?? []), index]);
    }
    // Ports come by index and the sort is stable, so that equal sizes keep the one with the lowest index first.
    return [...aggregates.values()].sort((a, b) => b.length - a.length)[0] ?? [];
  }

  #move(index: number, to: SwitchPort | undefined): void {
    const port = this.#ports[index];
    if (port === undefined) throw new RangeError(`${this.name} has no port #${index}`);
    this.#ports = this.#ports.map((one, position) => (position === index ? { ...one, at: to } : one));
    this.#world.rewire(this, index, port.at, to);
  }
}
