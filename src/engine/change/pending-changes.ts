/** Changes of ours that a switch holds open or that wait for their confirmation. */
import type { PendingChange } from '../../drivers/driver.ts';
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

/** The name of a change on a device: the plan's id, which has no hyphen, and the worker's fencing number. */
export function changeName(plan: string, fence: number): string {
  return `${plan}-${String(fence)}`;
}

function planPart(name: string): string {
  return name.slice(0, name.indexOf('-') + 1);
}
