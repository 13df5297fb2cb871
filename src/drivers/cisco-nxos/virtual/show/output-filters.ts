/** What stands behind a `|`: the answer as JSON, or some of its lines. */
import {
  filterExpression,
  lineSelections,
  selectionOf,
  splitPipes,
  verbAndPattern,
  type Selection,
} from '../../../virtual/line-filter.ts';

/** An answer as text and, where the switch has it so, as data. */
export interface ShowAnswer {
  readonly text: readonly string[];
  /** Numbers as numbers; `| json` prints them as strings, `| json native` as they are. */
  readonly data?: unknown;
}

/** The command in front of the first pipe and the filters behind it; a pipe in quotes is none. */
export function splitAtPipes(line: string): ReturnType<typeof splitPipes> {
  return splitPipes(line, /\|(?=(?:[^"]*"[^"]*")*[^"]*$)/);
}

/** The answer through all filters, as lines, or undefined where a filter is none. */
export function filtered(answer: ShowAnswer, filters: readonly string[]): readonly string[] | undefined {
  let lines: readonly string[] | undefined = answer.text;
  for (const filter of filters) {
    const { verb, pattern } = verbAndPattern(filter);
    lines = asData(answer, verb, pattern) ?? selected(lines, verb, pattern);
    if (lines === undefined) return undefined;
  }
  return lines;
}

function asData({ data }: ShowAnswer, verb: string, style: string): readonly string[] | undefined {
  if (verb !== 'json' && verb !== 'json-pretty') return undefined;
  if (data === undefined) return ['ERROR: Structured output is not supported for this command'];
  const value = style === 'native' ? data : withStrings(data);
  return verb === 'json' ? [JSON.stringify(value)] : JSON.stringify(value, null, 4).split('\n');
}

/** Numbers as strings, as everything but `json native` has them. */
function withStrings(value: unknown): unknown {
  if (typeof value === 'number') return String(value);
  if (Array.isArray(value)) return value.map(withStrings);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, withStrings(inner)]));
}

const selections: Readonly<Record<string, Selection>> = {
  ...lineSelections,
  section: matchingSections,
  begin: (lines, expression) => {
    const first = lines.findIndex((line) => expression.test(line));
    return first === -1 ? [] : lines.slice(first);
  },
};

function selected(lines: readonly string[], verb: string, pattern: string): readonly string[] | undefined {
  if (verb === 'no-more') return lines;
  if (verb === 'count') return [String(lines.length)];
  const expression = filterExpression(pattern);
  return expression === undefined ? undefined : selectionOf(selections, verb)?.(lines, expression);
}

/** Every line that matches, with everything below it. */
function matchingSections(lines: readonly string[], expression: RegExp): readonly string[] {
  let depth = -1;
  return lines.filter((line) => {
    const margin = line.length - line.trimStart().length;
    if (line.trim() === '' || margin <= depth) depth = -1;
    if (depth !== -1) return true;
    if (!expression.test(line)) return false;
    depth = margin;
    return true;
  });
}

/** A table as the switch gives it: one row is an object, more are a list (SOURCES.md 6); none: nothing. */
export function table(name: string, rows: readonly unknown[]): Readonly<Record<string, unknown>> {
  if (rows.length === 0) return {};
  return { [`TABLE_${name}`]: { [`ROW_${name}`]: rows.length === 1 ? rows[0] : rows } };
}
