/**
 * What a door (command line, later HTTP) can ask for. Every use case throws TwinleafError; `IntentError`
 * carries the problems of the site, all of them, with file, line and column.
 */
import type { Intent } from '../fabric/model/intent.ts';
import type { ResolvedFabric } from '../fabric/model/resolved-fabric.ts';
import type { Plan, UnreadSwitch, WaitingUnit, Waiver } from '../fabric/plan/plan.ts';
import type { Check } from '../fabric/verify/check.ts';
import type { MovedCable } from '../fabric/verify/moved-cables.ts';
import type { Discovery } from './discover-site.ts';
import type { LookOptions } from './switches/unread-switch.ts';
import type { FabricState, JobGoal, JobState, JobStep, JobSummary, Store, StoreToLookAt } from './store.ts';

/** One site, opened: its files read once, its store, its way to the switches. */
export interface UseCases {
  /** Commands go to virtual switches. */
  readonly isLab: boolean;
  /** Where store and pinned host keys lie. */
  readonly stateDirectory: string;
  /** Throws IntentError. Allocations come from the store if there is one; nothing is written. */
  readSite(): Promise<SiteReading>;
  /** Intended configuration per switch, by hostname. */
  render(): Promise<readonly RenderedSwitch[]>;
  /** Asks every switch for its host key; nothing is pinned. */
  readHostKeys(options?: LookOptions): Promise<readonly HostKeyReading[]>;
  /** Adds the keys to the known-hosts file of the site; a changed key replaces the old one. */
  pinHostKeys(keys: readonly HostKeyReading[]): Promise<void>;
  /** Asked again, it works out anew only what has changed since; the plan is the same as one made from nothing. */
  plan(options: PlanOptions): Promise<Plan>;
  /** Reads a plan that was written with `plan --out`; throws `plan-unreadable`. */
  readPlanFile(file: string): Promise<Plan>;
  /** Does a plan: creates the run, works until its jobs have ended. Throws `plan-stale` and the guards before anything is sent. */
  apply(plan: Plan, options: ApplyOptions): Promise<RunResult>;
  /**
   * The way back from what a run or a job changed, as a plan that `apply` does like any other. Throws
   * `unknown-object`, and `not-possible` where a later job changed the same unit or nothing was changed.
   */
  planRollback(name: string, options: Pick<PlanOptions, 'waivers' | 'signal'>): Promise<Plan>;
  /**
   * Queues a job that has ended, or whose worker died, once more towards that goal, and works until it has
   * ended. Throws `unknown-object`, and `not-possible` where its state does not allow that.
   */
  pursue(job: string, goal: JobGoal, options: ApplyOptions): Promise<RunResult>;
  /** Leads every job whose worker died back, or forward where it had begun to confirm; works until they have ended. */
  settle(options: ApplyOptions): Promise<readonly JobResult[]>;
  /** Takes a waiting job out of the queue, or asks a running one to stop between two steps; gives its state then. */
  cancel(job: string, requestedBy: string): Promise<JobState>;
  /** Does jobs until the signal fires; throws only where the store or the queue fails. */
  work(options: WorkerOptions): Promise<void>;
  verify(options?: LookOptions): Promise<readonly Check[]>;
  drift(options?: LookOptions): Promise<readonly SwitchDrift[]>;
  /** Reads what every switch hears and has learnt; changes nothing. */
  discover(options?: LookOptions): Promise<Discovery>;
  /** Rebuilds the store from the marks on the switches; throws if the store has applied state. */
  recover(): Promise<FabricState>;
  /** Opened on first use, and made where there is none. */
  store(): Promise<Store>;
  /** The same for looking: where there is none it is empty, and none is made. */
  storeToLookAt(): Promise<StoreToLookAt>;
  close(): Promise<void>;
}

/** Remediation between two configuration texts of one operating system; throws `unknown-object` for its name. */
export type DiffConfigurations = (driver: string, running: string, intended: string) => readonly string[];

export interface SiteReading {
  readonly intent: Intent;
  readonly fabric: ResolvedFabric;
}

export interface RenderedSwitch {
  readonly switch: string;
  readonly driver: string;
  readonly config: string;
}

export interface HostKeyReading {
  readonly switch: string;
  readonly host: string;
  readonly port: number;
  readonly type: string;
  readonly base64: string;
  readonly fingerprint: string;
  readonly state: 'pinned' | 'unknown' | 'changed';
  /** Where `state` is `changed`: what is pinned. */
  readonly pinnedFingerprint?: string;
}

export interface PlanOptions {
  /** Read `DIR/<hostname>.cfg` instead of the switches; a missing file is an empty switch. */
  readonly runningDirectory?: string;
  readonly waivers: readonly Waiver[];
  /** Only this unit. */
  readonly limit?: string;
  /** Told which switches have not answered yet: first all, then fewer and fewer. */
  readonly onWaiting?: (hostnames: readonly string[]) => void;
  readonly signal?: AbortSignal;
}

export interface WorkerOptions {
  /** Units at once. */
  readonly concurrency: number;
  /** Told in words when the queue is lost and when it is back. */
  readonly onNotice?: (notice: string) => void;
  readonly onProgress?: (progress: Progress) => void;
  /** A job that has touched no switch goes back into the queue; any other is finished or put back. */
  readonly signal: AbortSignal;
}

export interface ApplyOptions {
  readonly requestedBy: string;
  readonly limit?: string;
  /** At most so many units at once. */
  readonly maxUnavailable?: number;
  readonly onProgress?: (progress: Progress) => void;
  /** While the switches are read once more before anything is sent: as of `PlanOptions`. */
  readonly onWaiting?: (hostnames: readonly string[]) => void;
  /** No new step is started once it fires; the current one is finished or reverted. */
  readonly signal?: AbortSignal;
}

/** A journal entry as it happens. */
export interface Progress extends JobStep {
  readonly job: string;
  readonly unit: string;
}

export interface RunResult {
  readonly run: string;
  readonly jobs: readonly JobResult[];
  /** Switches that could not be read, when the plan was made or before anything was sent: their units were left alone. */
  readonly unread?: readonly UnreadSwitch[];
  /** Units that were left alone because of those. */
  readonly waiting?: readonly WaitingUnit[];
}

export interface JobResult extends JobSummary {
  readonly state: JobState;
  readonly switches: readonly string[];
}

export interface SwitchDrift {
  readonly switch: string;
  /** Commands that would bring the switch back to what was applied; empty: no drift. */
  readonly commands: readonly string[];
  /** Ports whose cable leads elsewhere than when they were applied. */
  readonly movedCables: readonly MovedCable[];
}
