/** What the session layer makes of a dialect, for tests that ask it about single lines. */
import type { CliDialect } from '../../src/transport/cli-dialect.ts';
import { refusedLine } from '../../src/transport/shell/command-output.ts';
import { promptMode } from '../../src/transport/shell/prompt-match.ts';

/** Every mode whose prompt the line is: the session layer takes the first, and there should be no second. */
export function modesOf({ modes }: CliDialect, lastLine: string): readonly string[] {
  return modes.filter((mode) => promptMode([mode], lastLine) !== undefined).map(({ name }) => name);
}

/** Whether the output of a command means that it was refused. */
export function isRefused(dialect: CliDialect, output: string): boolean {
  return refusedLine(output, dialect) !== undefined;
}
