/** Changes of ours that a switch holds open or that wait for their confirmation. */
import type { PendingChange } from '../../../drivers/driver.ts';
import { runAll } from './change-member.ts';
import type { Member } from './member.ts';

/**
 * Those of this plan, whichever worker made them: the name of a change has the plan's id in it. A switch that
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
  await forgetKept(member, isOurs);
  if (pending === undefined) return false;
  let isEnded = false;
  for (const { name, isTimed } of pending.read(await member.connection.session.run(pending.command))) {
    if (!(await isOurs(planIn(name)))) continue;
    const goesBack = isTimed && selfReverting !== undefined;
    await runAll(member, goesBack ? selfReverting.revert(name) : change.abandon(name));
    isEnded = true;
  }
  return isEnded;
}

/** What they kept to go back to: a switch has room for few, and refuses the next change when it is full. */
async function forgetKept(
  { change, connection }: Member,
  isOurs: (plan: string) => Promise<boolean>,
): Promise<void> {
  const { kept } = change;
  if (kept === undefined) return;
  for (const name of kept.read(await connection.session.run(kept.command))) {
    if (!(await isOurs(planIn(name)))) continue;
    for (const command of change.forget?.(name) ?? []) await connection.session.run(command);
  }
}

/** The plan in the name of a change; empty where it is no name of ours. */
function planIn(name: string): string {
  return /([0-9a-f]+)-\d+(?:-back)?$/.exec(name)?.[1] ?? '';
}

/** The name of a change on a device: the plan's id, which has no hyphen, and the worker's fencing number. */
export function changeName(plan: string, fence: number): string {
  return `${plan}-${String(fence)}`;
}

function planPart(name: string): string {
  return name.slice(0, name.indexOf('-') + 1);
}
