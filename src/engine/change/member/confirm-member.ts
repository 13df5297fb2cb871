/** Making a timed change permanent. */
import { reconnect, type Change } from '../change.ts';
import { readBack, runAll } from './change-member.ts';
import { errorText } from '../journal.ts';
import type { Member } from './member.ts';
import { pendingChanges } from './pending-changes.ts';

/** Confirmed over the connection that was opened after the change, which proves the way in. */
export async function confirmMember(change: Change, member: Member): Promise<void> {
  const timed = member.change.selfReverting;
  if (timed === undefined || member.progress !== 'timed') return;
  await change.journal.step('confirm', member.plan.switch, 'confirm', async () => {
    try {
      await runAll(member, timed.confirm(member.changeName));
    } catch (error) {
      // The answer may be lost although the switch has confirmed: only the switch can say.
      await change.journal.note('confirm', 'failed', errorText(error), member.plan.switch);
      await reconnect(change, member);
      for (const { name } of await pendingChanges(member)) await runAll(member, timed.confirm(name));
    }
    member.progress = 'committed';
    await readBack(member);
  });
}
