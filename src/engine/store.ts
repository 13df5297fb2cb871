/** What the engine needs to remember. Implemented by the store room; no database type crosses this line. */
import type { Allocations } from '../fabric/model/allocation.ts';
import type { Ownership } from '../fabric/model/ownership.ts';
import type { AppliedFacts, Plan } from '../fabric/plan/plan.ts';
import type { FormerNames } from '../fabric/resolve/ports-before.ts';

export interface Store {
  /** Undefined before the first apply or recovery. */
  readState(): Promise<FabricState | undefined>;
  /** Everything at once: used by `recover`. The store must be empty of applied state. */
  writeState(state: FabricState): Promise<void>;
  /**
   * Plan, run, jobs and allocations in one transaction. Jobs of earlier runs that wait for one of these units are
   * merged into the new ones: cancelled with the code `merged` and the id of the new job. Throws `state-foreign`
   * for another fabric's store, and `plan-stale` where allocations have moved since the plan was made.
   */
  createRun(run: NewRun): Promise<void>;
  readPlan(id: string): Promise<Plan | undefined>;
  readRun(id: string): Promise<RunRecord | undefined>;
  readJob(id: string): Promise<JobRecord | undefined>;
  /** Newest first. */
  listJobs(filter?: JobFilter): Promise<readonly JobSummary[]>;
  /**
   * Moves a job on; `error` replaces what was there. False, and nothing moves, where a condition of the move
   * does not hold. Throws `unknown-object` for an unknown job.
   */
  moveJob(id: string, to: JobState, move?: JobMove): Promise<boolean>;
  /**
   * Takes a queued job and its unit for so many milliseconds, in one step that no other process comes between.
   * Throws `unknown-object`.
   */
  claimJob(id: string, forMs: number): Promise<Claim>;
  /**
   * A job that waits is cancelled, unless it waits to be led back or forward; one that runs is asked to stop
   * between two steps. Gives the state it is in then. Throws `unknown-object`.
   */
  cancelJob(id: string, why: JobError): Promise<JobState>;
  /** Jobs that run on paper and whose lease has run out: their worker died or lost the unit. Oldest first. */
  listDeadJobs(): Promise<readonly JobSummary[]>;
  /** Appends to the journal; steps keep the order of the calls. */
  addStep(job: string, step: JobStep): Promise<void>;
  addExchanges(job: string, exchanges: readonly StoredExchange[]): Promise<void>;
  readExchanges(job: string): Promise<readonly StoredExchange[]>;
  /**
   * Ends a job as succeeded and makes its switches' new state the applied one, in one transaction. Throws
   * `unit-locked`, and writes nothing, where the fencing number no longer holds the unit.
   */
  recordApplied(job: string, applied: AppliedUnit): Promise<void>;
  /** The facts of a run that has no job. */
  recordFacts(run: string, facts: AppliedFacts): Promise<void>;
  /** Updates one switch of the applied state, for example when a save that was owed has been made. */
  recordSwitch(applied: AppliedSwitch): Promise<void>;
  /** False if the lease that came with a claim was lost. */
  renewLease(unit: string, fence: number, forMs: number): Promise<boolean>;
  releaseLease(unit: string, fence: number): Promise<void>;
  close(): Promise<void>;
}

/** What somebody needs who only looks. */
export type StoreToLookAt = Pick<
  Store,
  'readState' | 'readPlan' | 'readRun' | 'readJob' | 'listJobs' | 'listDeadJobs' | 'readExchanges'
>;

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

/** What a job leaves behind. */
export interface AppliedUnit {
  readonly switches: readonly AppliedSwitch[];
  readonly fence: number;
  /** What holds once every unit of the plan is applied; until then so does what was known before. */
  readonly facts: AppliedFacts;
  /** Servers of those facts that were known by a former name. */
  readonly renamed?: FormerNames;
  /** Number of units in the plan. */
  readonly units: number;
}

export interface NewRun {
  readonly id: string;
  readonly plan: Plan;
  /** Who asked for it: user and host name, as far as known. */
  readonly requestedBy: string;
  /** At most so many units of the run are changed at once; absent: as many as the workers take. */
  readonly maxUnavailable?: number;
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
  readonly maxUnavailable?: number;
  readonly jobs: readonly JobSummary[];
}

/** `failed`: nothing was sent. `half-applied`: a person must look. */
export type JobState =
  'queued' | 'running' | 'succeeded' | 'rolled-back' | 'half-applied' | 'failed' | 'cancelled';

/**
 * What a job is to reach. `apply`: its plan. `resume`: its plan, from wherever its members are. `undo`: what was
 * there before it.
 */
export type JobGoal = 'apply' | 'resume' | 'undo';

/** Conditions of a move, and what moves with it. */
export interface JobMove {
  readonly error?: JobError;
  /** Only from one of these states. */
  readonly from?: readonly JobState[];
  /** Only while that fencing number holds the lease on the job's unit. */
  readonly fence?: number;
  /** Only while `listDeadJobs` would list the job: of several that find it dead, one takes it up. */
  readonly isDead?: true;
  readonly goal?: JobGoal;
}

/**
 * A fencing number, higher than every one given for any unit before: the job is this worker's. `taken`: it waits
 * no more. `unit-busy`: another job runs on the unit, or its lease has not run out. `run-busy`: its run has as
 * many units in hand as it may.
 */
export type Claim = { readonly fence: number } | 'taken' | 'unit-busy' | 'run-busy';

export interface JobSummary {
  readonly id: string;
  readonly run: string;
  readonly plan: string;
  readonly unit: string;
  /** Ids of jobs of the same run. */
  readonly dependsOn: readonly string[];
  readonly state: JobState;
  readonly goal: JobGoal;
  /** Somebody wants it to stop between two steps. */
  readonly isCancelRequested: boolean;
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
  /** Of a job that went back: the code of what made it go back. */
  readonly cause?: string;
  readonly switch?: string;
  readonly command?: string;
  readonly output?: string;
  readonly hint?: string;
  /** The job that this one was merged into. */
  readonly job?: string;
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
  | 'lock'
  | 'preflight'
  | 'change'
  | 'verify'
  /** From this record on an unfinished job is led forward; before it, back. */
  | 'confirming'
  | 'confirm'
  | 'save'
  | 'record'
  | 'revert'
  | 'unlock';

/** What was typed and what came back; holds no secret. */
export interface StoredExchange {
  readonly switch: string;
  readonly at: string;
  readonly command: string;
  readonly output: string;
  readonly elapsedMs: number;
  readonly refused: boolean;
}
