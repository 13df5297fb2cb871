/** Gathers lines into a canonical tree: equal headers meet, a later line of a setting takes the place of an earlier one. */
import { TwinleafError } from '../../errors.ts';
import type { IdRange } from '../../model/ids.ts';
import type { ConfigLine, ConfigTree } from '../config-tree.ts';
import { eachId, readIdList } from './id-list.ts';
import { lineMeaning, withMoreIds, type LineMeaning } from './line-meaning.ts';
import { filled, type RuleBook, type Scope } from './rule-book.ts';

/** A line on its way into the tree. */
export class Entry {
  text: string;
  source: string;
  /** The default of its setting: stands for "nothing" and is not part of the tree. */
  isSilent = false;
  /** Free text below a line; kept apart from sections, whose lines are compared one by one. */
  verbatim: readonly string[] | undefined;
  section: SectionBuilder | undefined;
  /** Its rule says that it is one line and no section. */
  readonly isLeaf: boolean;

  constructor(text: string, source: string, isLeaf: boolean) {
    this.text = text;
    this.source = source;
    this.isLeaf = isLeaf;
  }
}

/** The lines of one section, or of the top level. */
export class SectionBuilder {
  readonly #entries = new Map<string, Entry>();
  readonly #book: RuleBook;
  readonly #scope: Scope;
  readonly #path: readonly string[];
  readonly #isOrdered: boolean;

  constructor(book: RuleBook, scope: Scope, path: readonly string[] = [], isOrdered = false) {
    this.#book = book;
    this.#scope = scope;
    this.#path = path;
    this.#isOrdered = isOrdered;
  }

  /**
   * Adds a line; gives back the entries that what is indented below it belongs to, several for a header that
   * stands for several sections. Throws `template-conflict` where two sources differ.
   */
  add(line: string, source: string): readonly Entry[] {
    const text = this.#book.spelled(line);
    const header = this.#scope.section(text);
    if (!header) return [this.#addLine(lineMeaning(text, this.#scope), source)];
    const { rule, captures } = header;
    const ids = rule.expands === undefined ? undefined : readIdList(captures[1] ?? '');
    if (rule.expands === undefined || !ids) return [this.#addSection(text, source)];
    const { expands } = rule;
    return eachId(ids).map((id) =>
      this.#addSection(filled(expands, [text, String(id), ...captures.slice(2)]), source),
    );
  }

  /** The section below an entry; made where there is none yet. */
  below(entry: Entry): SectionBuilder {
    entry.section ??= new SectionBuilder(
      this.#book,
      this.#scope.inside(entry.text),
      [...this.#path, entry.text],
      this.#scope.section(entry.text)?.rule.isOrdered,
    );
    return entry.section;
  }

  /** Adds ids to the last list that the pattern matches; false where there is none. */
  extendList(pattern: RegExp, ids: readonly IdRange[]): boolean {
    const entry = [...this.#entries.values()].findLast(({ text }) => pattern.test(text));
    if (!entry) return false;
    entry.text = withMoreIds(lineMeaning(entry.text, this.#scope), ids);
    return true;
  }

  /** The tree of everything added so far, without silent lines. */
  build(): ConfigTree {
    return [...this.#entries.values()].filter(({ isSilent }) => !isSilent).map(built);
  }

  #addSection(header: string, source: string): Entry {
    const known = this.#entries.get(header);
    if (known) return known;
    const entry = new Entry(header, source, false);
    this.#entries.set(header, entry);
    this.below(entry);
    return entry;
  }

  #addLine(line: LineMeaning, source: string): Entry {
    const rule = line.matched?.rule;
    // Where order has a meaning, a line may stand there twice.
    const key = this.#isOrdered ? String(this.#entries.size) : line.key;
    const entry = this.#entries.get(key) ?? new Entry(line.text, source, rule !== undefined);
    this.#entries.set(key, entry);
    if (entry.text !== line.text) this.#change(entry, line, source);
    entry.isSilent = rule?.isSilent === true;
    return entry;
  }

  #change(entry: Entry, line: LineMeaning, source: string): void {
    if (line.matched?.rule.list?.typing === 'adds' && line.ids) this.#addIds(entry, line, line.ids);
    else this.#replace(entry, line.text, source);
  }

  #addIds(entry: Entry, line: LineMeaning, ids: readonly IdRange[]): void {
    const known = lineMeaning(entry.text, this.#scope);
    entry.text = known.ids ? withMoreIds(known, ids) : line.text;
  }

  #replace(entry: Entry, text: string, source: string): void {
    if (entry.source !== source) throw conflict(this.#path, entry, { text, source });
    entry.text = text;
  }
}

function built(entry: Entry): ConfigLine {
  const verbatim = entry.verbatim?.map((text) => ({ text, children: [] }));
  return { text: entry.text, children: verbatim ?? entry.section?.build() ?? [] };
}

function conflict(
  path: readonly string[],
  one: { text: string; source: string },
  other: { text: string; source: string },
): TwinleafError {
  const place = path.length === 0 ? 'at the top level' : `in "${path.join(' / ')}"`;
  return new TwinleafError(
    'template-conflict',
    `two templates disagree ${place}: ${one.source} writes "${one.text}", ${other.source} writes "${other.text}"`,
    { section: path, lines: [one.text, other.text], sources: [one.source, other.source] },
  );
}
