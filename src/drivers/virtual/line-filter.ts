/** Picks lines of an answer by an expression, as `include` and its kin do behind a pipe. */
export type Selection = (lines: readonly string[], expression: RegExp) => readonly string[];

/** Those that keep or drop single lines, by their verbs. */
export const lineSelections = {
  include: (lines, expression) => lines.filter((line) => expression.test(line)),
  grep: (lines, expression) => lines.filter((line) => expression.test(line)),
  exclude: (lines, expression) => lines.filter((line) => !expression.test(line)),
} as const satisfies Readonly<Record<string, Selection>>;

/** What a typed verb means, which may be abbreviated to three letters; undefined for one that is none of these. */
export function selectionOf(
  selections: Readonly<Record<string, Selection>>,
  verb: string,
): Selection | undefined {
  return Object.entries(selections).find(([name]) => verb.length > 2 && name.startsWith(verb))?.[1];
}

/** The expression behind a verb; undefined where it is empty or none. */
export function filterExpression(pattern: string, flags = ''): RegExp | undefined {
  if (pattern === '') return undefined;
  try {
    return new RegExp(pattern, flags);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/** The command in front of the first pipe and the filters behind it; `pipe` is what counts as one. */
export function splitPipes(
  line: string,
  pipe: string | RegExp = '|',
): { readonly command: string; readonly filters: readonly string[] } {
  const [command = '', ...filters] = line.split(pipe).map((part) => part.trim());
  return { command, filters };
}

/** The verb of a filter in lower case, and its pattern without the quotes around it. */
export function verbAndPattern(filter: string): { readonly verb: string; readonly pattern: string } {
  const [verb = '', ...rest] = filter.split(/\s+/);
  return { verb: verb.toLowerCase(), pattern: rest.join(' ').replace(/^"(.*)"$/, '$1') };
}
