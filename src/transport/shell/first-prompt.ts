/** The first prompt after the login, which a banner may look like and which may be cut anywhere. */
import type { CliDialect } from '../cli-dialect.ts';
import { commandOutput } from './command-output.ts';
import { promptMode, type Prompt } from './prompt-match.ts';
import type { Look } from './shell-screen.ts';

/** What looks like the prompt of another switch is one if nothing follows for this long (a renamed switch). */
export const strangePromptMs = 1_000;

export interface PromptCandidate extends Prompt {
  /** The switch has printed it once more behind an empty line. */
  readonly isConfirmed: boolean;
}

/** What came before a line, and the candidate at which an empty line was typed, if one was. */
interface Circumstances {
  readonly before: readonly string[];
  readonly typedAt: string | undefined;
  readonly silentMs: number;
}

/** What the last line is as a first prompt. */
export function promptCandidate(
  { modes, noise }: Pick<CliDialect, 'modes' | 'noise'>,
  text: string,
  { before, typedAt, silentMs }: Circumstances,
): Look<PromptCandidate> {
  const mode = promptMode(modes, text);
  if (mode === undefined) return undefined;
  if (text !== typedAt) return { value: { mode, text, isConfirmed: false } };
  const last = before.findLast((line) => commandOutput([line], noise) !== '');
  if (last === text) return { value: { mode, text, isConfirmed: true } };
  // A login that throws away what was typed before it was ready has swallowed the empty line.
  return silentMs < strangePromptMs
    ? { silentMs: strangePromptMs }
    : { value: { mode, text, isConfirmed: false } };
}
