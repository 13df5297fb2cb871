/** Sending a member its lines, and reading back that they are in force. */
import { VerifyError } from '../../../fabric/errors.ts';
import { movedLines } from '../../../fabric/plan/binding.ts';
import { changeStages } from '../../../fabric/plan/on-the-way/change-stages.ts';
import { sectionText } from '../../../fabric/remediation/format-config.ts';
import type { Member } from './member.ts';
import { readRunning } from '../../switches/read-switch.ts';

/**
 * Types the plan's lines and brings them into force: under a timer where the switch puts back what is not
 * confirmed, for good elsewhere. The member's progress says at every moment what may be in force.
 */
export async function sendChange(member: Member, timerSeconds: number): Promise<void> {
  const { change } = member;
  const timed = change.selfReverting;
  if (timed === undefined) {
    await commitLines(member, member.plan.commands);
    return;
  }
  const stages = changeStages(member.plan.commands, change);
  for (const earlier of stages.slice(0, -1)) await commitStage(member, earlier);
  member.progress = 'open';
  await runAll(member, change.open(member.changeName));
  await typeLines(member, stages.at(-1) ?? []);
  const seconds = Math.min(Math.max(timerSeconds, timed.leastSeconds), timed.mostSeconds);
  member.revertsAtMs = Date.now() + seconds * 1000;
  member.progress = 'timed';
  await runAll(member, timed.commit(member.changeName, seconds));
}

/** Types lines and brings them into force for good, in as many commits as the switch needs. */
export async function commitLines(member: Member, lines: readonly string[]): Promise<void> {
  for (const stage of changeStages(lines, member.change)) await commitStage(member, stage);
}

async function commitStage(member: Member, lines: readonly string[]): Promise<void> {
  const { change } = member;
  // Until it is opened there is nothing of ours, and a candidate may be somebody else's.
  await runAll(member, change.open(member.changeName));
  // A candidate stays open until its commit is answered: what a refused one leaves has to be thrown away.
  member.progress = change.isCandidate ? 'open' : 'committed';
  await typeLines(member, lines);
  await runAll(member, change.commit(member.changeName));
  member.progress = 'committed';
}

/** In one go where the switch allows that. */
async function typeLines(member: Member, lines: readonly string[]): Promise<void> {
  const { change } = member;
  const { session } = member.connection;
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
