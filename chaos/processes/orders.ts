/** What is asked of a worker process and what it answers, over the channel that `fork` gives. */
import type { AppliedSwitch, JobGoal, JobRecord, StoredExchange } from '../../src/engine/store.ts';
import type { Timing } from '../../src/engine/timing.ts';
import type { Waiver } from '../../src/fabric/plan/plan.ts';

/** Where a process finds its site and its store. */
export interface Place {
  /** The YAML file. */
  readonly path: string;
  readonly stateDirectory: string;
  readonly timing: Partial<Timing>;
  /** `DATABASE_URL`, `REDIS_URL` and the like; what is not here is not set. */
  readonly environment: Readonly<Record<string, string>>;
}

export type Order =
  | { readonly kind: 'apply'; readonly waivers: readonly Waiver[]; readonly maxUnavailable?: number }
  /** Plans into a file. */
  | { readonly kind: 'save-plan'; readonly waivers: readonly Waiver[]; readonly file: string }
  | { readonly kind: 'apply-plan'; readonly file: string; readonly maxUnavailable?: number }
  | { readonly kind: 'rollback'; readonly name: string; readonly waivers: readonly Waiver[] }
  | { readonly kind: 'settle' }
  | { readonly kind: 'pursue'; readonly job: string; readonly goal: JobGoal }
  | { readonly kind: 'cancel'; readonly job: string }
  /** Takes jobs until it is told to stop. */
  | { readonly kind: 'work' }
  | { readonly kind: 'inspect'; readonly permuted?: string };

/** A call of the store at which the process gives itself a signal. */
export interface StoreDeath {
  readonly method: StoreMethod;
  /** 1 for the first call of the method in this process. */
  readonly nth: number;
  readonly moment: 'before' | 'after';
  readonly signal: 'SIGKILL' | 'SIGTERM' | 'SIGINT';
}

export const storeMethods = [
  'createRun',
  'claimJob',
  'addStep',
  'addExchanges',
  'moveJob',
  'recordApplied',
  'releaseLease',
] as const;
export type StoreMethod = (typeof storeMethods)[number];

export interface Message {
  readonly id: number;
  readonly place: Place;
  readonly requestedBy: string;
  readonly order: Order;
  readonly death?: StoreDeath;
}

export interface Answer {
  readonly id: number;
  readonly outcome: Outcome;
}

/** A code of `TwinleafError`, or `crash` for any other error. */
export type Outcome =
  | { readonly kind: 'jobs'; readonly run?: string; readonly jobs: readonly EndedJob[] }
  | { readonly kind: 'refused'; readonly code: string; readonly message: string }
  | { readonly kind: 'inspection'; readonly inspection: Inspection }
  | { readonly kind: 'done' };

export interface EndedJob {
  readonly id: string;
  readonly unit: string;
  readonly state: string;
}

/** Everything that the store says and that planning says of the site as it is. */
export interface Inspection {
  readonly jobs: readonly InspectedJob[];
  readonly applied: readonly AppliedSwitch[];
  /** Everything typed and answered, in order, with nothing between. */
  readonly transcripts: string;
  /** Every plan, as it lies in the store. */
  readonly plans: string;
  /** Commands of a new plan of the same site, and of the same site in another order. */
  readonly commands: readonly string[];
  readonly permutedCommands: readonly string[];
  readonly refusals: readonly string[];
}

export interface InspectedJob extends JobRecord {
  /** VLAN ids by network that its plan works with. */
  readonly vlans: Readonly<Record<string, number>>;
  /** Everything that was typed for it, in order. */
  readonly typed: readonly Pick<StoredExchange, 'switch' | 'command' | 'at'>[];
}
