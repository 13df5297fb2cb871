/** Changes of ours that a switch holds open or that wait for their confirmation. */
import type { PendingChange } from '../../../drivers/driver.ts';
import { runAll } from './change-member.ts';
import type { Member } from './member.ts';

/**
 * Those of this plan, whichever worker made them: the name of a change begins with the plan's id. A switch that
 * cannot tell may have the change waiting, if it has a timer at all.
 */
export async function pendingChanges(member: Member): Promise<readonly PendingChange[]> {
  const { pending, selfReverting } = member.change;
  if (pending === undefined) {
    return selfReverting === undefined ? [] : [{ name: member.changeName, isTimed: true }];
  }
  const open = pending.read(await member.connection.session.run(pending.command));
  return open.filter(({ name }) => name.includes(planPart(member.changeName)));
}

/**
 * Ends what workers of ours left open on a member and never came back to: whoever holds the unit is the only one
 * who may have a change there. True if there was any. `isOurs` says whether a plan is one of this store.
 */
export async function endLeftovers(
  member: Member,
  isOurs: (plan: string) => Promise<boolean>,
): Promise<boolean> {
  const { change } = member;
  const { pending, selfReverting } = change;
  if (pending === undefined) return false;
  let isEnded = false;
  for (const { name, isTimed } of pending.read(await member.connection.session.run(pending.command))) {
    const plan = /([0-9a-f]+)-\d+(?:-back)?$/.exec(name)?.[1];
    if (plan === undefined || !(await isOurs(plan))) continue;
    const goesBack = isTimed && selfReverting !== undefined;
    await runAll(member, goesBack ? selfReverting.revert(name) : change.abandon(name));
    isEnded = true;
  }
  return isEnded;
}

/** The name of a change on a device: the plan's id, which has no hyphen, and the worker's fencing number. */
export function changeName(plan: string, fence: number): string {
  return `${plan}-${String(fence)}`;
}

function planPart(name: string): string {
  return name.slice(0, name.indexOf('-') + 1);
}
