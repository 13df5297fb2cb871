/**
 * The rules of an operating system made ready for looking up: which of them hold inside a section is decided
 * once per section, and which of those can match a line by the line's first word.
 */
import type { ConfigRules, LineRule, ReferenceRule, SectionRule } from '../config-rules.ts';

/** A rule that applies to a line, and what its pattern captured. */
export interface Matched<Rule> {
  readonly rule: Rule;
  readonly captures: RegExpExecArray;
}

interface Pattern<Rule> {
  readonly rule: Rule;
  readonly pattern: RegExp;
}

/** The last answer is kept: every index is asked about the same line. */
const firstWord = (() => {
  let last = { text: '', word: '' };
  return (text: string): string => {
    if (text !== last.text) {
      const blank = text.indexOf(' ');
      last = { text, word: blank < 0 ? text : text.slice(0, blank) };
    }
    return last.word;
  };
})();

/** Patterns asked by the first word of a line, in their own order. */
class WordIndex<Rule> {
  readonly #byWord = new Map<string, Pattern<Rule>[]>();
  readonly #anyWord: readonly Pattern<Rule>[];

  constructor(patterns: readonly Pattern<Rule>[]) {
    const words = patterns.map(({ pattern }) => literalFirstWord(pattern));
    this.#anyWord = patterns.filter((_, i) => words[i] === undefined);
    for (const word of new Set(words)) {
      if (word === undefined) continue;
      const fitting = patterns.filter((_, i) => words[i] === undefined || words[i] === word);
      this.#byWord.set(word, fitting);
    }
  }

  first(text: string): Matched<Rule> | undefined {
    for (const { rule, pattern } of this.#candidates(text)) {
      const captures = pattern.exec(text);
      if (captures) return { rule, captures };
    }
    return undefined;
  }

  all(text: string): readonly Matched<Rule>[] {
    return this.#candidates(text).flatMap(({ rule, pattern }) => {
      const captures = pattern.exec(text);
      return captures ? [{ rule, captures }] : [];
    });
  }

  #candidates(text: string): readonly Pattern<Rule>[] {
    if (this.#byWord.size === 0) return this.#anyWord;
    return this.#byWord.get(firstWord(text)) ?? this.#anyWord;
  }
}

/** `order`: position among the rules as the driver lists them. */
type AnyRule = { readonly order: number } & (
  | { readonly kind: 'section'; readonly rule: SectionRule }
  | { readonly kind: 'line'; readonly rule: LineRule }
  | { readonly kind: 'reference'; readonly rule: ReferenceRule }
);

/** What holds at one place: the top level, or inside sections of one kind. */
export class Scope {
  readonly #sections: WordIndex<SectionRule>;
  readonly #lines: WordIndex<LineRule>;
  readonly #references: WordIndex<ReferenceRule>;
  readonly #doors: readonly { readonly pattern: RegExp; readonly rules: readonly AnyRule[] }[];
  readonly #depth: number;
  readonly #inside = new Map<string, Scope>();

  constructor(rules: readonly AnyRule[], depth: number) {
    const here = rules.filter(({ rule }) => rule.within.length === depth);
    this.#depth = depth;
    this.#sections = new WordIndex(
      here.flatMap((r) => (r.kind === 'section' ? [{ rule: r.rule, pattern: r.rule.header }] : [])),
    );
    this.#lines = new WordIndex(
      here.flatMap((r) => (r.kind === 'line' ? [{ rule: r.rule, pattern: r.rule.match }] : [])),
    );
    this.#references = new WordIndex(
      here.flatMap((r) => (r.kind === 'reference' ? [{ rule: r.rule, pattern: r.rule.match }] : [])),
    );
    this.#doors = doors(rules, depth);
  }

  /** The first section rule whose header pattern fits. */
  section(text: string): Matched<SectionRule> | undefined {
    return this.#sections.first(text);
  }

  /** The first line rule that fits. */
  line(text: string): Matched<LineRule> | undefined {
    return this.#lines.first(text);
  }

  /** Every reference rule that fits. */
  references(text: string): readonly Matched<ReferenceRule>[] {
    return this.#references.all(text);
  }

  /** What holds inside the section with that header. */
  inside(header: string): Scope {
    const open = this.#doors.filter(({ pattern }) => pattern.test(header));
    const kind = open.map(({ pattern }) => String(pattern)).join('\n');
    const known = this.#inside.get(kind);
    if (known) return known;
    const rules = open.flatMap((door) => door.rules).sort((a, b) => a.order - b.order);
    const scope = new Scope(rules, this.#depth + 1);
    this.#inside.set(kind, scope);
    return scope;
  }
}

