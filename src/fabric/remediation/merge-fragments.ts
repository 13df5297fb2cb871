/** Rendered fragments to one intended tree. */
import type { ConfigRules } from './config-rules.ts';
import type { ConfigTree } from './config-tree.ts';
import { readInto, type Fragment } from './parse-config.ts';
import { ruleBook } from './lines/rule-book.ts';
import { SectionBuilder } from './lines/tree-builder.ts';

/**
 * The tree of all fragments together, section by section in the order in which headers first occur. Sources
 * may repeat one another's lines and add to lists that are typed by adding; if two of them write one setting
 * of a section differently, it throws `template-conflict` with both names and lines.
 */
export function mergeFragments(fragments: readonly Fragment[], rules: ConfigRules): ConfigTree {
  const book = ruleBook(rules);
  const top = new SectionBuilder(book, book.top);
  for (const fragment of fragments) readInto(top, fragment, book);
  return top.build();
}
