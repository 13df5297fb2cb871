/**
 * The contract of a driver: what an operating system has to say about itself. The engine asks nothing else,
 * and a new driver changes nothing outside its own folders but one line of the registry.
 */
import type { CliDialect } from '../transport/cli-dialect.ts';
import type { DriverTraits } from '../fabric/model/driver-traits.ts';
import type { OwnedObject } from '../fabric/model/ownership.ts';
import type { RunningFacts } from '../fabric/model/running-facts.ts';
import type { ConfigRules } from '../fabric/remediation/config-rules.ts';
import type { ConfigTree } from '../fabric/remediation/config-tree.ts';
import type { Feature } from '../fabric/render/feature.ts';
import type { ObservedPair, ObservedSwitch } from '../fabric/verify/observed-switch.ts';
import type { VirtualSwitchKind } from './virtual-switch.ts';

export type { CliDialect } from '../transport/cli-dialect.ts';

export interface Driver {
  readonly traits: DriverTraits;
  /** For people: `Arista EOS`. */
  readonly title: string;
  readonly dialect: CliDialect;
  readonly rules: ConfigRules;
  /** In the order of a configuration. */
  readonly features: readonly Feature[];
  /** Top-level headers of the sections an owned object consists of. */
  sectionsOf(object: OwnedObject): readonly string[];
  /**
   * Global lines that a configuration needs and that are only ever added: patterns of top-level lines, each
   * with a pattern of the lines that would contradict it.
   */
  readonly prerequisites: readonly Prerequisite[];
  /** Lines within sections that a global line of somebody else rules out: the plan stops at it. */
  readonly contradictions?: readonly Contradiction[];
  readFacts(running: ConfigTree): RunningFacts;
  readonly identity: IdentityProbe;
  /** Typed in the home mode; together they give the whole of what is observed. */
  readonly observations: readonly Observation[];
  /** Prints the running configuration. */
  readonly runningConfig: string;
  readonly startupConfig: string;
  /** How every release of the system changes. */
  readonly change: ChangeMethod;
  /** What some releases do better; the first that fits the device is used instead. */
  readonly betterChanges?: readonly BetterChange[];
  /** Lines of a change after which a port stops forwarding for a moment. */
  readonly disruptive: readonly RegExp[];
  /**
   * Lines of a bond over both members in which they have to be alike: while only one of them has such a line
   * the bond stops forwarding on one member. Absent: nothing stops.
   */
  readonly pairParameters?: readonly RegExp[];
  readonly virtual: VirtualSwitchKind;
}

export interface Prerequisite {
  readonly line: RegExp;
  readonly conflicts?: RegExp;
}

export interface Contradiction {
  /** A line of a section that is rendered. */
  readonly line: RegExp;
  /** The top-level line that it cannot stand with. */
  readonly global: RegExp;
}

export interface IdentityProbe {
  readonly commands: readonly string[];
  /** Outputs in the order of the commands. Throws DeviceError `output-unreadable`. */
  read(outputs: readonly string[]): DeviceIdentity;
}

export interface DeviceIdentity {
  readonly hostname: string;
  readonly model: string;
  readonly version: string;
  /** False where the device answers as another operating system than the driver's. */
  readonly isExpectedSystem: boolean;
}

export interface Observation {
  readonly command: string;
  /**
   * Asked only where the running configuration has such a line at its top level; `$1` in the command stands for
   * what it captures, such as the number of a domain.
   */
  readonly where?: RegExp;
  /** The switch knows the command only where its feature is on: a refusal means that there is nothing to see. */
  readonly mayBeRefused?: true;
  /**
   * `running` is empty unless one of the driver's observations has `where`. Throws DeviceError
   * `output-unreadable` with the first words of what it could not read.
   */
  read(output: string, running?: ConfigTree): ObservedPart;
}

/** What one command tells; several may each tell a part of the pair's state. */
export interface ObservedPart extends Partial<Omit<ObservedSwitch, 'pair'>> {
  readonly pair?: Partial<ObservedPair>;
}

/** A way to change that not every release knows. */
export interface BetterChange {
  /** For people: `release 5 and later`. */
  readonly where: string;
  fits(identity: DeviceIdentity): boolean;
  readonly method: ChangeMethod;
}

/** How lines become configuration, and how they are taken back. Every list is typed in the home mode. */
export interface ChangeMethod {
  /** One sentence for the plan. */
  readonly summary: string;
  /** What it relies on although no source says it in so many words; absent: nothing. */
  readonly unconfirmed?: readonly string[];
  /** Lines take effect at the commit; where false, each takes effect as it is typed. */
  readonly isCandidate: boolean;
  /**
   * Top-level lines that must be in force before the others are accepted: typed and committed by themselves,
   * never under a timer, so they may only add.
   */
  readonly beforehand?: readonly RegExp[];
  /**
   * Top-level lines that are accepted only once the others are in force: typed and committed by themselves,
   * after them. Not for a self-reverting commit, which puts back one commit.
   */
  readonly afterwards?: readonly RegExp[];
  /** Lines may be typed in one go without waiting for each prompt. */
  readonly batch: boolean;
  /** The device puts the change back by itself unless it is confirmed. */
  readonly selfReverting?: SelfRevertingCommit;
  /** Everything that leads to where lines are typed. `name` is unique per change and holds the fencing number. */
  open(name: string): readonly string[];
  /** Shows what the candidate would change; absent where there is no candidate. */
  difference?(name: string): string;
  /** Makes the lines permanent at once. */
  commit(name: string): readonly string[];
  /** From outside, possibly over a new connection: throws the candidate away. */
  abandon(name: string): readonly string[];
  /**
   * Throws away what `open` keeps to go back to, once the lines have been taken back one by one; absent where
   * nothing is kept. A refusal means that it is gone already.
   */
  forget?(name: string): readonly string[];
  /** Lists by name what `open` has kept, for whomever: of a worker that died it stays. Absent where nothing does. */
  readonly kept?: { readonly command: string; read(output: string): readonly string[] };
  /** Writes the startup configuration. */
  readonly save: string;
  /** What a successful save prints. */
  readonly saved: RegExp;
  /** Candidates that are open on the device, by whomever. Absent where the system does not tell. */
  readonly pending?: { readonly command: string; read(output: string): readonly PendingChange[] };
}

export interface SelfRevertingCommit {
  /** Instead of `commit`: takes effect now, is put back after that many seconds. */
  commit(name: string, seconds: number): readonly string[];
  /** Makes it permanent; typed over a new connection. Without `pending` harmless where nothing waits. */
  confirm(name: string): readonly string[];
  /**
   * Puts it back at once instead of waiting. Empty where no command does: what leads back is then committed over
   * it, which ends the timer as a confirmation does.
   */
  revert(name: string): readonly string[];
  readonly leastSeconds: number;
  readonly mostSeconds: number;
}

export interface PendingChange {
  readonly name: string;
  /** Applied and waiting for its confirmation. */
  readonly isTimed: boolean;
}
