/** Lines that a device does not print because they are the default: told apart from lines that are not there. */
import type { ConfigLine, ConfigTree } from '../config-tree.ts';
import { lineMeaning } from './line-meaning.ts';
import type { RuleBook } from './rule-book.ts';

/** The tree with every implied line written out, at the end of its section. */
export function withImpliedLines(tree: ConfigTree, book: RuleBook): ConfigTree {
  return tree.map((line) => {
    const implied = impliedLines(line, tree, book);
    return implied.length === 0 ? line : { text: line.text, children: [...line.children, ...implied] };
  });
}

/** What a section of the top level says without printing it, in a configuration with those other lines. */
export function impliedLines(section: ConfigLine, around: ConfigTree, book: RuleBook): readonly ConfigLine[] {
  const rules = book.top.section(section.text)?.rule.implied ?? [];
  const scope = book.top.inside(section.text);
  const key = (text: string): string => lineMeaning(text, scope).key;
  const settled = new Set(section.children.map(({ text }) => key(text)));
  const implied: ConfigLine[] = [];
  for (const { text, beside, under } of rules) {
    const applies =
      !settled.has(key(text)) &&
      (beside === undefined || hasLine([...section.children, ...implied], beside)) &&
      (under === undefined || hasLine(around, under));
    if (!applies) continue;
    settled.add(key(text));
    implied.push({ text, children: [] });
  }
  return implied;
}

function hasLine(lines: ConfigTree, pattern: RegExp): boolean {
  return lines.some(({ text }) => pattern.test(text));
}