/** The rules of one operating system, looked up by place. */
export interface RuleBook {
  readonly rules: ConfigRules;
  readonly top: Scope;
  /** The line in the spelling of the device. */
  spelled(text: string): string;
  /** The pattern that ends a block of free text that this line begins. */
  endOfVerbatim(text: string): RegExp | undefined;
}

const books = new WeakMap<ConfigRules, RuleBook>();

/** The rule book of these rules; made once per value of `rules`. */
export function ruleBook(rules: ConfigRules): RuleBook {
  const known = books.get(rules);
  if (known) return known;
  const spellings = new WordIndex(
    (rules.layout.spellings ?? []).map((rule) => ({ rule: rule.text, pattern: rule.match })),
  );
  const verbatim = new WordIndex(
    (rules.layout.verbatim ?? []).map((rule) => ({ rule: rule.ends, pattern: rule.begins })),
  );
  const book: RuleBook = {
    rules,
    top: new Scope(ranked(rules), 0),
    spelled: (text) => {
      const found = spellings.first(text);
      return found ? filled(found.rule, found.captures) : text;
    },
    endOfVerbatim: (text) => verbatim.first(text)?.rule,
  };
  books.set(rules, book);
  return book;
}

/** The text with `$1` to `$9` replaced by what was captured. */
export function filled(text: string, captures: readonly (string | undefined)[]): string {
  if (!text.includes('$')) return text;
  return text.replace(/\$([1-9])/g, (_, n: string) => captures[Number(n)] ?? '');
}

function ranked(rules: ConfigRules): readonly AnyRule[] {
  return [
    ...rules.sections.map((rule, order) => ({ kind: 'section', rule, order }) as const),
    ...rules.lines.map((rule, order) => ({ kind: 'line', rule, order }) as const),
    ...rules.references.map((rule, order) => ({ kind: 'reference', rule, order }) as const),
  ];
}

/** The rules for deeper places, by the pattern of the header that leads to them. */
function doors(rules: readonly AnyRule[], depth: number): { pattern: RegExp; rules: AnyRule[] }[] {
  const bySource = new Map<string, { pattern: RegExp; rules: AnyRule[] }>();
  for (const any of rules) {
    const pattern = any.rule.within[depth];
    if (!pattern) continue;
    const door = bySource.get(String(pattern));
    if (door) door.rules.push(any);
    else bySource.set(String(pattern), { pattern, rules: [any] });
  }
  return [...bySource.values()];
}

/**
 * The word that every line matched by the pattern begins with; undefined where that cannot be told from the
 * source: alternatives at the top, a letter case that does not matter, an optional blank after the word.
 */
function literalFirstWord(pattern: RegExp): string | undefined {
  const { source, flags } = pattern;
  if (/[im]/.test(flags) || hasOpenAlternative(source)) return undefined;
  return /^\^([A-Za-z][\w-]*)(?= (?![?*{])|\$)/.exec(source)?.[1];
}

function hasOpenAlternative(source: string): boolean {
  let open = source.replace(/\\./g, '').replace(/\[[^\]]*\]/g, '');
  while (/\([^()]*\)/.test(open)) open = open.replace(/\([^()]*\)/g, '');
  return open.includes('|');
}
