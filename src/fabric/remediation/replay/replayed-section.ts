/** One section of a configuration that lines are typed into: what each of them does to the lines that are there. */
import type { LineRule, SectionRule } from '../config-rules.ts';
import type { ConfigLine } from '../config-tree.ts';
import { idsWithout, readIdList } from '../lines/id-list.ts';
import {
  lineMeaning,
  negated,
  removalOf,
  withMoreIds,
  withOnlyIds,
  type LineMeaning,
} from '../lines/line-meaning.ts';
import { filled, type Matched, type RuleBook, type Scope } from '../lines/rule-book.ts';

/** A line as it stands. */
export interface ReplayedLine {
  text: string;
  section?: ReplayedSection;
  /** How `text` is taken away, once somebody has asked. */
  removal?: Removal;
}

/** What is typed to take a line away, and some of its ids; undefined: cannot be. */
interface Removal {
  readonly of: string;
  readonly whole: string | undefined;
  readonly some: string | undefined;
}

/** The lines of a section by the setting that they are. */
export class ReplayedSection {
  readonly scope: Scope;
  readonly #book: RuleBook;
  readonly #isOrdered: boolean;
  readonly #lines = new Map<string, ReplayedLine>();

  constructor(book: RuleBook, scope: Scope, isOrdered = false) {
    this.#book = book;
    this.scope = scope;
    this.#isOrdered = isOrdered;
  }

  /** Puts lines there without typing them. */
  fill(lines: readonly ConfigLine[]): void {
    for (const { text, children } of lines) {
      const line = this.#put(this.#keyOf(text), text);
      if (children.length > 0) this.below(line).fill(children);
    }
  }

  /** Puts free text there, line by line as it stands. */
  fillVerbatim(lines: readonly string[]): void {
    lines.forEach((text, n) => this.#put(`\n${String(n)}`, text));
  }

  /** What is below a line; made where there is nothing yet. */
  below(line: ReplayedLine): ReplayedSection {
    const isOrdered = this.scope.section(line.text)?.rule.isOrdered;
    line.section ??= new ReplayedSection(this.#book, this.scope.inside(line.text), isOrdered);
    return line.section;
  }

  /** The line with that text, which is put there if it is not there yet; what is below it stays as it is. */
  entered(text: string): ReplayedLine {
    const key = this.#keyOf(text);
    return this.#lines.get(key) ?? this.#put(key, text);
  }

  /** The line with exactly that text. */
  find(text: string): ReplayedLine | undefined {
    const line = this.#lines.get(this.#keyOf(text));
    return line?.text === text ? line : undefined;
  }

  /** Types a line that opens no section; gives what it became, or undefined where it only took something away. */
  type(typed: string): ReplayedLine | undefined {
    const text = this.#book.spelled(typed);
    if (this.#joins(text)) return undefined;
    const takesAway = this.#takeAway(typed) || (text !== typed && this.#takeAway(text));
    const meaning = lineMeaning(text, this.scope);
    // A negation of nothing is a line of its own.
    if (meaning.matched === undefined) return takesAway ? undefined : this.entered(text);
    return this.#set(meaning, meaning.matched.rule);
  }

  /** Puts these lines in the place of all that the pattern matches. */
  copy(lines: readonly ConfigLine[], pattern: RegExp): void {
    this.#takeAlong(pattern);
    for (const { text } of lines) if (pattern.test(text)) this.#put(this.#keyOf(text), text);
  }

  /** The lines themselves, without what is below them. */
  texts(): readonly string[] {
    return [...this.#lines.values()].map(({ text }) => text);
  }

  /** The lines as a tree, in the order in which they came. */
  tree(): readonly ConfigLine[] {
    return [...this.#lines.values()].map(({ text, section }) => ({ text, children: section?.tree() ?? [] }));
  }

  /** A setting takes the place of what it was; its default is not printed; a list that is typed by adding grows. */
  #set(meaning: LineMeaning, { takes, isSilent, list }: LineRule): ReplayedLine | undefined {
    this.#takeAlong(takes);
    if (isSilent === true) {
      this.#lines.delete(meaning.key);
      return undefined;
    }
    const known = this.#isOrdered ? undefined : this.#lines.get(meaning.key);
    if (known === undefined) return this.#put(this.#keyOf(meaning.text), meaning.text);
    const more = list?.typing === 'adds' ? meaning.ids : undefined;
    const before = lineMeaning(known.text, this.scope);
    known.text = more && before.ids ? withMoreIds(before, more) : meaning.text;
    return known;
  }

  #keyOf(text: string): string {
    if (this.scope.section(text)) return `\n${text}`;
    return this.#isOrdered ? `\n${String(this.#lines.size)} ${text}` : lineMeaning(text, this.scope).key;
  }

  #put(key: string, text: string): ReplayedLine {
    const line = { text };
    this.#lines.set(key, line);
    return line;
  }

  #takeAlong(pattern: RegExp | undefined): void {
    if (pattern === undefined) return;
    for (const [key, { text }] of this.#lines) if (pattern.test(text)) this.#lines.delete(key);
  }

  /** A line that continues the list of another, such as `switchport trunk allowed vlan add 1`. */
  #joins(text: string): boolean {
    return this.#book.rules.layout.continuations.some(({ match, joins }) => {
      const ids = readIdList(match.exec(text)?.[1] ?? '');
      const line = ids && [...this.#lines.values()].find((one) => joins.test(one.text));
      if (!line) return false;
      line.text = withMoreIds(lineMeaning(line.text, this.scope), ids);
      return true;
    });
  }

  /** Whether the text is how a line that stands there is taken away, wholly or some of its list. */
  #takeAway(text: string): boolean {
    for (const [key, line] of this.#lines) {
      if (line.removal?.of !== line.text) line.removal = this.#removalOf(line);
      const { whole, some } = line.removal;
      if (whole === text) {
        this.#lines.delete(key);
        return true;
      }
      if (some !== undefined && this.#shortened(key, line, listIn(text, some))) return true;
    }
    return false;
  }

  #removalOf(line: ReplayedLine): Removal {
    const { text } = line;
    const section = this.scope.section(text);
    if (section) return { of: text, whole: this.#sectionRemoval(section), some: undefined };
    if (line.section) return { of: text, whole: negated(text, this.#book), some: undefined };
    const meaning = lineMeaning(text, this.scope);
    const some = meaning.ids && meaning.matched?.rule.list?.remove;
    return { of: text, whole: removalOf(meaning, this.#book), some };
  }

  #sectionRemoval({ rule, captures }: Matched<SectionRule>): string | undefined {
    if (rule.isPermanent === true) return undefined;
    return rule.remove === undefined ? negated(captures.input, this.#book) : filled(rule.remove, captures);
  }

  #shortened(key: string, line: ReplayedLine, list: string | undefined): boolean {
    const gone = readIdList(list ?? '');
    if (!gone) return false;
    const meaning = lineMeaning(line.text, this.scope);
    const left = withOnlyIds(meaning, idsWithout(meaning.ids ?? [], gone));
    if (left) line.text = left.text;
    else this.#lines.delete(key);
    return true;
  }
}

/** What stands for `$1` where the text is that template filled. */
function listIn(text: string, template: string): string | undefined {
  const [before = '', after = ''] = template.split('$1');
  if (!text.startsWith(before) || !text.endsWith(after)) return undefined;
  return text.slice(before.length, text.length - after.length);
}
