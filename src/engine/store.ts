/** What the engine needs to remember. Implemented by the store room; no database type crosses this line. */
import type { Allocations } from '../fabric/model/allocation.ts';
import type { Ownership } from '../fabric/model/ownership.ts';
import type { AppliedFacts, Plan } from '../fabric/plan/plan.ts';

export interface Store {
  /** Undefined before the first apply or recovery. */
  readState(): Promise<FabricState | undefined>;
  /** Everything at once: used by `recover`. The store must be empty of applied state. */
  writeState(state: FabricState): Promise<void>;
  /**
   * Plan, run, jobs and allocations in one transaction. Throws `state-foreign` for another fabric's store, and
   * `plan-stale` where allocations have moved since the plan was made.
   */
  createRun(run: NewRun): Promise<void>;
  readPlan(id: string): Promise<Plan | undefined>;
  readRun(id: string): Promise<RunRecord | undefined>;
  readJob(id: string): Promise<JobRecord | undefined>;
  /** Newest first. */
  listJobs(filter?: JobFilter): Promise<readonly JobSummary[]>;
  /** Moves a job on; `error` replaces what was there. Throws `unknown-object` for an unknown job. */
  setJobState(id: string, state: JobState, error?: JobError): Promise<void>;
  /** Appends to the journal; steps keep the order of the calls. */
  addStep(job: string, step: JobStep): Promise<void>;
  addExchanges(job: string, exchanges: readonly StoredExchange[]): Promise<void>;
  readExchanges(job: string): Promise<readonly StoredExchange[]>;
  /** Ends a job as succeeded and makes its switches' new state the applied one, in one transaction. */
  recordApplied(job: string, switches: readonly AppliedSwitch[]): Promise<void>;
  /** When every job of a run has ended: the facts that hold now. */
  recordFacts(run: string, facts: AppliedFacts): Promise<void>;
  /** Updates one switch of the applied state, for example when a save that was owed has been made. */
  recordSwitch(applied: AppliedSwitch): Promise<void>;
  /**
   * Takes the lease on a unit for so many milliseconds and gives its fencing number, higher than every one
   * given before; undefined while somebody else holds it.
   */
  acquireLease(unit: string, holder: string, forMs: number): Promise<number | undefined>;
  /** False if the lease was lost. */
  renewLease(unit: string, fence: number, forMs: number): Promise<boolean>;
  releaseLease(unit: string, fence: number): Promise<void>;
  close(): Promise<void>;
}

export interface FabricState {
  readonly fabric: string;
  readonly allocations: Allocations;
  readonly facts: AppliedFacts;
  /** By hostname. */
  readonly switches: readonly AppliedSwitch[];
}

export interface AppliedSwitch {
  readonly hostname: string;
  readonly driver: string;
  readonly ownership: Ownership;
  /** The owned sections as they were read back, normalised. */
  readonly config: string;
  /** The running configuration has not been saved yet. */
  readonly saveOwed: boolean;
}

export interface NewRun {
  readonly id: string;
  readonly plan: Plan;
  /** Who asked for it: user and host name, as far as known. */
  readonly requestedBy: string;
  readonly jobs: readonly {
    readonly id: string;
    readonly unit: string;
    readonly dependsOn: readonly string[];
  }[];
}

export interface RunRecord {
  readonly id: string;
  readonly plan: string;
  readonly fabric: string;
  readonly requestedBy: string;
  /** ISO 8601, UTC. */
  readonly createdAt: string;
  readonly jobs: readonly JobSummary[];
}

/** `failed`: nothing was sent. `half-applied`: a person must look. */
export type JobState =
  'queued' | 'running' | 'succeeded' | 'rolled-back' | 'half-applied' | 'failed' | 'cancelled';

export interface JobSummary {
  readonly id: string;
  readonly run: string;
  readonly plan: string;
  readonly unit: string;
  /** Ids of jobs of the same run. */
  readonly dependsOn: readonly string[];
  readonly state: JobState;
  readonly requestedBy: string;
  readonly createdAt: string;
  readonly startedAt?: string;
  readonly endedAt?: string;
  readonly error?: JobError;
}

export interface JobRecord extends JobSummary {
  readonly steps: readonly JobStep[];
}

export interface JobError {
  readonly code: string;
  readonly message: string;
  readonly switch?: string;
  readonly command?: string;
  readonly output?: string;
  readonly hint?: string;
}

export interface JobFilter {
  readonly run?: string;
  readonly unit?: string;
  readonly states?: readonly JobState[];
  readonly limit?: number;
}

/** One entry of the journal, which is the truth about how far a job has come. */
export interface JobStep {
  readonly step: StepName;
  readonly phase: 'started' | 'done' | 'failed';
  /** Absent for steps of the whole unit. */
  readonly switch?: string;
  /** ISO 8601, UTC. */
  readonly at: string;
  /** For people: what was found, sent or observed. */
  readonly message: string;
}

export type StepName =
  'lock' | 'preflight' | 'change' | 'verify' | 'confirm' | 'save' | 'record' | 'revert' | 'unlock';

/** What was typed and what came back; holds no secret. */
export interface StoredExchange {
  readonly switch: string;
  readonly at: string;
  readonly command: string;
  readonly output: string;
  readonly elapsedMs: number;
  readonly refused: boolean;
}
