/** Which mode a line shows: a prompt stands on the last line and has no newline behind it. */
import type { CliMode } from '../cli-dialect.ts';

/** The prompt that stands on the screen. */
export interface Prompt {
  readonly mode: string;
  readonly text: string;
}

/** No switch has a longer prompt: 64 characters of name and as many of mode. Longer lines are not looked at. */
const longestPrompt = 256;

/**
 * The name of the mode whose prompt the line is, or undefined where it is no prompt. The line comes without
 * ANSI sequences and carriage returns. The first mode that matches wins.
 */
export function promptMode(modes: readonly CliMode[], line: string): string | undefined {
  if (line.length > longestPrompt) return undefined;
  for (const mode of modes) {
    // `search` starts at 0 whatever `lastIndex` a shared expression has.
    if (line.search(mode.prompt) >= 0 && !mode.unless.some((part) => line.includes(part))) return mode.name;
  }
  return undefined;
}

/**
 * What all prompts of a session begin with: `leaf-a` for `leaf-a>`, `leaf-a(config-if)#` and `leaf-a(s1)#`.
 * It tells a prompt from a line of output that happens to be cut behind a `#`.
 */
export function promptStem(prompt: string): string {
  return /^(.*?)(?:\([^()]*\))*[>#$%]?\s*$/.exec(prompt)?.[1] ?? prompt;
}
