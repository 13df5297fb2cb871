/** Members back to where they were, the last changed first. */
import { connect, type Change } from './change.ts';
import { errorText } from './journal.ts';
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
      failures.push(error instanceof Error ? error : new Error(String(error)));
    }
  }
  return failures;
}
