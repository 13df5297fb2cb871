/** Putting a member back to where it was, and proving it. */
import { setTimeout as sleep } from 'node:timers/promises';
import { DeviceError, RollbackError } from '../../../fabric/errors.ts';
import { foreignHash, movedLines } from '../../../fabric/plan/binding.ts';
import { commitLines, runAll } from './change-member.ts';
import { errorText, type Journal } from '../journal.ts';
import { isLostUnit } from '../lease.ts';
import { linesTowards } from './lines-towards.ts';
import type { Member } from './member.ts';
import { pendingChanges } from './pending-changes.ts';
import { readRunning } from '../../switches/read-switch.ts';
import type { OpenSwitch } from '../../switches/switch-access.ts';

/** Gives a new session to the member. */
export type Reconnect = (member: Member) => Promise<OpenSwitch>;

export interface Reversal {
  readonly reconnect: Reconnect;
  readonly journal: Journal;
  /** How long a silent member is tried again. */
  readonly reachAgainMs: number;
}

/**
 * Puts a member back over a new connection and reads it. Throws RollbackError `rollback-failed` where it
 * cannot be reached or does not show what it was.
 */
export async function revertMember(member: Member, reversal: Reversal): Promise<void> {
  if (member.progress === 'untouched' || member.progress === 'restored') return;
  const isAbandoned = member.progress === 'open' && (await abandonedHere(member, reversal.journal));
  await member.connection.session.close();
  const reached = await reachAgain(member, reversal);
  if (!reached) return giveUp(member, 'it cannot be reached');
  try {
    await noteFiredTimer(member, reversal.journal);
    await takeBack(member, reversal, isAbandoned);
  } catch (error) {
    return giveUp(member, errorText(error), error);
  }
  const differing = await differences(member);
  if (differing.length > 0) return giveUp(member, ['it still differs:', ...differing].join('\n'));
  member.progress = 'restored';
}

/** Throws the candidate away in the session it was typed in, which holds the lock on it; false if that is lost. */
async function abandonedHere(member: Member, journal: Journal): Promise<boolean> {
  const { change, driver } = member;
  try {
    await member.connection.session.enter(driver.dialect.homeMode);
    await runAll(member, change.abandon(member.changeName));
    return true;
  } catch (error) {
    await journal.note('revert', 'failed', errorText(error), member.plan.switch);
    return false;
  }
}

/** A timer takes what others typed meanwhile with it, of which the configuration as it is now shows nothing. */
async function noteFiredTimer(member: Member, journal: Journal): Promise<void> {
  if (member.progress !== 'timed' || (await differences(member)).length > 0) return;
  const told =
    'its timer has put everything back, and with it whatever anybody else changed there since the commit';
  await journal.note('revert', 'started', told, member.plan.switch);
}

async function takeBack(member: Member, reversal: Reversal, isAbandoned: boolean): Promise<void> {
  if (!isAbandoned && member.progress !== 'committed') await endPending(member, reversal.journal);
  const lines = await linesTowards(member, member.plan.binding.text);
  if (lines.length === 0) return;
  // In force for good, or still there although it was taken back: undone line by line, from what is there now.
  await reversal.journal.note(
    'revert',
    'started',
    `undoing ${String(lines.length)} lines`,
    member.plan.switch,
  );
  member.progress = 'committed';
  const undoing = { ...member, changeName: `${member.changeName}-back` };
  await commitLines(undoing, lines);
  await forget(member);
}

/** What the change had kept to go back to is only clutter now; a switch that has none of it refuses. */
async function forget(member: Member): Promise<void> {
  try {
    await runAll(member, member.change.forget?.(member.changeName) ?? []);
  } catch (error) {
    if (!(error instanceof DeviceError) || error.code !== 'line-rejected') throw error;
  }
}

/**
 * Takes back what waits for its confirmation, and throws away what was not committed. A switch that puts itself
 * back puts back everything: where foreign lines moved meanwhile it is confirmed, and undone line by line.
 */
async function endPending(member: Member, journal: Journal): Promise<void> {
  const { change, plan } = member;
  const { selfReverting } = change;
  for (const { name, isTimed } of await pendingChanges(member)) {
    if (!isTimed || selfReverting === undefined) await runAll(member, change.abandon(name));
    else if (await isForeignMoved(member)) {
      const why = 'not put back as a whole: configuration that is not Twinleaf’s moved during the change';
      await journal.note('revert', 'started', why, plan.switch);
      await runAll(member, selfReverting.confirm(name));
    } else await runAll(member, selfReverting.revert(name));
  }
}

/** Whether configuration that is not Twinleaf's is other than before the first line. */
async function isForeignMoved({ plan, driver, connection, running }: Member): Promise<boolean> {
  const { sections } = plan.binding;
  const now = await readRunning(connection);
  return foreignHash(now, sections, driver.rules) !== foreignHash(running, sections, driver.rules);
}

/** Lines of the owned sections that are not as they were before the change. */
async function differences(member: Member): Promise<readonly string[]> {
  const running = await readRunning(member.connection);
  return movedLines(member.plan.binding, running, member.driver.rules);
}

/** Tries until the deadline; a member whose timer runs is waited for until it must have put itself back. */
async function reachAgain(member: Member, { reconnect, journal, reachAgainMs }: Reversal): Promise<boolean> {
  const certain = member.progress === 'timed' ? member.revertsAtMs : 0;
  const until = Math.max(Date.now(), certain) + reachAgainMs;
  for (let pauseMs = 500; ; pauseMs = Math.min(pauseMs * 2, 15_000)) {
    try {
      member.connection = await reconnect(member);
      return true;
    } catch (error) {
      if (isLostUnit(error)) throw error;
      await journal.note('revert', 'failed', errorText(error), member.plan.switch);
      if (Date.now() + pauseMs > until) return false;
      await sleep(pauseMs);
    }
  }
}

function giveUp(member: Member, why: string, cause?: unknown): never {
  const message = `${member.plan.switch} could not be put back: ${why}`;
  const hint = 'look at the switch; the job’s transcript has every line that was sent';
  throw new RollbackError('rollback-failed', message, { switch: member.plan.switch, hint }, cause);
}
