/** Typing ahead of the prompts, as far as a terminal takes it. */

/** What is typed in one line. */
export interface Typed {
  readonly text: string;
  /** Not echoed, and never named. */
  readonly isSecret?: boolean;
}

/** Bytes typed ahead of their echoes: the input queue of a terminal holds 4096 (Linux N_TTY). */
const typeAheadBytes = 2_048;

/**
 * The next lines that fit in behind those that were sent and are not echoed yet; one at least where all are.
 * `echoed` and `sent` count lines from the first.
 */
export function linesThatFit(lines: readonly Typed[], echoed: number, sent: number): readonly Typed[] {
  const size = (line: Typed): number => Buffer.byteLength(line.text) + 1;
  let outstanding = lines.slice(echoed, sent).reduce((sum, line) => sum + size(line), 0);
  let end = sent;
  for (const line of lines.slice(sent)) {
    if (outstanding > 0 && outstanding + size(line) > typeAheadBytes) break;
    outstanding += size(line);
    end += 1;
  }
  return lines.slice(sent, end);
}
