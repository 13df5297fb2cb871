/** Members back to where they were, the last changed first. */
import { RollbackError } from '../../fabric/errors.ts';
import { connect, type Change } from './change.ts';
import { errorText } from './journal.ts';
import { isLostUnit } from './lease.ts';
import type { Member } from './member/member.ts';
import { revertMember } from './member/revert-member.ts';
import { saveRestored } from './save-members.ts';

/** Tries every member, whatever becomes of the others; gives what failed, empty where all are as they were. */
export async function putBack(change: Change, members: readonly Member[]): Promise<readonly Error[]> {
  const { journal, context } = change;
  const reversal = {
    journal,
    reachAgainMs: context.timing.reachAgainMs,
    reconnect: (member: Member) => connect(change, member.plan.switch),
  };
  const failures: Error[] = [];
  for (const member of members.toReversed()) {
    try {
      await revertMember(member, reversal);
      await saveRestored(change, member);
      await journal.note('revert', 'done', 'as it was', member.plan.switch);
    } catch (error) {
      await journal.note('revert', 'failed', errorText(error), member.plan.switch);
      failures.push(asFailure(member.plan.switch, error));
    }
  }
  return failures;
}

/** Whatever stops it: a member that was sent something and is not proven to be as it was needs a person. */
function asFailure(hostname: string, error: unknown): Error {
  if (error instanceof RollbackError || isLostUnit(error)) return asError(error);
  const message = `${hostname} could not be put back: ${errorText(error)}`;
  const hint = 'look at the switch; the job’s transcript has every line that was sent';
  return new RollbackError('rollback-failed', message, { switch: hostname, hint }, error);
}

function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error));
}
