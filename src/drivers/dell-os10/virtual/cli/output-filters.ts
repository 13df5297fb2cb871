/** What stands behind a `|`: some lines of the answer, or the answer as XML (SOURCES.md 6). */
import { verbAndPattern } from '../../../virtual/line-filter.ts';
import { refusals } from './refusals.ts';

/** An answer as text and, where the command has it, as XML. */
export interface ShowAnswer {
  readonly text: readonly string[];
  readonly xml?: readonly string[];
}

/** Whether one of the filters asks for the answer in one piece. */
export function isUnpaged(filters: readonly string[]): boolean {
  return filters.some((filter) => filter.startsWith('no-m'));
}

/** The answer through all filters, as lines; a refusal is the only line. */
export function filtered(answer: ShowAnswer, filters: readonly string[]): readonly string[] {
  let lines = answer.text;
  for (const filter of filters) {
    const next = through(answer, lines, filter);
    if (typeof next === 'string') return [next];
    lines = next;
  }
  return lines;
}

const verbs = ['except', 'find', 'grep', 'no-more', 'save', 'display-xml'] as const;

function through(answer: ShowAnswer, lines: readonly string[], filter: string): readonly string[] | string {
  const { verb: typed, pattern } = verbAndPattern(filter);
  const [verb, ...others] = verbs.filter((one) => typed !== '' && one.startsWith(typed));
  if (verb === undefined || others.length > 0) return refusals.unrecognized;
  if (verb === 'no-more') return lines;
  if (verb === 'display-xml') return answer.xml ?? refusals.illegal;
  return pattern === '' ? refusals.mismatch({ why: 'incomplete', at: 0 }) : byPattern[verb](lines, pattern);
}

type Filter = (lines: readonly string[], pattern: string) => readonly string[];

const byPattern: Readonly<Record<'except' | 'find' | 'grep' | 'save', Filter>> = {
  except: (lines, pattern) => lines.filter((line) => !line.includes(pattern)),
  find: (lines, pattern) => {
    const from = lines.findIndex((line) => line.includes(pattern));
    return from === -1 ? [] : lines.slice(from);
  },
  grep: (lines, pattern) => lines.filter((line) => line.includes(pattern)),
  save: () => [],
};

/** Text as XML content. */
export function xmlText(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
