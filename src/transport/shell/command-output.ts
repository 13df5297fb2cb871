/** The switch's words out of the lines that it printed: no log lines, no blank edges; is it a refusal? */
import type { CliDialect } from '../cli-dialect.ts';

/** The lines as one text, without the log lines that got between them and without blank lines at the edges. */
export function commandOutput(lines: readonly string[], noise: readonly RegExp[]): string {
  if (lines.length === 0) return '';
  const kept = lines.filter((line) => !matchesAny(line, noise));
  let start = 0;
  let end = kept.length;
  while (start < end && kept[start]?.trim() === '') start += 1;
  while (end > start && kept[end - 1]?.trim() === '') end -= 1;
  return kept.slice(start, end).join('\n');
}

/** The first line by which the switch refused the command, or undefined where it took it. */
export function refusedLine(
  output: string,
  dialect: Pick<CliDialect, 'refusals' | 'notRefusals'>,
): string | undefined {
  if (output === '') return undefined;
  // The whole text first: nearly every answer is none, and some are megabytes.
  const suspects = dialect.refusals.filter((refusal) => output.search(perLine(refusal)) >= 0);
  if (suspects.length === 0) return undefined;
  return output
    .split('\n')
    .find((line) => matchesAny(line, suspects) && !matchesAny(line, dialect.notRefusals));
}

/** `^` and `$` of a dialect mean the edges of a line. An expression is compiled once, not for every answer. */
const perLineOf = new WeakMap<RegExp, RegExp>();

function perLine(expression: RegExp): RegExp {
  if (expression.multiline) return expression;
  const known = perLineOf.get(expression);
  if (known !== undefined) return known;
  const made = new RegExp(expression.source, `${expression.flags}m`);
  perLineOf.set(expression, made);
  return made;
}

function matchesAny(line: string, expressions: readonly RegExp[]): boolean {
  return expressions.some((expression) => line.search(expression) >= 0);
}
