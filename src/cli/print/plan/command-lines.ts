/** Commands as they are typed, shown to people: what adds, what takes away, what only opens a section. */
import type { Paint } from '../paint.ts';
import { printable } from '../printable.ts';

/** Words that open a line which takes something away or back to its default. */
const takesAway = /^\s*(no|default|delete|undo|clear)\b/;

/**
 * One line each with a mark in front: `+` adds, `-` takes away, a blank opens a section. A line that stands in the
 * intended configuration as it is typed adds, whatever it begins with.
 */
export function markedCommands(
  commands: readonly string[],
  paint: Paint,
  intended: ReadonlySet<string> = new Set(),
): readonly string[] {
  return commands.map((command, place) => {
    const text = printable(command);
    const kind = kindOf(command, commands[place + 1]);
    if (kind === 'removes' && !intended.has(command.trim())) return paint.removed(`- ${text}`);
    return kind === 'opens' ? `  ${text}` : paint.added(`+ ${text}`);
  });
}

/** The lines of an intended configuration, as `markedCommands` compares them. */
export function linesOf(intended: string): ReadonlySet<string> {
  return new Set(intended.split('\n').map((line) => line.trim()));
}

/** The commands and nothing else, so that they can be copied; coloured where colours are wanted. */
export function plainCommands(commands: readonly string[], paint: Paint): readonly string[] {
  return commands.map((command, place) => {
    const text = printable(command);
    const kind = kindOf(command, commands[place + 1]);
    if (kind === 'opens') return text;
    return kind === 'removes' ? paint.removed(text) : paint.added(text);
  });
}

function kindOf(command: string, next = ''): 'adds' | 'removes' | 'opens' {
  if (takesAway.test(command)) return 'removes';
  return depth(next) > depth(command) ? 'opens' : 'adds';
}

function depth(command: string): number {
  return command.length - command.trimStart().length;
}
