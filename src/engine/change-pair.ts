/**
 * The change of one unit: one switch pair, or one switch. Members change one after the other, with a
 * verification between; whatever fails, both go back to where they were (design section 8).
 *
 *     lock ─► preflight both ─► first: send, verify ─► second: send, verify ─► confirm both ─► save ─► record
 *                  │ refused                └────────────── anything fails ──────────┴──► both back, proven
 *                  └─► nothing was sent
 */
import { RollbackError, TwinleafError } from '../fabric/errors.ts';
import type { Plan, UnitPlan } from '../fabric/plan/plan.ts';
import { awaitForwarding, awaitIntended } from './change/await-state.ts';
import { readBack, runAll, sendChange } from './change/change-member.ts';
import { errorText, jobError, openJournal, type Journal } from './change/journal.ts';
import { takeLease, type Lease } from './change/lease.ts';
import type { Member } from './change/member.ts';
import { owesSave, preflight, refuseUnhealthyPair } from './change/preflight.ts';
import { isPending, revertMember } from './change/revert-member.ts';
import type { AppliedSwitch, JobRecord, JobState, Store } from './store.ts';
import type { OpenSwitch, SwitchAccess } from './switches/switch-access.ts';
import type { Timing } from './timing.ts';
import type { Progress } from './use-cases.ts';

export interface ChangeContext {
  readonly store: Store;
  readonly access: SwitchAccess;
  readonly timing: Timing;
  readonly now: () => Date;
  readonly onProgress: (progress: Progress) => void;
}

interface Change {
  readonly context: ChangeContext;
  readonly plan: Plan;
  readonly unit: UnitPlan;
  readonly journal: Journal;
  readonly lease: Lease;
  readonly signal: AbortSignal;
}

/**
 * Does one job and leaves its final state in the store. Throws only where the store itself fails. The signal
 * is looked at between steps: a job that is interrupted before its first confirmation goes back.
 */
export async function changeUnit(
  context: ChangeContext,
  job: JobRecord,
  plan: Plan,
  signal: AbortSignal,
): Promise<void> {
  const { store, now, onProgress, timing } = context;
  const unit = plan.units.find((candidate) => candidate.unit === job.unit);
  if (unit === undefined) throw new TwinleafError('internal', `plan ${plan.id} has no unit ${job.unit}`);
  const journal = openJournal({ store, job: job.id, unit: job.unit, now, onProgress });
  await store.setJobState(job.id, 'running');
  try {
    const lease = await journal.step('lock', undefined, `lock ${unit.unit}`, () =>
      takeLease(store, unit.unit, job.id, timing.leaseMs),
    );
    try {
      const applied = await carryOut({ context, plan, unit, journal, lease, signal });
      await journal.flush();
      await recordOrSay(store, job, applied);
      await journal.note('record', 'done', 'recorded as applied');
    } finally {
      await lease.release();
    }
  } catch (error) {
    await journal.flush();
    await store.setJobState(job.id, stateAfter(error), jobError(error));
  }
}

/** What is confirmed and cannot be recorded is in force all the same, so a person must know. */
async function recordOrSay(store: Store, job: JobRecord, applied: readonly AppliedSwitch[]): Promise<void> {
  try {
    await store.recordApplied(job.id, applied);
  } catch (error) {
    const message = `${job.unit} runs the change and it is confirmed, but the store could not record it: ${errorText(error)}`;
    const hint = 'mend the store, then apply again: what bears our marks is taken over';
    throw new RollbackError('half-applied', message, { hint }, error);
  }
}

/** Carries the failure and says that the unit is as it was. */
class WentBack extends TwinleafError {}

function stateAfter(error: unknown): JobState {
  if (error instanceof RollbackError) return 'half-applied';
  return error instanceof WentBack ? 'rolled-back' : 'failed';
}

async function carryOut(change: Change): Promise<readonly AppliedSwitch[]> {
  const { unit, journal, signal } = change;
  const connections: OpenSwitch[] = [];
  const members: Member[] = [];
  try {
    for (const one of unit.switches) {
      const connection = await connect(change, one.switch);
      connections.push(connection);
      const name = `${change.plan.id}-${String(change.lease.fence)}`;
      members.push(await preflight(connection, one, name, journal));
    }
    refuseUnhealthyPair(members);
    const inOrder = secondaryFirst(members);
    try {
      await changeBoth(change, inOrder);
      return await saveBoth(change, inOrder);
    } catch (error) {
      return await goBack(change, inOrder, error);
    }
  } finally {
    await Promise.allSettled([
      ...connections.map(({ session }) => session.close()),
      ...members.map((member) => member.connection.session.close()),
    ]);
    if (signal.aborted) await journal.note('unlock', 'done', 'interrupted');
  }
}

/** The operationally secondary member first, where the switches tell; else by hostname. */
function secondaryFirst(members: readonly Member[]): readonly Member[] {
  const rank = (member: Member): number => (member.before.pair?.role === 'secondary' ? 0 : 1);
  return members.toSorted((a, b) => rank(a) - rank(b));
}

