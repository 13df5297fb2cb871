/** Columns, wrapped text and counts for terminals of 100 columns. */
import { stripVTControlCharacters } from 'node:util';
import Table from 'cli-table3';
import { terminalColumns } from './columns.ts';

const noLines = {
  top: '',
  'top-mid': '',
  'top-left': '',
  'top-right': '',
  bottom: '',
  'bottom-mid': '',
  'bottom-left': '',
  'bottom-right': '',
  left: '',
  'left-mid': '',
  mid: '',
  'mid-mid': '',
  right: '',
  'right-mid': '',
  middle: '  ',
} as const;

/** Columns without lines, two blanks apart, trailing blanks cut; colours in cells are allowed. */
export function columns(head: readonly string[], rows: readonly (readonly string[])[], indent = ''): string {
  const table = new Table({
    chars: noLines,
    style: { 'padding-left': 0, 'padding-right': 0, head: [], border: [] },
  });
  table.push(...[head, ...rows].map((row) => [...row]));
  const lines = table.toString().split('\n');
  return lines.map((line) => (indent + line).trimEnd()).join('\n');
}

/** Words broken into lines of at most `terminalColumns`: the first after `first` and a blank, the others after `rest`. */
export function wrapped(text: string, first: string, rest = ' '.repeat(visibleLength(first) + 1)): string {
  const [word = '', ...words] = text.split(' ');
  const lines = [`${first} ${word}`];
  for (const next of words) {
    const line = lines.at(-1) ?? '';
    if (visibleLength(line) + 1 + next.length > terminalColumns) lines.push(rest + next);
    else lines[lines.length - 1] = `${line} ${next}`;
  }
  return lines.join('\n');
}

/** Columns that a text takes; colours take none. */
function visibleLength(text: string): number {
  return stripVTControlCharacters(text).length;
}

/** `1 switch`, `2 switches`; the plural is the noun with `s` unless it is given. */
export function counted(count: number, noun: string, plural = `${noun}s`): string {
  return `${String(count)} ${count === 1 ? noun : plural}`;
}
