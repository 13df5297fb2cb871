/** The names of one kind that a site describes, and which of them a mistyped one may mean. */
import { distance } from 'fastest-levenshtein';

/** Comparisons a set of names may cost, so that a site of nothing but wrong names is still read at once. */
const comparisonBudget = 2_000_000;
const listedNames = 5;
const shortName = 3;

/** The nearest of some names: at most two edits away, one for a short name; letter case is no edit. */
export function nearestName(name: string, known: Iterable<string>): string | undefined {
  let nearest: string | undefined;
  let least = name.length <= shortName ? 2 : 3;
  for (const candidate of known) {
    if (Math.abs(candidate.length - name.length) >= least) continue;
    const edits = distance(name.toLowerCase(), candidate.toLowerCase());
    if (edits < least && edits < candidate.length) [nearest, least] = [candidate, edits];
  }
  return nearest;
}

/** A set of names that gives hints, as many as its budget allows. */
export class KnownNames {
  readonly #names: ReadonlySet<string>;
  /** What the names name, in the plural: `switches`. */
  readonly #kind: string;
  #budget = comparisonBudget;

  /** Whether there may be more names, which could not be read. */
  readonly #isOpen: boolean;

  constructor(kind: string, names: Iterable<string>, isOpen = false) {
    this.#kind = kind;
    this.#names = new Set(names);
    this.#isOpen = isOpen;
  }

  /** Whether a name is known, or may be one of those that could not be read. */
  mayHave(name: string): boolean {
    return this.#isOpen || this.#names.has(name);
  }

  /** What a reference to none of the names may have meant. */
  hint(name: string): { readonly hint?: string } {
    if (this.#names.size === 0) return { hint: `the site describes no ${this.#kind}` };
    this.#budget -= this.#names.size;
    const nearest = this.#budget < 0 ? undefined : nearestName(name, this.#names);
    if (nearest !== undefined) return { hint: `did you mean "${nearest}"?` };
    const listed = [...this.#names].slice(0, listedNames).join(', ');
    const more = this.#names.size - listedNames;
    return { hint: `known ${this.#kind}: ${listed}${more > 0 ? `, and ${String(more)} more` : ''}` };
  }
}
