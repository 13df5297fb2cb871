/** Putting a member back to where it was, and proving it. */
import { setTimeout as sleep } from 'node:timers/promises';
import { RollbackError } from '../fabric/errors.ts';
import { movedLines } from '../fabric/plan/binding.ts';
import { runAll, typeLines } from './change-member.ts';
import { errorText, type Journal } from './journal.ts';
import type { Member } from './member.ts';
import { readRunning } from './read-switch.ts';
import type { OpenSwitch } from './switch-access.ts';

/** Gives a new session to the member. */
export type Reconnect = (member: Member) => Promise<OpenSwitch>;

interface Reversal {
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
  await member.connection.session.close();
  const reached = await reachAgain(member, reversal);
  if (!reached) return giveUp(member, 'it cannot be reached');
  try {
    await takeBack(member, reversal);
  } catch (error) {
    return giveUp(member, errorText(error), error);
  }
  const differing = await differences(member);
  if (differing.length > 0) return giveUp(member, ['it still differs:', ...differing].join('\n'));
  member.progress = 'restored';
}

async function takeBack(member: Member, reversal: Reversal): Promise<void> {
  const { change } = member.driver;
  const unconfirmed = change.selfReverting;
  if (member.progress === 'open' && (await isPending(member))) {
    await runAll(member, change.abandon(member.changeName));
  }
  if (member.progress === 'timed' && unconfirmed !== undefined && (await isPending(member))) {
    await runAll(member, unconfirmed.revert(member.changeName));
  }
  if ((await differences(member)).length === 0) return;
  // In force for good, or still there although it was taken back: undone line by line.
  await reversal.journal.note('revert', 'started', 'undoing line by line', member.plan.switch);
  member.progress = 'committed';
  await typeLines({ ...member, changeName: `${member.changeName}-back` }, member.plan.wayBack);
  await runAll(member, change.commit(`${member.changeName}-back`));
}

/** Whether the switch still has the change open or waiting for its confirmation. */
export async function isPending(member: Member): Promise<boolean> {
  const { pending } = member.driver.change;
  if (pending === undefined) return true;
  const open = pending.read(await member.connection.session.run(pending.command));
  return open.some((change) => change.name.includes(member.changeName));
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
