/**
 * What must be true of a member before the first line is sent: it is who it should be, nobody else is in the middle of
 * a change on it, what the plan is bound to has not moved, and its pair is in order. What forwards now is noted.
 */
import { changeMethodOf } from '../../../drivers/change-method.ts';
import type { ChangeMethod } from '../../../drivers/driver.ts';
import { SafetyError } from '../../../fabric/errors.ts';
import { foreignHash, movedLines } from '../../../fabric/plan/binding.ts';
import type { Plan, SwitchPlan } from '../../../fabric/plan/plan.ts';
import type { ObservedPair } from '../../../fabric/verify/observed-switch.ts';
import type { ConfigTree } from '../../../fabric/remediation/config-tree.ts';
import type { Journal } from '../journal.ts';
import type { Meet } from '../meet-members.ts';
import type { Member } from './member.ts';
import { endLeftovers } from './pending-changes.ts';
import { checkIdentity, observe, readRunning, readStartup } from '../../switches/read-switch.ts';
import type { OpenSwitch } from '../../switches/switch-access.ts';

/**
 * The look at a member before a change: notes what it is and what it forwards, and ends what a worker of ours left
 * open on it. Throws SafetyError, and changes nothing. `isOurs` says whether a plan is one of this store.
 */
export function preflight(isOurs: (plan: string) => Promise<boolean>): Meet {
  return async (connection, plan, changeName, journal) => {
    const met = await meetMember(connection, plan, changeName, journal);
    const isCleared = await endLeftovers(met, isOurs);
    const member = isCleared ? await meetMember(connection, plan, changeName, journal) : met;
    await refuseUnready(member, journal);
    return member;
  };
}

async function refuseUnready({ connection, plan, change, running }: Member, journal: Journal): Promise<void> {
  await refusePendingChanges(connection, change);
  await refuseMoved(connection, plan, running, journal);
}

/** Sees who answers, what it runs and what it forwards; throws SafetyError where it is another device. */
export async function meetMember(
  connection: OpenSwitch,
  plan: SwitchPlan,
  changeName: string,
  journal: Journal,
): Promise<Member> {
  await journal.note('preflight', 'started', 'preflight', plan.switch);
  const identity = await checkIdentity(connection);
  const change = changeMethodOf(connection.driver, identity);
  const running = await readRunning(connection);
  const startup = await readStartup(connection);
  const before = await observe(connection);
  const { sections } = plan.binding;
  const { rules } = connection.driver;
  await journal.note('preflight', 'done', `${identity.model}, ${identity.version}`, plan.switch);
  return {
    plan,
    driver: connection.driver,
    change,
    changeName,
    running,
    before,
    hasUnsavedForeignLines: foreignHash(startup, sections, rules) !== foreignHash(running, sections, rules),
    progress: 'untouched',
    isSaved: false,
    revertsAtMs: 0,
    connection,
  };
}

/** Somebody else's candidate or unconfirmed change on the device is a lock. */
async function refusePendingChanges(
  { hostname, session }: OpenSwitch,
  { pending }: ChangeMethod,
): Promise<void> {
  if (pending === undefined) return;
  const open = pending.read(await session.run(pending.command));
  if (open.length === 0) return;
  const names = open.map((change) => change.name).join(', ');
  throw new SafetyError('unit-locked', `${hostname}: a change is already open on the switch (${names})`, {
    switch: hostname,
    hint: 'commit or abort it on the switch, then run this again',
  });
}

async function refuseMoved(
  { hostname, driver }: OpenSwitch,
  plan: SwitchPlan,
  running: ConfigTree,
  journal: Journal,
): Promise<void> {
  const moved = movedLines(plan.binding, running, driver.rules);
  if (moved.length > 0) {
    const message = [`${hostname}: what the plan is bound to has moved since it was made:`, ...moved].join(
      '\n',
    );
    throw new SafetyError('plan-stale', message, { switch: hostname, hint: 'make a new plan' });
  }
  if (foreignHash(running, plan.binding.sections, driver.rules) !== plan.binding.foreignHash) {
    await journal.note(
      'preflight',
      'done',
      'configuration that is not Twinleaf’s moved since the plan',
      hostname,
    );
  }
}

/**
 * Throws `pair-unhealthy` if the members form a pair that is not in order and that this plan does not mend on
 * either of them: a change on one member is only safe while the other one forwards.
 */
export function refuseUnhealthyPair(members: readonly Member[]): void {
  if (members.some(({ plan, driver }) => touchesPair(plan, driver.sectionsOf({ kind: 'pair-domain' }))))
    return;
  const isDisruptive = members.some(({ plan }) => plan.disruptive);
  for (const { before, plan } of members) {
    const fault = before.pair === undefined ? undefined : pairFault(before.pair, isDisruptive);
    if (fault === undefined) continue;
    const message = `${plan.switch}: ${fault}, so the other member may not carry the traffic`;
    const hint = 'bring the pair in order first; `twinleaf verify` shows what is wrong';
    throw new SafetyError('pair-unhealthy', message, { switch: plan.switch, hint });
  }
}

/**
 * A change may be what makes the members alike again, so an inconsistency stops only one that takes ports out of
 * forwarding: where it suspends the legs on one member, the other one has the last.
 */
function pairFault(pair: ObservedPair, isDisruptive: boolean): string | undefined {
  if (!pair.peerLinkUp) return 'the peer-link is down';
  if (!pair.isActive) return 'the pair is not active';
  if (pair.keepaliveUp === false) return 'the keepalive between the members is down';
  const [first] = pair.inconsistencies;
  return isDisruptive && first !== undefined ? `the members are not consistent (${first})` : undefined;
}

/** Whether the plan changes the pair domain or its peer-link on that switch. */
export function touchesPair(plan: SwitchPlan, domainSections: readonly string[]): boolean {
  const { pair } = plan.desired;
  const tops = plan.commands.filter((command) => !command.startsWith(' '));
  const isPeerLinkPort = (line: string): boolean =>
    (pair?.peerLinkPorts ?? []).some((port) => line.endsWith(` ${port}`));
  return tops.some(
    (line) => domainSections.some((section) => line.endsWith(section)) || isPeerLinkPort(line),
  );
}

/** Whether a save would also save what somebody else changed, and nobody has said that it may. */
export function owesSave(member: Member, plan: Plan): boolean {
  return member.hasUnsavedForeignLines && !plan.waivers.includes('save-foreign');
}
