/** A virtual Open vSwitch: what it runs, the changes that wait for their confirmation, and what passes its ports. */
import { ifSending } from '../../virtual/cables.ts';
import { systemTimer } from '../../virtual/system-timer.ts';
import type { LacpAnnouncement, Neighbour, VirtualSwitchSetup } from '../../virtual-switch.ts';
import {
  conflictIn,
  hasVlan,
  membersOf,
  printedText,
  readText,
  valueOf,
  type Configuration,
  type Section,
} from './configuration.ts';

/** Sections as they shall be; `undefined` for one that shall be gone. */
export type Sections = ReadonlyMap<string, Section | undefined>;

/** What LACP has made of a member. */
export type MemberStatus = 'bundled' | 'fallback' | 'waiting' | 'suspended' | 'down';

interface Waiting {
  readonly back: Sections;
  readonly callOff: () => void;
}

export class VirtualDevice {
  readonly setup: VirtualSwitchSetup;
  #running: Configuration;
  readonly #waiting = new Map<string, Waiting>();

  constructor(setup: VirtualSwitchSetup) {
    this.setup = setup;
    this.#running = readText(setup.startup);
  }

  get running(): Configuration {
    return this.#running;
  }

  get pending(): readonly string[] {
    return [...this.#waiting.keys()].toSorted();
  }

  hasPort(port: string): boolean {
    return this.setup.ports.includes(port);
  }

  /** Gives why it is refused, or undefined: then it is in force, and taken back after `seconds` if those are given. */
  commit(name: string, sections: Sections, seconds?: number): string | undefined {
    const before = this.#running;
    const after = replaced(before, sections);
    const conflict = conflictIn(after);
    if (conflict !== undefined) return conflict;
    this.#running = after;
    if (seconds !== undefined) {
      const back = new Map([...sections.keys()].map((header) => [header, before.get(header)] as const));
      const schedule = this.setup.schedule ?? systemTimer;
      const callOff = schedule(seconds * 1000, () => this.revert(name));
      this.#waiting.set(name, { back, callOff });
    }
    return undefined;
  }

  /** Whether such a change was waiting; it is in force for good then. */
  confirm(name: string): boolean {
    const waiting = this.#waiting.get(name);
    waiting?.callOff();
    return this.#waiting.delete(name);
  }

  /** Whether such a change was waiting; what it replaced runs again then. */
  revert(name: string): boolean {
    const waiting = this.#waiting.get(name);
    if (waiting === undefined) return false;
    this.#running = replaced(this.#running, waiting.back);
    return this.confirm(name);
  }

  /** The database is on disk at every moment, and a restart takes back what nobody has confirmed. */
  restart(): void {
    for (const name of this.pending) this.revert(name);
  }

  close(): void {
    for (const { callOff } of this.#waiting.values()) callOff();
  }

  printed(): string {
    return printedText(this.#running);
  }

  isTransmitting(port: string): boolean {
    return this.hasPort(port) && this.#port(port)?.has('shut') !== true;
  }

  /** What is at the other end of the cable and sends light, if this end does too. */
  linked(port: string): Neighbour | undefined {
    return this.isTransmitting(port) ? ifSending(this.setup.surroundings.neighbour(port)) : undefined;
  }

  /** Bonds over the pair have its MAC as their system, others that of the switch. */
  lacp(port: string): LacpAnnouncement | undefined {
    const bond = valueOf(this.#port(port), 'member');
    if (bond === undefined || !this.isTransmitting(port)) return undefined;
    const isPaired = this.#running.get(`bond ${bond}`)?.has('mlag') === true;
    const mac = isPaired ? valueOf(this.#running.get('pair'), 'system-mac') : undefined;
    return {
      systemId: `65535,${mac ?? this.setup.systemMac}`,
      key: Number(bond),
      isActive: true,
      inSync: true,
    };
  }

  memberStatus(port: string): MemberStatus {
    const neighbour = this.linked(port);
    if (neighbour === undefined) return 'down';
    const hears =
      neighbour.kind === 'host' ? neighbour.speaksLacp : neighbour.switch.lacp(neighbour.port) !== undefined;
    if (!hears) return this.#fallsBack(port) ? 'fallback' : 'waiting';
    const isAgreed =
      neighbour.kind === 'host' ? neighbour.selected : neighbour.switch.lacp(neighbour.port)?.inSync === true;
    return isAgreed ? 'bundled' : 'suspended';
  }

  /** Whether an untagged frame, or one with that tag, that enters the port is carried in the VLAN. */
  carries(port: string, vlan: number, tagged: boolean): boolean {
    const own = this.#port(port);
    if (own === undefined || this.linked(port) === undefined) return false;
    if (own.has('peer-link')) return tagged && hasVlan(valueOf(this.#running.get('pair'), 'trunk'), vlan);
    const section = this.#switching(port, own);
    if (!tagged) return (valueOf(section, 'access') ?? valueOf(section, 'native')) === String(vlan);
    return valueOf(section, 'native') !== String(vlan) && hasVlan(valueOf(section, 'trunk'), vlan);
  }

  /** Where the VLANs of a port are written: its own section, or that of the bond in which it forwards. */
  #switching(port: string, own: Section): Section | undefined {
    const bond = valueOf(own, 'member');
    if (bond === undefined) return own;
    const forwards = ['bundled', 'fallback'].includes(this.memberStatus(port));
    return forwards ? this.#running.get(`bond ${bond}`) : undefined;
  }

  /** Only the first leg of a bond over the pair has it. */
  #fallsBack(port: string): boolean {
    const bond = valueOf(this.#port(port), 'member') ?? '';
    const section = this.#running.get(`bond ${bond}`);
    if (section?.has('fallback') !== true) return false;
    return !section.has('mlag') || membersOf(this.#running, bond)[0] === port;
  }

  #port(port: string): Section | undefined {
    return this.#running.get(`port ${port}`);
  }
}

function replaced(before: Configuration, sections: Sections): Configuration {
  const after = new Map(before);
  for (const [header, section] of sections) {
    after.delete(header);
    const isThere = section !== undefined && (section.size > 0 || !header.startsWith('port '));
    if (isThere) after.set(header, section);
  }
  return after;
}
