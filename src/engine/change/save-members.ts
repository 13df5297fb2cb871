/** Saving to the startup configuration, which never undoes a change that is in force: a switch that cannot owes it. */
import { readBack } from './member/change-member.ts';
import { reconnect, type Change } from './change.ts';
import { errorText } from './journal.ts';
import type { Member } from './member/member.ts';
import { owesSave } from './member/preflight.ts';
import type { AppliedSwitch } from '../store.ts';

/** Writing flash can take minutes on a busy control plane. */
const saveDeadlineMs = 180_000;

/** Saves what was changed and reads every member back; gives what is in force now. */
export async function saveMembers(
  change: Change,
  members: readonly Member[],
): Promise<readonly AppliedSwitch[]> {
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

/** Saves again what was put back after it had been saved. */
export async function saveRestored(change: Change, member: Member): Promise<void> {
  if (!member.isSaved) return;
  member.isSaved = false;
  await save(change, member);
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
        member.isSaved = true;
        await journal.note('save', 'done', 'saved to the startup configuration', hostname);
        return true;
      }
      await journal.note('save', 'failed', `'${command}' answered: ${output.trim()}`, hostname);
    } catch (error) {
      await journal.note('save', 'failed', errorText(error), hostname);
    }
    if (attempt === 1) await reconnect(change, member);
  }
  return false;
}