async function changeBoth(change: Change, members: readonly Member[]): Promise<void> {
  const { journal, context, unit, signal } = change;
  const { timing } = context;
  const changing = members.filter((member) => member.plan.commands.length > 0);
  for (const [position, member] of changing.entries()) {
    unlessInterrupted(signal);
    const { switch: hostname, commands } = member.plan;
    const seconds = position === 0 ? timing.firstTimerSeconds : timing.secondTimerSeconds;
    await journal.step('change', hostname, `${String(commands.length)} lines`, () =>
      sendChange(member, seconds),
    );
    unlessInterrupted(signal);
    await reconnected(change, member);
    await journal.step('verify', hostname, 'the configuration reads back as intended', () =>
      readBack(member),
    );
    const isLast = position === changing.length - 1;
    const verdict = isLast
      ? await awaitIntended(unit.pair, members, timing)
      : await awaitForwarding(members, timing);
    await journal.note('verify', 'done', verdict, isLast ? undefined : hostname);
  }
  unlessInterrupted(signal);
  for (const member of changing) await confirm(change, member);
}

function unlessInterrupted(signal: AbortSignal): void {
  if (signal.aborted) throw new TwinleafError('interrupted', 'interrupted before everything was confirmed');
}

/** Confirmed over the connection that was opened after the change, which proves the way in. */
async function confirm(change: Change, member: Member): Promise<void> {
  const timed = member.change.selfReverting;
  if (timed === undefined || member.progress !== 'timed') return;
  await change.journal.step('confirm', member.plan.switch, 'confirm', async () => {
    try {
      await runAll(member, timed.confirm(member.changeName));
    } catch (error) {
      // The answer may be lost although the switch has confirmed: only the switch can say.
      await change.journal.note('confirm', 'failed', errorText(error), member.plan.switch);
      await reconnected(change, member);
      if (await isPending(member)) await runAll(member, timed.confirm(member.changeName));
    }
    member.progress = 'committed';
    await readBack(member);
  });
}

/** Saving never undoes a change that is in force: a switch that could not save owes it. */
async function saveBoth(change: Change, members: readonly Member[]): Promise<readonly AppliedSwitch[]> {
  const applied: AppliedSwitch[] = [];
  for (const member of members) {
    const { plan } = member;
    const saveOwed = plan.commands.length > 0 && !(await save(change, member));
    applied.push({
      hostname: plan.switch,
      driver: plan.driver,
      ownership: plan.ownership,
      config: await readBack(member),
      saveOwed,
    });
  }
  return applied;
}

async function save(change: Change, member: Member): Promise<boolean> {
  const { journal, plan } = change;
  const { switch: hostname } = member.plan;
  if (owesSave(member, plan)) {
    const why =
      'not saved: the switch also runs what somebody else changed and did not save (--save-foreign saves it too)';
    await journal.note('save', 'failed', why, hostname);
    return false;
  }
  const { save: command, saved } = member.change;
  for (const attempt of [1, 2]) {
    try {
      const output = await member.connection.session.run(command, saveDeadlineMs);
      if (saved.test(output)) {
        await journal.note('save', 'done', 'saved to the startup configuration', hostname);
        return true;
      }
      await journal.note('save', 'failed', `'${command}' answered: ${output.trim()}`, hostname);
    } catch (error) {
      await journal.note('save', 'failed', errorText(error), hostname);
    }
    if (attempt === 1) await reconnected(change, member);
  }
  return false;
}

/** Writing flash can take minutes on a busy control plane. */
const saveDeadlineMs = 180_000;

/** Both members back, the last changed first; then throws what the job failed with. */
async function goBack(change: Change, members: readonly Member[], failure: unknown): Promise<never> {
  const { journal, context } = change;
  const touched = members.filter((member) => member.progress !== 'untouched');
  if (touched.length === 0) throw asError(failure);
  await journal.note('revert', 'started', errorText(failure));
  const reversal = {
    journal,
    reachAgainMs: context.timing.reachAgainMs,
    reconnect: (member: Member) => connect(change, member.plan.switch),
  };
  const failures: Error[] = [];
  for (const member of touched.toReversed()) {
    try {
      await revertMember(member, reversal);
      await journal.note('revert', 'done', 'as it was', member.plan.switch);
    } catch (error) {
      await journal.note('revert', 'failed', errorText(error), member.plan.switch);
      failures.push(asError(error));
    }
  }
  const [first] = failures;
  if (first !== undefined) throw first;
  const { code, message, ...details } = jobError(failure);
  throw new WentBack('rolled-back', `${message} [${code}]; every member is as it was`, details, failure);
}

function asError(failure: unknown): Error {
  return failure instanceof Error ? failure : new Error(String(failure));
}

async function reconnected(change: Change, member: Member): Promise<void> {
  await member.connection.session.close();
  member.connection = await connect(change, member.plan.switch);
}

async function connect({ context, journal, lease }: Change, hostname: string): Promise<OpenSwitch> {
  return context.access.open(hostname, { record: journal.recorder(hostname), beforeWrite: lease.check });
}
