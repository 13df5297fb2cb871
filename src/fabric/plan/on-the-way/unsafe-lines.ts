/**
 * Input: what runs, what it shall become, and the lines between the two. Output: the lines after which one of
 * the laws of the way is broken. Where a line is in force as it is typed they hold after every line; in a
 * candidate, after every commit of it.
 *
 * - No leak: a port lets a VLAN through only if it does so before the change or after it. A trunk may have less
 *   than its old list, or its old and its new one together while one follows the other; a trunk that has no list
 *   yet passes every VLAN, and a port whose VLAN is not set yet passes VLAN 1, which neither side may want.
 * - Not opened early: what a port lets through it lets through in the way it does before or after, on its own or
 *   as a member of that port-channel. So it is shut or empty while it moves from one to the other: a member that
 *   has its VLANs before it has joined, or keeps them after it has left, forwards without LACP.
 * - VLANs first: a list names a VLAN only once that VLAN exists.
 * - It arrives: after the last line every port lets through what it is to let through.
 */
import { compareText } from '../../model/ids.ts';
import type { IdRange } from '../../model/ids.ts';
import type { RunningFacts } from '../../model/running-facts.ts';
import type { ConfigLine, ConfigTree } from '../../remediation/config-tree.ts';
import { eachId, idsWithout, joinedIds, writeIdList } from '../../remediation/lines/id-list.ts';
import { ReplayedConfig } from '../../remediation/replay/replayed-config.ts';
import { untouchedSection } from '../../remediation/target-tree.ts';
import type { OperatingSystem } from '../operating-system.ts';
import { numberedStages, type NumberedLine } from './change-stages.ts';
import { Forwarding, listed, type PortForwarding } from './forwarding.ts';

export type Law = 'no-leak' | 'not-opened-early' | 'vlans-first' | 'arrives';

/** A line after which a law is broken. */
export interface UnsafeLine {
  /** From 1, among the lines of the change. */
  readonly line: number;
  readonly text: string;
  readonly law: Law;
  /** Port, or port-channel in words. */
  readonly subject: string;
  /** In words, without the switch and the line. */
  readonly message: string;
}

/** One state of a switch. */
export interface SwitchState {
  readonly tree: ConfigTree;
  readonly facts: RunningFacts;
}

/** What is asked of the operating system. */
export type SafetyTraits = Pick<OperatingSystem, 'rules' | 'readFacts' | 'change'>;

/** Every law that is broken, once per law and subject, in the order of the lines. */
export function unsafeLines(
  from: SwitchState,
  to: SwitchState,
  commands: readonly string[],
  os: SafetyTraits,
): readonly UnsafeLine[] {
  if (commands.length === 0) return [];
  const walk = new Walk(from, to, os);
  for (const stage of numberedStages(commands, os.change)) {
    for (const line of stage) {
      walk.type(line);
      if (!os.change.isCandidate) walk.check();
    }
    walk.check();
  }
  walk.arrive();
  return walk.broken;
}

/** The way from one state to the other, line by line. */
class Walk {
  readonly broken: UnsafeLine[] = [];
  readonly #os: SafetyTraits;
  readonly #replayed: ReplayedConfig;
  readonly #now: Forwarding;
  readonly #old: Forwarding;
  readonly #new: Forwarding;
  /** By header: what its section said when it was last looked at. */
  readonly #known = new Map<string, RunningFacts>();
  readonly #from: ReadonlyMap<string, ConfigLine>;
  readonly #to: ReadonlySet<string>;
  /** Ports that the target says something of. */
  readonly #mentioned: ReadonlySet<string>;
  /** Headers of sections that changed since the last look, each with the line that changed it last. */
  readonly #pending = new Map<string, NumberedLine>();
  /** Every port that a line has touched, with the last one that did. */
  readonly #touched = new Map<string, NumberedLine>();

  constructor(from: SwitchState, to: SwitchState, os: SafetyTraits) {
    this.#os = os;
    this.#replayed = new ReplayedConfig(from.tree, os.rules);
    this.#now = new Forwarding(from.facts);
    this.#old = new Forwarding(from.facts);
    this.#new = new Forwarding(to.facts);
    this.#from = new Map(from.tree.map((section) => [section.text, section]));
    this.#to = new Set(to.tree.map(({ text }) => text));
    this.#mentioned = new Set(to.facts.ports.map(({ id }) => id));
  }

