/** The way from what a member shows now to what its owned sections are to be: forward to the plan, or back. */
import { movedLines } from '../../../fabric/plan/binding.ts';
import { parseConfig } from '../../../fabric/remediation/parse-config.ts';
import { remediation } from '../../../fabric/remediation/remediation.ts';
import { targetTree } from '../../../fabric/remediation/target-tree.ts';
import { readRunning } from '../../switches/read-switch.ts';
import type { Member } from './member.ts';

/** Reads the member; gives what leads to owned sections as this text has them, nothing where they are so already. */
export async function linesTowards(
  { plan, driver, connection }: Member,
  text: string,
): Promise<readonly string[]> {
  const { rules } = driver;
  const running = await readRunning(connection);
  if (movedLines({ ...plan.binding, text }, running, rules).length === 0) return [];
  const target = targetTree(running, parseConfig(text, rules), plan.binding.sections, rules);
  return remediation(running, target, rules);
}
