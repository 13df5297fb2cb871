/** What is typed for an observation on a given switch. */
import { filled } from '../fabric/remediation/lines/rule-book.ts';
import type { ConfigTree } from '../fabric/remediation/config-tree.ts';
import type { Observation } from './driver.ts';

/** The command, or undefined where the running configuration lacks the line that it is about. */
export function observationCommand(
  { where, command }: Pick<Observation, 'where' | 'command'>,
  running: ConfigTree,
): string | undefined {
  if (where === undefined) return command;
  for (const { text } of running) {
    const captures = where.exec(text);
    if (captures) return filled(command, captures);
  }
  return undefined;
}
