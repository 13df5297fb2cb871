/**
 * A unit that another worker left in the middle of a change, or that a person wants led to an end: back to what
 * was there, or forward to what the plan wants (`docs/safe-change.md` says when which).
 */
import { RollbackError } from '../../fabric/errors.ts';
import { switchesSentTo } from '../jobs/dead-jobs.ts';
import type { AppliedSwitch } from '../store.ts';
import { awaitIntended } from './await-state.ts';
import { readBack, runAll, sendChange } from './member/change-member.ts';
import { reconnect, type Change } from './change.ts';
import { confirmMember } from './member/confirm-member.ts';
import { jobError } from './journal.ts';
import { withMembers } from './meet-members.ts';
import { linesTowards } from './member/lines-towards.ts';
import type { Member } from './member/member.ts';
import { pendingChanges } from './member/pending-changes.ts';
import { meetMember } from './member/preflight.ts';
import { putBack } from './put-back.ts';
import { saveMembers } from './save-members.ts';

/**
 * Puts back every member to which something may have been sent; the others are not even looked at, since somebody
 * else may have changed them meanwhile. Throws RollbackError where one of them cannot be reached or does not show
 * what it was.
 */
export async function undoUnit(change: Change): Promise<void> {
  const sentTo = switchesSentTo(change.job.steps);
  const switches = change.unit.switches.filter((one) => sentTo.has(one.switch));
  const undoing = { ...change, unit: { ...change.unit, switches } };
  await leading(undoing, 'undo', () =>
    withMembers(undoing, meetMember, async (members) => {
      const saved = switchesSaved(change);
      for (const member of members) {
        member.progress = 'unknown';
        member.isSaved = saved.has(member.plan.switch);
      }
      const [first] = await putBack(undoing, members);
      if (first !== undefined) throw first;
    }),
  );
}

/** Brings every member to what the plan wants; gives what is in force. Throws RollbackError. */
export async function resumeUnit(change: Change): Promise<readonly AppliedSwitch[]> {
  return leading(change, 'resume', () =>
    withMembers(change, meetMember, async (members) => {
      for (const member of members) await leadForward(change, member);
      const verdict = await awaitIntended(change.unit.pair, members, change.context.timing);
      await change.journal.note('verify', 'done', verdict);
      return saveMembers(change, members);
    }),
  );
}

/** Whatever fails leaves the unit where only a person can say how to go on. */
async function leading<Value>(change: Change, goal: string, work: () => Promise<Value>): Promise<Value> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof RollbackError) throw error;
    const { code, message, ...details } = jobError(error);
    const { id, unit } = change.job;
    throw new RollbackError(
      'half-applied',
      `${unit}: ${goal} did not come to its end: ${message} [${code}]`,
      {
        ...details,
        hint: `look at the switches, then \`twinleaf jobs resume ${id}\` or \`twinleaf jobs undo ${id}\``,
      },
      error,
    );
  }
}

/** What waits for its confirmation is confirmed; what the switch has put back is sent again. */
async function leadForward(change: Change, member: Member): Promise<void> {
  const { selfReverting } = member.change;
  for (const { name, isTimed } of await pendingChanges(member)) {
    const isConfirmed = isTimed && selfReverting !== undefined;
    await runAll(member, isConfirmed ? selfReverting.confirm(name) : member.change.abandon(name));
  }
  const lines = await linesTowards(member, member.plan.intended);
  if (lines.length === 0) return;
  const again = { ...member, plan: { ...member.plan, commands: lines } };
  const { journal, context } = change;
  const hostname = member.plan.switch;
  await journal.step('change', hostname, `${String(lines.length)} lines that it does not have`, () =>
    sendChange(again, context.timing.firstTimerSeconds),
  );
  await reconnect(change, again);
  member.connection = again.connection;
  await journal.step('verify', hostname, 'the configuration reads back as intended', () => readBack(again));
  await confirmMember(change, again);
}

/** Switches of which the journal says that their startup configuration has the change. */
function switchesSaved({ job }: Change): ReadonlySet<string> {
  const saves = job.steps.filter(({ step, phase }) => step === 'save' && phase === 'done');
  return new Set(saves.flatMap((step) => step.switch ?? []));
}
