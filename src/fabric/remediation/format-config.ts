/** Configuration trees to text. */
import { compareText } from '../model/ids.ts';
import type { ConfigRules } from './config-rules.ts';
import type { ConfigLine, ConfigTree } from './config-tree.ts';
import { ruleBook, type RuleBook, type Scope } from './lines/rule-book.ts';

/** The text of the tree in the order of its lines, every line ended by a newline. */
export function formatConfig(tree: ConfigTree, rules: ConfigRules): string {
  const book = ruleBook(rules);
  const lines: string[] = [];
  tree.forEach((line, i) => {
    if (i > 0 && (isBlock(line) || isBlock(tree[i - 1]))) lines.push(...separator(rules));
    print(line, { book, depth: 0, lines });
  });
  return ended(lines);
}

/**
 * The normalised text of the named sections, for binding a plan to them: by header, lines sorted by code unit
 * except where their order has a meaning, so that it changes only with the configuration. A section that does
 * not exist leaves no trace, one without lines its header.
 */
export function sectionText(tree: ConfigTree, headers: readonly string[], rules: ConfigRules): string {
  const book = ruleBook(rules);
  const wanted = new Set(headers);
  const lines: string[] = [];
  for (const line of inOrder(tree.filter(({ text }) => wanted.has(text)))) {
    print(normalised(line, book.top), { book, depth: 0, lines });
  }
  return ended(lines);
}

interface Page {
  readonly book: RuleBook;
  readonly depth: number;
  readonly lines: string[];
}

function print(line: ConfigLine, page: Page): void {
  const { book, depth, lines } = page;
  lines.push(' '.repeat(depth * book.rules.layout.indent) + line.text);
  if (book.endOfVerbatim(line.text)) lines.push(...line.children.map(({ text }) => text));
  else for (const child of line.children) print(child, { book, depth: depth + 1, lines });
}

function normalised(line: ConfigLine, scope: Scope): ConfigLine {
  const inner = scope.inside(line.text);
  const children = line.children.map((child) => normalised(child, inner));
  const isOrdered = scope.section(line.text)?.rule.isOrdered ?? false;
  return { text: line.text, children: isOrdered ? children : inOrder(children) };
}

function inOrder(lines: readonly ConfigLine[]): readonly ConfigLine[] {
  return [...lines].sort((a, b) => compareText(a.text, b.text));
}

function isBlock(line: ConfigLine | undefined): boolean {
  return line !== undefined && line.children.length > 0;
}

function separator({ layout }: ConfigRules): readonly string[] {
  return layout.separator === undefined ? [] : [layout.separator];
}

function ended(lines: readonly string[]): string {
  return lines.map((line) => `${line}\n`).join('');
}
