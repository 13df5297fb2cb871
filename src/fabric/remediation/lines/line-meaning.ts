/** What a line that opens no section says: which setting, by which rule, with which ids. */
import type { IdRange } from '../../model/ids.ts';
import type { LineRule } from '../config-rules.ts';
import { joinedIds, readIdList, writeIdList } from './id-list.ts';
import { filled, type Matched, type RuleBook, type Scope } from './rule-book.ts';

export interface LineMeaning {
  /** Canonical: its list sorted and compact. */
  readonly text: string;
  /** Lines of one section with the same key are one setting. */
  readonly key: string;
  readonly matched?: Matched<LineRule>;
  /** The ids of a list line; absent where it holds none, as in `none` or `all`. */
  readonly ids?: readonly IdRange[];
}

/** The meaning of a line, spelled as the device spells it, at that place. */
export function lineMeaning(text: string, scope: Scope): LineMeaning {
  const matched = scope.line(text);
  if (!matched) return { text, key: text };
  const { rule, captures } = matched;
  // A key that a rule gives can't meet the text of a line without a rule.
  const key = `\0${filled(rule.key, captures)}`;
  const ids = rule.list && captures[1] !== undefined ? readIdList(captures[1]) : undefined;
  return ids ? { text: withIds(text, matched, ids), key, matched, ids } : { text, key, matched };
}

/** The line with more ids in its list; the line itself where it has none. */
export function withMoreIds(line: LineMeaning, ids: readonly IdRange[]): string {
  if (!line.ids || !line.matched) return line.text;
  return withIds(line.matched.captures.input, line.matched, joinedIds([...line.ids, ...ids]));
}

/** The line with only these of its ids; undefined where none are left. */
export function withOnlyIds(line: LineMeaning, ids: readonly IdRange[]): LineMeaning | undefined {
  if (!line.matched || ids.length === 0) return undefined;
  return { ...line, text: withIds(line.matched.captures.input, line.matched, ids), ids };
}

/** What is typed to take the line away; undefined where it goes with something else. */
export function removalOf(line: LineMeaning, book: RuleBook): string | undefined {
  const remove = line.matched?.rule.remove;
  if (remove === null) return undefined;
  if (remove !== undefined && line.matched) return filled(remove, line.matched.captures);
  return negated(line.text, book);
}

/** The line with the negation before it, or without where it has one. */
export function negated(text: string, book: RuleBook): string {
  const negation = `${book.rules.negation.trim()} `;
  return text.startsWith(negation) ? text.slice(negation.length) : negation + text;
}

/** `$1` replaced where it stands; flag `d`, which tells where, is slow and therefore asked for only here. */
function withIds(text: string, { rule, captures }: Matched<LineRule>, ids: readonly IdRange[]): string {
  const list = writeIdList(ids);
  if (list === captures[1]) return text;
  const place = new RegExp(rule.match.source, `${rule.match.flags.replace('d', '')}d`).exec(text)
    ?.indices?.[1];
  return place ? text.slice(0, place[0]) + list + text.slice(place[1]) : text;
}
