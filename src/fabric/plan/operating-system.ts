/** What the planner asks of an operating system; every driver offers it. */
import type { DriverTraits } from '../model/driver-traits.ts';
import type { OwnedObject } from '../model/ownership.ts';
import type { RunningFacts } from '../model/running-facts.ts';
import type { ConfigRules } from '../remediation/config-rules.ts';
import type { ConfigTree } from '../remediation/config-tree.ts';
import type { ChangeStaging } from './on-the-way/change-stages.ts';

export interface OperatingSystem {
  readonly title: string;
  readonly traits: DriverTraits;
  readonly rules: ConfigRules;
  sectionsOf(object: OwnedObject): readonly string[];
  readonly prerequisites: readonly { readonly line: RegExp; readonly conflicts?: RegExp }[];
  readonly contradictions?: readonly { readonly line: RegExp; readonly global: RegExp }[];
  readFacts(running: ConfigTree): RunningFacts;
  readonly disruptive: readonly RegExp[];
  readonly pairParameters?: readonly RegExp[];
  /** How every release of the system changes: a candidate is in force at its commits, anything else line by line. */
  readonly change: ChangeStaging & { readonly isCandidate: boolean };
}
