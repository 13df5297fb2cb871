/** What lines rely on: the lines of the top level that they name, and what only one of them may hold. */
import type { ConfigLine } from '../config-tree.ts';
import type { ReferenceRule } from '../config-rules.ts';
import { eachId, readIdList } from '../lines/id-list.ts';
import { filled, type Matched, type Scope } from '../lines/rule-book.ts';

/** Names and claims of a line, or of a section with everything in it. */
export interface Reliance {
  readonly names: readonly string[];
  readonly claims: readonly string[];
}

/** Looks up what lines rely on, as far as it is among the lines of the top level that change. */
export class RelianceIndex {
  readonly #changing: ReadonlySet<string>;
  readonly #lists = new Map<string, readonly string[]>();

  constructor(changing: ReadonlySet<string>) {
    this.#changing = changing;
  }

  /** Of the line or header alone. */
  ofLine(text: string, scope: Scope): Reliance {
    const line = scope.line(text);
    const claim = line?.rule.claims;
    return {
      names: scope.references(text).flatMap((found) => this.#names(found)),
      claims: line && claim !== undefined ? [filled(claim, line.captures)] : [],
    };
  }

  /** Of the line and everything below it. */
  ofSection(line: ConfigLine, scope: Scope): Reliance {
    const inner = scope.inside(line.text);
    const all = [
      this.ofLine(line.text, scope),
      ...line.children.map((child) => this.ofSection(child, inner)),
    ];
    return { names: all.flatMap(({ names }) => names), claims: all.flatMap(({ claims }) => claims) };
  }

  #names({ rule, captures }: Matched<ReferenceRule>): readonly string[] {
    const { needs } = rule;
    if (typeof needs !== 'string') return this.#fitting(needs);
    if (rule.isList !== true) return [filled(needs, captures)].filter((name) => this.#changing.has(name));
    const list = captures[1] ?? '';
    const key = `${needs}\n${list}`;
    const known = this.#lists.get(key);
    if (known) return known;
    const names = eachId(readIdList(list) ?? [])
      .map((id) => filled(needs, [list, String(id), ...captures.slice(2)]))
      .filter((name) => this.#changing.has(name));
    this.#lists.set(key, names);
    return names;
  }

  #fitting(pattern: RegExp): readonly string[] {
    const known = this.#lists.get(String(pattern));
    if (known) return known;
    const names = [...this.#changing].filter((name) => pattern.test(name));
    this.#lists.set(String(pattern), names);
    return names;
  }
}

/** What `one` relies on and `other` does not. */
export function relianceWithout(one: Reliance, other: Reliance): Reliance {
  const names = new Set(other.names);
  const claims = new Set(other.claims);
  return {
    names: one.names.filter((name) => !names.has(name)),
    claims: one.claims.filter((claim) => !claims.has(claim)),
  };
}
