/**
 * A plan: exactly what would be sent to which switch, why, and what it is bound to. It is a value that can be
 * shown, stored and applied later; nothing with effects happens except through one. It holds no secret.
 */
import type { Allocations } from '../model/allocation.ts';
import type { Evidence, FallbackClaim } from '../model/driver-traits.ts';
import type { FallbackSetting } from '../model/intent.ts';
import type { Ownership } from '../model/ownership.ts';
import type { ErrorCode, Refusal, Warning } from '../errors.ts';
import type { DesiredSwitch } from '../desired/desired-switch.ts';
import type { FormerNames } from '../resolve/ports-before.ts';

/** Flags that lift one guard each, by name. */
export const waivers = [
  'adopt',
  'allow-removals',
  'accept-index-moves',
  'allow-outage',
  'no-lldp-check',
  'save-foreign',
] as const;
export type Waiver = (typeof waivers)[number];

export interface Plan {
  readonly id: string;
  /** Shape of this value; a plan of another format is refused. */
  readonly format: 1;
  readonly fabric: string;
  /** Made from virtual switches: it says nothing about the network, and is never sent there. */
  readonly isLab?: true;
  readonly toolVersion: string;
  /** ISO 8601, UTC. */
  readonly createdAt: string;
  /** SHA-256 of the resolved intent and of the templates. */
  readonly intentHash: string;
  readonly templatesHash: string;
  /** Templates of the site that replace built-in ones, as `driver/feature`. */
  readonly overriddenTemplates: readonly string[];
  readonly waivers: readonly Waiver[];
  /** Guards that no waiver of this plan lifts; a plan that has any is shown and never done. */
  readonly refusals: readonly Refusal[];
  /** In the order in which they run; units without a change are left out. */
  readonly units: readonly UnitPlan[];
  readonly lags: readonly PlannedLag[];
  readonly blastRadius: readonly BlastRadius[];
  readonly removals: readonly Removal[];
  readonly adopts: readonly Adoption[];
  readonly indexMoves: readonly PlannedIndexMove[];
  readonly warnings: readonly Warning[];
  /** Switches that could not be read; their units are left alone. Absent where every one was read. */
  readonly unread?: readonly UnreadSwitch[];
  /** Units that are left alone because of those; absent where there are none. */
  readonly waiting?: readonly WaitingUnit[];
  /** What was given when the plan was made; a store in which that has moved refuses the plan. */
  readonly given: Allocations;
  /** Given or kept by this plan; committed in the transaction that creates its jobs. */
  readonly allocations: Allocations;
  /** What will be in applied state when every unit has succeeded. */
  readonly facts: AppliedFacts;
  /** What was in applied state when the plan was made. */
  readonly factsBefore: AppliedFacts;
  /** Servers that those facts know by a former name; absent where there are none. */
  readonly renamed?: FormerNames;
  /** The run or job that this plan takes back. */
  readonly rollbackOf?: string;
  /** Of everything above but id and time; absent until the plan is complete. */
  readonly digest?: string;
}

/** A switch that could not be read, and why: in its own words where it had any. */
export interface UnreadSwitch {
  /** The unit that is left alone for it, the other member included. */
  readonly unit: string;
  readonly switch: string;
  readonly code: ErrorCode;
  readonly message: string;
  readonly command?: string;
  readonly output?: string;
  readonly hint?: string;
}

/** A unit that could be read, and is left alone nevertheless. */
export interface WaitingUnit {
  readonly unit: string;
  /** Units that could not be read. */
  readonly waitsFor: readonly string[];
  /** In words: for which units, and why. */
  readonly message: string;
}

export interface UnitPlan {
  readonly unit: string;
  /** Name of the switch pair; absent for a single switch. */
  readonly pair?: string;
  /** Units that must have succeeded before. */
  readonly dependsOn: readonly string[];
  /** By hostname; the engine decides at run time which member goes first. */
  readonly switches: readonly SwitchPlan[];
}

export interface SwitchPlan {
  readonly switch: string;
  readonly driver: string;
  /** Indented by section, in the order in which they are typed. */
  readonly commands: readonly string[];
  /** The computed way back: the remediation with its arguments exchanged. */
  readonly wayBack: readonly string[];
  /** Whether a line of it takes a port out of forwarding for a moment. */
  readonly disruptive: boolean;
  readonly binding: Binding;
  /** What is to be read back afterwards: the owned sections, normalised. */
  readonly intended: string;
  readonly ownership: Ownership;
  /** What was owned when the plan was made. */
  readonly ownershipBefore: Ownership;
  /** Ports that are owned from this plan on; what they forwarded before is nobody's loss. */
  readonly claimedPorts: readonly string[];
  /** Ports that are given up by this plan. */
  readonly releasedPorts: readonly string[];
  /** What the switch has to look like afterwards, for the verification. */
  readonly desired: DesiredSwitch;
}

/** The part of the running configuration that the plan reads or writes. */
export interface Binding {
  /** Top-level headers, sorted. */
  readonly sections: readonly string[];
  /** Their normalised text when the plan was made. */
  readonly text: string;
  /** SHA-256 of everything else, to notice foreign movement. */
  readonly foreignHash: string;
}

export interface PlannedLag {
  readonly unit: string;
  readonly kind: 'lag' | 'mlag';
  readonly id: number;
  /** Name of the server or external system. */
  readonly server: string;
  readonly bond: number;
  readonly members: readonly {
    readonly switch: string;
    readonly port: string;
    readonly index: number;
    readonly lacpPriority: number;
  }[];
  readonly fallback: {
    readonly setting: FallbackSetting;
    readonly enabled: boolean;
    readonly port: string;
    readonly claim: FallbackClaim;
    readonly evidence: Evidence;
    readonly why: string;
  };
}

export interface BlastRadius {
  readonly server: string;
  readonly legsBefore: number;
  readonly legsDuring: number;
  /** In words: which switch, which ports. */
  readonly step: string;
  /** How long, or null where nobody can say. */
  readonly seconds: number | null;
}

export interface Removal {
  /** `endpoint`: a server or external system that no connection names any more, although its groups stay. */
  readonly kind: 'endpoint-group' | 'network' | 'pair' | 'endpoint';
  readonly name: string;
  /** In words: what goes with it, where. */
  readonly message: string;
}

export interface Adoption {
  readonly switch: string;
  /** Header of the section. */
  readonly section: string;
  /** Its lines as they stand on the switch. */
  readonly lines: readonly string[];
  readonly message: string;
}

export interface PlannedIndexMove {
  readonly server: string;
  readonly message: string;
}

/** What is remembered about a fabric besides its switches. */
export interface AppliedFacts {
  readonly endpointGroups: readonly string[];
  readonly networks: readonly string[];
  readonly pairs: readonly string[];
  /** Per server, `switch/port` by port index. */
  readonly portIndexes: Readonly<Record<string, readonly string[]>>;
}
