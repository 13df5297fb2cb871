/** Configuration text to a canonical tree. */
import type { ConfigRules } from './config-rules.ts';
import type { ConfigTree } from './config-tree.ts';
import { readIdList } from './lines/id-list.ts';
import { withImpliedLines } from './lines/implied-lines.ts';
import { ruleBook, type RuleBook } from './lines/rule-book.ts';
import { SectionBuilder, type Entry } from './lines/tree-builder.ts';

/**
 * The tree of a configuration, running or written by hand. Equal settings give equal text: lists are sorted and
 * compact, lines that say nothing are gone and implied ones written out, a header for several sections is taken
 * apart, sections that occur twice are one, and of two lines of one setting the later holds. What no rule knows is
 * kept as it stands.
 */
export function parseConfig(text: string, rules: ConfigRules): ConfigTree {
  const book = ruleBook(rules);
  const top = new SectionBuilder(book, book.top);
  readInto(top, { text, source: '' }, book);
  return withImpliedLines(top.build(), book);
}

/** A text of configuration and where it comes from. */
export interface Fragment {
  readonly text: string;
  readonly source: string;
}

/** Adds every line of a fragment to the builder of a top level. Throws `template-conflict`. */
export function readInto(top: SectionBuilder, fragment: Fragment, book: RuleBook): void {
  const reader = new Reader(top, fragment.source, book);
  for (const line of linesOf(fragment.text)) reader.read(line);
}

/** A pattern is slow, and most texts have no carriage return. */
function linesOf(text: string): readonly string[] {
  return text.includes('\r') ? text.split(/\r*\n|\r/) : text.split('\n');
}

/** Lines with the same indentation, in one section or, below a header for several, in each of them. */
interface Level {
  readonly sections: readonly SectionBuilder[];
  indent: number;
  /** What the last line at this level became, by section. */
  last: readonly (readonly Entry[])[];
}

/** Indentation is compared, not counted: deeper than the line before is inside it, however much deeper. */
class Reader {
  readonly #levels: [Level, ...Level[]];
  readonly #source: string;
  readonly #book: RuleBook;
  #verbatim: { readonly entries: readonly Entry[]; readonly ends: RegExp; lines: string[] } | undefined;

  constructor(top: SectionBuilder, source: string, book: RuleBook) {
    this.#levels = [{ sections: [top], indent: Infinity, last: [] }];
    this.#source = source;
    this.#book = book;
  }

  read(line: string): void {
    if (this.#verbatim) {
      this.#readVerbatim(line);
      return;
    }
    const text = line.trim();
    if (text === '' || this.#saysNothing(text)) return;
    const level = this.#levelAt(indentation(line, text));
    if (this.#continues(level, text)) return;
    level.last = level.sections.map((section) => section.add(text, this.#source));
    const ends = this.#book.endOfVerbatim(text);
    if (ends) this.#verbatim = { entries: level.last.flat(), ends, lines: [] };
  }

  #readVerbatim(line: string): void {
    const block = this.#verbatim;
    if (!block) return;
    block.lines.push(line);
    for (const entry of block.entries) entry.verbatim = block.lines;
    if (block.ends.test(line)) this.#verbatim = undefined;
  }

  #saysNothing(text: string): boolean {
    const { layout, leaveSection, leaveWhereAmbiguous } = this.#book.rules;
    return (
      text === leaveSection ||
      text === leaveWhereAmbiguous ||
      layout.ignored.some((pattern) => pattern.test(text))
    );
  }

  #levelAt(indent: number): Level {
    const levels = this.#levels;
    while (levels.length > 1 && indent < top(levels).indent) levels.pop();
    const level = top(levels);
    if (indent <= level.indent) {
      level.indent = indent;
      return level;
    }
    // Below a line that its rule knows to be no section, deeper indentation is a slip of the hand.
    if (level.last.some((entries) => entries.some(({ isLeaf }) => isLeaf))) return level;
    const sections = level.sections.flatMap((section, i) =>
      (level.last[i] ?? []).map((entry) => section.below(entry)),
    );
    const inner = { sections, indent, last: [] };
    levels.push(inner);
    return inner;
  }

  #continues(level: Level, text: string): boolean {
    for (const { match, joins } of this.#book.rules.layout.continuations) {
      const ids = readIdList(match.exec(text)?.[1] ?? '');
      if (ids && level.sections.every((section) => section.extendList(joins, ids))) return true;
    }
    return false;
  }
}

function top(levels: readonly [Level, ...Level[]]): Level {
  return levels.at(-1) ?? levels[0];
}

/** Columns before the text; a tab leads to the next multiple of eight. */
function indentation(line: string, text: string): number {
  const before = line.indexOf(text.charAt(0));
  if (!line.includes('\t')) return before;
  return Array.from(line.slice(0, before)).reduce(
    (columns, character) => columns + (character === '\t' ? 8 - (columns % 8) : 1),
    0,
  );
}
