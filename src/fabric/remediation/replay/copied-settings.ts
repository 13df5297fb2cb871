/** Which section of the top level takes settings from which other one, such as a member port from its port-channel. */
import type { LineRule, ReferenceRule } from '../config-rules.ts';
import type { ConfigLine, ConfigTree } from '../config-tree.ts';
import { filled, type RuleBook } from '../lines/rule-book.ts';

/** Settings of a section that stand in another one. */
export interface Copy {
  /** Header of the section they are taken from, and of the one that takes them. */
  readonly from: string;
  readonly to: string;
  readonly settings: RegExp;
}

/** Kept up to date section by section. */
export class CopiedSettings {
  readonly #book: RuleBook;
  readonly #bindings: readonly LineRule[];
  readonly #byTarget = new Map<string, readonly Copy[]>();
  readonly #bySource = new Map<string, Set<string>>();

  constructor(running: ConfigTree, book: RuleBook) {
    this.#book = book;
    this.#bindings = book.rules.lines.filter(({ copies }) => copies !== undefined);
    if (this.#bindings.length === 0) return;
    for (const { text, children } of running) this.update(text, children);
  }

  /** Whether any section of that operating system takes settings from another. */
  get isUsed(): boolean {
    return this.#bindings.length > 0;
  }

  /** Notes what the section with these lines takes from where; gives what it did not take before. */
  update(header: string, children: readonly ConfigLine[]): readonly Copy[] {
    const known = this.#byTarget.get(header) ?? [];
    const copies = children.flatMap(({ text }) => this.#copiesBy(header, text));
    if (known.length === 0 && copies.length === 0) return [];
    for (const { from } of known) this.#bySource.get(from)?.delete(header);
    for (const { from } of copies) {
      this.#bySource.set(from, (this.#bySource.get(from) ?? new Set<string>()).add(header));
    }
    this.#byTarget.set(header, copies);
    return copies.filter((copy) => !known.some(({ from }) => from === copy.from));
  }

  /** What other sections take from this one. */
  takenFrom(header: string): readonly Copy[] {
    return [...(this.#bySource.get(header) ?? [])].flatMap((to) =>
      (this.#byTarget.get(to) ?? []).filter(({ from }) => from === header),
    );
  }

  #copiesBy(header: string, text: string): readonly Copy[] {
    return this.#bindings.flatMap((rule) => {
      const { copies } = rule;
      if (copies === undefined || !holds(rule, header) || !rule.match.test(text)) return [];
      return this.#book.rules.references
        .filter((reference) => holds(reference, header) && typeof reference.needs === 'string')
        .flatMap((reference) => this.#sourceOf(reference, text))
        .map((from) => ({ from, to: header, settings: copies }));
    });
  }

  #sourceOf({ match, needs }: ReferenceRule, text: string): readonly string[] {
    const captures = match.exec(text);
    if (!captures || typeof needs !== 'string') return [];
    const from = filled(needs, captures);
    return this.#book.top.section(from) ? [from] : [];
  }
}

/** Whether a rule of the second level holds below that header. */
function holds({ within }: LineRule | ReferenceRule, header: string): boolean {
  return within.length === 1 && within[0]?.test(header) === true;
}
