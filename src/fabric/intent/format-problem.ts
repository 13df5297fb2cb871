/** A problem as text for a terminal or a log. */
import type { Problem } from '../errors.ts';

/** Columns of the excerpt that are shown; a caret far to the right helps nobody. */
const widest = 150;
/** Columns kept before the caret in a line that is cut on the left. */
const leading = 60;
const control = /\p{Cc}/gu;

/**
 * `file:line:column: message [code]`, the offending line with a caret below the column, and `hint: ...`;
 * plain text without colour and without control characters other than tab and the line ends between parts.
 */
export function formatProblem(problem: Problem): string {
  const place = [problem.file, problem.line, problem.column].filter((part) => part !== undefined).join(':');
  const head = `${place === '' ? '' : `${place}: `}${problem.message} [${problem.code}]`;
  const hint = problem.hint === undefined ? [] : [`hint: ${problem.hint}`];
  return [printable(head), ...excerptLines(problem), ...hint.map(printable)].join('\n');
}

function excerptLines({ excerpt, column }: Problem): string[] {
  if (excerpt === undefined || column === undefined) return [];
  const isCut = excerpt.length > widest && column > leading;
  const start = isCut ? column - leading : 0;
  const line = printable(excerpt.slice(start, start + widest));
  const before = line.slice(0, column - 1 - start).replace(/[^\t]/g, ' ');
  return [`  ${line}`, `  ${before}^`];
}

/** Control characters could move the cursor of the reader's terminal; tabs are kept for the caret's sake. */
function printable(text: string): string {
  return text.replace(control, (character) => (character === '\t' ? character : '�'));
}
