/**
 * The change of one unit: one switch pair, or one switch. Members change one after the other, with a
 * verification between; whatever fails, both go back to where they were (`docs/safe-change.md`).
 *
 *     claimed ─► preflight both ─► first: send, verify ─► second: send, verify ─► confirm both ─► save ─► record
 *                  │ refused                └────────────── anything fails ──────────┴──► both back, proven
 *                  └─► nothing was sent
 */
import { RollbackError, SafetyError, TwinleafError } from '../fabric/errors.ts';
import type { Plan } from '../fabric/plan/plan.ts';
import { awaitForwarding, awaitIntended } from './change/await-state.ts';
import { readBack, sendChange } from './change/member/change-member.ts';
import { reconnect, unlessStopped, type Change, type ChangeContext } from './change/change.ts';
import { confirmMember } from './change/member/confirm-member.ts';
import { errorText, jobError, openJournal } from './change/journal.ts';
import { isLostUnit, keepLease, LostUnit, type Lease } from './change/lease.ts';
import { withMembers } from './change/meet-members.ts';
import type { Member } from './change/member/member.ts';
import { preflight, refuseUnhealthyPair } from './change/member/preflight.ts';
import { putBack } from './change/put-back.ts';
import { saveMembers } from './change/save-members.ts';
import { resumeUnit, undoUnit } from './change/take-over.ts';
import { switchesSentTo } from './jobs/dead-jobs.ts';
import type { AppliedSwitch, AppliedUnit, JobRecord, JobState } from './store.ts';

/** A job that was claimed for this process. */
export interface ClaimedUnit {
  readonly job: JobRecord;
  readonly fence: number;
}

/**
 * Does one job and leaves its final state in the store. Throws only where the store itself fails. The signal
 * is looked at between steps: a job that is stopped before its first confirmation goes back.
 */
export async function changeUnit(
  context: ChangeContext,
  { job, fence }: ClaimedUnit,
  signal: AbortSignal,
): Promise<void> {
  const { store, now, onProgress, timing } = context;
  const journal = openJournal({ store, job: job.id, unit: job.unit, now, onProgress });
  const lease = await keepLease(store, job.unit, fence, timing.leaseMs);
  try {
    await journal.note('lock', 'done', `fencing number ${String(fence)}`);
    const plan = await context.readPlan(job.plan);
    const unit = plan?.units.find((candidate) => candidate.unit === job.unit);
    if (plan === undefined || unit === undefined) {
      throw new TwinleafError('internal', `plan ${job.plan} is not in the store, or has no unit ${job.unit}`);
    }
    const switches = await towardsGoal({ context, job, plan, unit, journal, lease, signal });
    await journal.flush();
    await recordOrSay(context, job, { switches, fence, ...factsFrom(plan) });
    await journal.note('record', 'done', 'recorded as applied');
  } catch (error) {
    await journal.flush();
    await endJob(context, { job, lease, error });
  } finally {
    await lease.release();
  }
}

function factsFrom({ facts, renamed, units }: Plan): Pick<AppliedUnit, 'facts' | 'renamed' | 'units'> {
  return { facts, ...(renamed === undefined ? {} : { renamed }), units: units.length };
}

/** What is confirmed and cannot be recorded is in force all the same, so a person must know. */
async function recordOrSay({ store }: ChangeContext, job: JobRecord, applied: AppliedUnit): Promise<void> {
  try {
    await store.recordApplied(job.id, applied);
  } catch (error) {
    if (error instanceof SafetyError && error.code === 'unit-locked') throw new LostUnit(job.unit);
    const message = `${job.unit} runs the change and it is confirmed, but the store could not record it: ${errorText(error)}`;
    const hint = `mend the store, then \`twinleaf jobs resume ${job.id}\``;
    throw new RollbackError('half-applied', message, { hint }, error);
  }
}

/** Carries the failure and says that the unit is as it was. */
class WentBack extends TwinleafError {}

