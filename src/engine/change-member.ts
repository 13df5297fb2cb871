/** Sending a member its lines, and reading back that they are in force. */
import { VerifyError } from '../fabric/errors.ts';
import { movedLines } from '../fabric/plan/binding.ts';
import { sectionText } from '../fabric/remediation/format-config.ts';
import type { Member } from './member.ts';
import { readRunning } from './read-switch.ts';

/**
 * Types the plan's lines and brings them into force: under a timer where the switch puts back what is not
 * confirmed, for good elsewhere. The member's progress says at every moment what may be in force.
 */
export async function sendChange(member: Member, timerSeconds: number): Promise<void> {
  const { change } = member.driver;
  const isBeforehand = (line: string): boolean =>
    change.beforehand?.some((pattern) => pattern.test(line)) ?? false;
  const first = member.plan.commands.filter(isBeforehand);
  if (first.length > 0) await commitBeforehand(member, first);
  member.progress = change.isCandidate ? 'open' : 'committed';
  await typeLines(
    member,
    member.plan.commands.filter((line) => !isBeforehand(line)),
  );
  const timed = change.selfReverting;
  if (timed === undefined) {
    member.progress = 'committed';
    await runAll(member, change.commit(member.changeName));
    return;
  }
  const seconds = Math.min(Math.max(timerSeconds, timed.leastSeconds), timed.mostSeconds);
  member.revertsAtMs = Date.now() + seconds * 1000;
  member.progress = 'timed';
  await runAll(member, timed.commit(member.changeName, seconds));
}

async function commitBeforehand(member: Member, lines: readonly string[]): Promise<void> {
  member.progress = 'committed';
  await typeLines(member, lines);
  await runAll(member, member.driver.change.commit(member.changeName));
}

/** Opens the candidate and types lines into it, in one go where the switch allows that. */
export async function typeLines(member: Member, lines: readonly string[]): Promise<void> {
  const { change } = member.driver;
  const { session } = member.connection;
  await runAll(member, change.open(member.changeName));
  if (change.batch) await session.runBatch(lines);
  else for (const line of lines) await session.run(line);
}

/** Types commands one after the other. */
export async function runAll(member: Member, commands: readonly string[]): Promise<void> {
  for (const command of commands) await member.connection.session.run(command);
}

/** Throws `not-observed` with the differing lines unless the owned sections read back as intended. */
export async function readBack(member: Member): Promise<string> {
  const { plan, driver, connection } = member;
  const running = await readRunning(connection);
  const expected = { ...plan.binding, text: plan.intended };
  const differing = movedLines(expected, running, driver.rules);
  if (differing.length > 0) {
    const message = [`${plan.switch}: accepted the change, but does not show it:`, ...differing].join('\n');
    throw new VerifyError('not-observed', message, { switch: plan.switch });
  }
  return sectionText(running, plan.binding.sections, driver.rules);
}