  type(line: NumberedLine): void {
    for (const header of this.#replayed.type(line.text)) {
      if (!this.#known.has(header)) this.#known.set(header, this.#atFirst(header));
      this.#pending.set(header, line);
    }
  }

  /** Looks at what changed since the last look. */
  check(): void {
    const changed = [...this.#pending].map(([header, line]) => ({ line, ...this.#exchanged(header) }));
    this.#pending.clear();
    for (const { line, ports, before, after } of changed) {
      for (const port of ports) {
        this.#touched.set(port, line);
        this.#checkPort(port, line);
      }
      this.#checkLists(before, after, line);
    }
  }

  /** Of a port that the target does not mention, nobody says how the switch will fill it: it must not leak, no more. */
  arrive(): void {
    for (const [port, line] of this.#touched) {
      if (!this.#mentioned.has(port)) continue;
      const now = this.#now.of(port);
      const wanted = this.#new.of(port);
      if (isSame(now, wanted)) continue;
      const message = `${port} lets ${inWords(now)} through in the end, and not ${inWords(wanted)}`;
      this.#report('arrives', port, line, message);
    }
  }

  #exchanged(header: string): { before: RunningFacts; after: RunningFacts; ports: readonly string[] } {
    const before = this.#known.get(header) ?? this.#factsOf(undefined);
    const after = this.#factsOf(this.#replayed.section(header));
    this.#known.set(header, after);
    return { before, after, ports: this.#now.exchange(before, after) };
  }

  /** A port that a configuration does not mention is in its default state there. */
  #atFirst(header: string): RunningFacts {
    const section = this.#from.get(header);
    if (section && this.#to.has(header)) return this.#factsOf(section);
    const untouched = this.#factsOf(untouchedSection(header, this.#replayed.globals, this.#os.rules));
    const nothing = this.#factsOf(undefined);
    if (!this.#to.has(header)) this.#new.exchange(nothing, untouched);
    if (section) return this.#factsOf(section);
    this.#old.exchange(nothing, untouched);
    this.#now.exchange(nothing, untouched);
    return untouched;
  }

  #factsOf(section: ConfigLine | undefined): RunningFacts {
    return this.#os.readFacts(section === undefined ? [] : [section]);
  }

  #checkPort(port: string, line: NumberedLine): void {
    const now = this.#now.of(port);
    if (now.vlans.length === 0) return;
    const sides = [this.#old.of(port), this.#new.of(port)];
    const alike = sides.filter(({ bond }) => bond === now.bond);
    const stray = idsWithout(now.vlans, united(alike));
    if (stray.length === 0) return;
    const leaked = idsWithout(stray, united(sides));
    if (leaked.length > 0) {
      const message = `${port} would pass VLAN ${writeIdList(leaked)}, which it passes neither before nor after the change`;
      this.#report('no-leak', port, line, message);
      return;
    }
    const message = `${port} would pass VLAN ${writeIdList(stray)} ${inMode(now)}, which it does neither before nor after the change`;
    this.#report('not-opened-early', port, line, message);
  }

  /** A VLAN that is not there in the end either is nobody's mistake of order. */
  #checkLists(before: RunningFacts, after: RunningFacts, line: NumberedLine): void {
    for (const one of [...after.ports, ...after.portChannels]) {
      if (one.vlans === 'all') continue;
      const known = [...before.ports, ...before.portChannels].find(({ id }) => id === one.id);
      const more = idsWithout(joinedIds(one.vlans), known ? joinedIds(listed(known)) : []);
      const missing = eachId(more).filter((id) => this.#new.hasVlan(id) && !this.#now.hasVlan(id));
      if (missing.length === 0) continue;
      const subject = typeof one.id === 'number' ? `port-channel ${String(one.id)}` : one.id;
      const list = missing.join(',');
      this.#report(
        'vlans-first',
        subject,
        line,
        `${subject} would name VLAN ${list}, which does not exist yet`,
      );
    }
  }

  #report(law: Law, subject: string, line: NumberedLine, message: string): void {
    if (this.broken.some((one) => one.law === law && one.subject === subject)) return;
    this.broken.push({ line: line.index + 1, text: line.text.trim(), law, subject, message });
    this.broken.sort((a, b) => a.line - b.line || compareText(a.subject, b.subject));
  }
}

function united(sides: readonly PortForwarding[]): readonly IdRange[] {
  return joinedIds(sides.flatMap(({ vlans }) => vlans));
}

function isSame(one: PortForwarding, other: PortForwarding): boolean {
  const list = writeIdList(joinedIds(one.vlans));
  return list === writeIdList(joinedIds(other.vlans)) && (list === '' || one.bond === other.bond);
}

function inMode({ bond }: PortForwarding): string {
  return bond === undefined ? 'on its own' : `as a member of port-channel ${String(bond)}`;
}

function inWords(forwarding: PortForwarding): string {
  const { vlans } = forwarding;
  return vlans.length === 0 ? 'nothing' : `VLAN ${writeIdList(joinedIds(vlans))} ${inMode(forwarding)}`;
}
