/** What stands behind a `|`: the answer as JSON, or some of its lines. */
import {
  filterExpression,
  lineSelections,
  selectionOf,
  verbAndPattern,
  type Selection,
} from '../../../virtual/line-filter.ts';

/** An answer as text and, where the switch has a model for it, as data. */
export interface ShowAnswer {
  readonly text: readonly string[];
  /** Absent: the command was never converted to data. */
  readonly data?: unknown;
}

/** The answer through all filters, as lines, or a refusal. */
export function filtered(answer: ShowAnswer, filters: readonly string[]): readonly string[] {
  let lines = answer.text;
  for (const filter of filters) {
    const next = applyFilter(answer, lines, filter);
    if (next === undefined) return ['% Invalid input'];
    lines = next;
  }
  return lines;
}

function applyFilter(
  answer: ShowAnswer,
  lines: readonly string[],
  filter: string,
): readonly string[] | undefined {
  const { verb, pattern } = verbAndPattern(filter);
  if (verb === 'json') return asJson(answer);
  if (verb === 'no-more') return lines;
  const expression = filterExpression(pattern, 'i');
  return expression === undefined ? undefined : selectionOf(selections, verb)?.(lines, expression);
}

const selections: Readonly<Record<string, Selection>> = {
  ...lineSelections,
  begin: (lines, expression) => {
    const first = lines.findIndex((line) => expression.test(line));
    return lines.slice(Math.max(0, first));
  },
  section: matchingSections,
};

function asJson({ data }: ShowAnswer): readonly string[] {
  return data === undefined
    ? ['% This is an unconverted command']
    : JSON.stringify(data, null, 4).split('\n');
}

/** Every line that matches, with the headers above it and everything below it. */
export function matchingSections(lines: readonly string[], expression: RegExp): readonly string[] {
  const kept = new Set<number>();
  const headers: { readonly index: number; readonly depth: number; readonly isMatch: boolean }[] = [];
  for (const [index, line] of lines.entries()) {
    const depth = line.length - line.trimStart().length;
    while ((headers.at(-1)?.depth ?? -1) >= depth) headers.pop();
    const isSeparator = line.trim() === '!';
    const isMatch = !isSeparator && (headers.some((header) => header.isMatch) || expression.test(line));
    if (isMatch) for (const at of [...headers.map((header) => header.index), index]) kept.add(at);
    if (!isSeparator) headers.push({ index, depth, isMatch });
  }
  return lines.filter((_, index) => kept.has(index));
}