/** A job whose unit was lost is left as it is: whoever finds it leads it back or forward. */
async function endJob(
  context: ChangeContext,
  { job, lease, error }: { readonly job: JobRecord; readonly lease: Lease; readonly error: unknown },
): Promise<void> {
  if (!(error instanceof WentBack) && isLostUnit(error)) return;
  if (context.parks && isStopped(error)) {
    await context.store.moveJob(job.id, 'queued', { fence: lease.fence });
    return;
  }
  await context.store.moveJob(job.id, stateAfter(error), { error: jobError(error), fence: lease.fence });
}

/** Whether the job ended, with nothing changed, only because its worker was asked to stop. */
function isStopped(error: unknown): boolean {
  const reason = error instanceof WentBack ? error.cause : error;
  return reason instanceof TwinleafError && reason.code === 'interrupted';
}

function stateAfter(error: unknown): JobState {
  if (error instanceof RollbackError) return 'half-applied';
  if (error instanceof WentBack) return 'rolled-back';
  return error instanceof TwinleafError && error.code === 'cancelled' ? 'cancelled' : 'failed';
}

async function towardsGoal(change: Change): Promise<readonly AppliedSwitch[]> {
  const { job, context } = change;
  const isOurs = async (plan: string): Promise<boolean> => (await context.readPlan(plan)) !== undefined;
  switch (job.goal) {
    case 'apply':
      return withMembers(change, preflight(isOurs), (members) => applyToMembers(change, members));
    case 'resume':
      return resumeUnit(change);
    case 'undo': {
      await undoUnit(change);
      const why = job.error === undefined ? 'put back on request' : job.error.message;
      if (switchesSentTo(job.steps).size === 0) throw new TwinleafError('worker-lost', why);
      throw new WentBack('rolled-back', `${why}; every member is as it was`);
    }
  }
}

async function applyToMembers(change: Change, members: readonly Member[]): Promise<readonly AppliedSwitch[]> {
  refuseUnhealthyPair(members);
  try {
    await changeMembers(change, members);
    return await saveMembers(change, members);
  } catch (error) {
    return goBack(change, members, error);
  }
}

async function changeMembers(change: Change, members: readonly Member[]): Promise<void> {
  const { journal, context, unit } = change;
  const { timing } = context;
  const changing = members.filter((member) => member.plan.commands.length > 0);
  for (const [position, member] of changing.entries()) {
    await unlessStopped(change);
    const { switch: hostname, commands } = member.plan;
    const seconds = position === 0 ? timing.firstTimerSeconds : timing.secondTimerSeconds;
    await journal.step('change', hostname, `${String(commands.length)} lines`, () =>
      sendChange(member, seconds),
    );
    await unlessStopped(change);
    await reconnect(change, member);
    await journal.step('verify', hostname, 'the configuration reads back as intended', () =>
      readBack(member),
    );
    const isLast = position === changing.length - 1;
    const verdict = isLast
      ? await awaitIntended(unit.pair, members, timing, () => unlessStopped(change))
      : await awaitForwarding(members, timing, () => unlessStopped(change));
    await journal.note('verify', 'done', verdict, isLast ? undefined : hostname);
  }
  await unlessStopped(change);
  await journal.note('confirming', 'done', 'from here on the unit is led forward');
  for (const member of changing) await confirmMember(change, member);
}

/** Both members back; then throws what the job failed with. A unit that was lost is left to whoever has it. */
async function goBack(change: Change, members: readonly Member[], failure: unknown): Promise<never> {
  const touched = members.filter((member) => member.progress !== 'untouched');
  if (touched.length === 0) throw asError(failure);
  change.lease.check();
  await change.journal.note('revert', 'started', errorText(failure));
  const [first] = await putBack(change, touched);
  if (first !== undefined) throw first;
  const { code, message, ...details } = jobError(failure);
  throw new WentBack('rolled-back', `${message} [${code}]; every member is as it was`, details, failure);
}

function asError(failure: unknown): Error {
  return failure instanceof Error ? failure : new Error(String(failure));
}
