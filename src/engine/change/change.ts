/** One change of one unit, as every step of it sees it. */
import { TwinleafError } from '../../fabric/errors.ts';
import type { Plan, UnitPlan } from '../../fabric/plan/plan.ts';
import type { JobRecord, Store } from '../store.ts';
import type { OpenSwitch, SwitchAccess } from '../switches/switch-access.ts';
import type { Timing } from '../timing.ts';
import type { Progress } from '../use-cases.ts';
import type { Journal } from './journal.ts';
import type { Lease } from './lease.ts';
import type { Member } from './member/member.ts';

export interface ChangeContext {
  readonly store: Store;
  readonly access: SwitchAccess;
  readonly timing: Timing;
  readonly now: () => Date;
  readonly onProgress: (progress: Progress) => void;
  /** A job that is stopped waits for the next worker instead of ending. */
  readonly parks: boolean;
  readonly readPlan: (id: string) => Promise<Plan | undefined>;
}

export interface Change {
  readonly context: ChangeContext;
  readonly job: JobRecord;
  readonly plan: Plan;
  readonly unit: UnitPlan;
  readonly journal: Journal;
  readonly lease: Lease;
  /** Looked at between steps. */
  readonly signal: AbortSignal;
}

/** Throws `interrupted` where this process is to stop, `cancelled` where somebody wants the job to. */
export async function unlessStopped({ signal, context, job }: Change): Promise<void> {
  if (signal.aborted) throw new TwinleafError('interrupted', 'interrupted before everything was confirmed');
  const now = await context.store.readJob(job.id);
  if (now?.isCancelRequested === true) throw new TwinleafError('cancelled', 'cancelled between two steps');
}

/** A session to a switch of the unit that writes only while the lease is held. */
export async function connect({ context, journal, lease }: Change, hostname: string): Promise<OpenSwitch> {
  return context.access.open(hostname, { record: journal.recorder(hostname), beforeWrite: lease.check });
}

/** A new session in the place of the member's. */
export async function reconnect(change: Change, member: Member): Promise<void> {
  await member.connection.session.close();
  member.connection = await connect(change, member.plan.switch);
}
