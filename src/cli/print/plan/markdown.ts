/** Text made safe for Markdown: names come from files and switches, and none of them may become markup. */
import { printable, printableLines } from '../printable.ts';

/** ASCII punctuation, the only characters that CommonMark and its tables give a meaning. */
const punctuation = /[!-/:-@[-`{-~]/g;

/** Text in which nothing is markup, a link, a mention or the end of a table cell; its lines are broken by tags. */
export function plainText(text: string): string {
  return printableLines(text).map(plainLine).join('<br>');
}

/** A mention or a reference is found after Markdown has been read, but not within code. */
function plainLine(text: string): string {
  return text
    .split(/([@#][\w-]*)/)
    .map((part, place) => (place % 2 === 1 ? codeText(part) : escaped(part)))
    .join('');
}

/** A name in one line, in the letters of code. */
export function codeText(text: string): string {
  return text === '' ? '' : `<code>${escaped(printable(text))}</code>`;
}

/** Lines in a block that none of them can end: its fence is longer than every row of backticks within. */
export function codeBlock(language: string, lines: readonly string[]): string {
  const rows = lines.flatMap((line) => line.match(/`+/g) ?? []);
  const fence = '`'.repeat(Math.max(3, ...rows.map((row) => row.length + 1)));
  return [`${fence}${language}`, ...lines.map(printable), fence].join('\n');
}

/** A table; its cells are Markdown already. */
export function markdownTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

function escaped(text: string): string {
  return text.replace(punctuation, (character) => `&#${String(character.charCodeAt(0))};`);
}
