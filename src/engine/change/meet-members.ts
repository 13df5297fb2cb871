/** The members of a unit, each over its own session, in the order in which they are changed. */
import type { SwitchPlan } from '../../fabric/plan/plan.ts';
import type { OpenSwitch } from '../switches/switch-access.ts';
import { connect, type Change } from './change.ts';
import type { Journal } from './journal.ts';
import type { Member } from './member/member.ts';
import { changeName } from './member/pending-changes.ts';

/** Looks at one member before anything is sent to it; throws to stop the change. */
export type Meet = (
  connection: OpenSwitch,
  plan: SwitchPlan,
  changeName: string,
  journal: Journal,
) => Promise<Member>;

/** Opens a session to every member, does the work, and closes whatever is open then. */
export async function withMembers<Value>(
  change: Change,
  meet: Meet,
  work: (members: readonly Member[]) => Promise<Value>,
): Promise<Value> {
  const connections: OpenSwitch[] = [];
  const members: Member[] = [];
  try {
    for (const one of change.unit.switches) {
      const connection = await connect(change, one.switch);
      connections.push(connection);
      members.push(
        await meet(connection, one, changeName(change.plan.id, change.lease.fence), change.journal),
      );
    }
    return await work(secondaryFirst(members));
  } finally {
    await Promise.allSettled([
      ...connections.map(({ session }) => session.close()),
      ...members.map((member) => member.connection.session.close()),
    ]);
  }
}

/** The operationally secondary member first, where the switches tell; else by hostname. */
function secondaryFirst(members: readonly Member[]): readonly Member[] {
  const rank = (member: Member): number => (member.before.pair?.role === 'secondary' ? 0 : 1);
  return members.toSorted((a, b) => rank(a) - rank(b));
}
