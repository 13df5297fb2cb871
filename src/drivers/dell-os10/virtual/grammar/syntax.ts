/**
 * Command grammar as data, and how a typed line is matched against it. A syntax is written as on paper:
 * `switchport access vlan : <vlan>`. `{a|b}` is a choice, `<x>` a parameter of that kind, `<text>` the rest of
 * the line, and `:` ends the part that names the slot in the configuration (without one the whole line does).
 * Words may be abbreviated while they stay unambiguous; an exact word wins, and a word wins over a parameter.
 */
import { parameter, type Parameter } from './parameters.ts';

type Element =
  | { readonly kind: 'words'; readonly words: readonly string[] }
  | { readonly kind: 'parameter' | 'text'; readonly read: Parameter };

/** A rule of a table with its syntax taken apart. */
export interface Compiled<Rule> {
  readonly rule: Rule;
  readonly elements: readonly Element[];
  /** Elements that name the slot. */
  readonly slotLength: number;
}

export interface Match<Rule> {
  readonly rule: Rule;
  /** The line in canonical form. */
  readonly text: string;
  /** Canonical text of the part that names the slot. */
  readonly slot: string;
  /** Canonical parameters and choices in order. */
  readonly captures: readonly string[];
}

/** Why a line is none of the rules: `illegal` is a parameter out of its range, the others are about words. */
export interface Mismatch {
  readonly why: 'unrecognized' | 'illegal' | 'incomplete' | 'ambiguous';
  /** Word at which it failed, from 0. */
  readonly at: number;
}

/** What a rule has made of the words so far. */
interface Reading<Rule> {
  readonly compiled: Compiled<Rule>;
  readonly parts: readonly string[];
  readonly captures: readonly string[];
  readonly hasText: boolean;
}

interface Word {
  readonly text: string;
  /** The line from this word on. */
  readonly rest: string;
}

/** Takes the syntaxes of a table apart. */
export function compiled<Rule extends { readonly syntax: string }>(
  rules: readonly Rule[],
): readonly Compiled<Rule>[] {
  return rules.map((rule) => {
    const words = rule.syntax.split(' ');
    const colon = words.indexOf(':');
    const elements = words.filter((word) => word !== ':').map(elementOf);
    return { rule, elements, slotLength: colon === -1 ? elements.length : colon };
  });
}

function elementOf(word: string): Element {
  if (word.startsWith('{')) return { kind: 'words', words: word.slice(1, -1).split('|') };
  if (!word.startsWith('<')) return { kind: 'words', words: [word] };
  const name = word.slice(1, -1);
  const isText = name === 'text' || name === 'description';
  return { kind: isText ? 'text' : 'parameter', read: parameter(name) };
}

export function isMismatch(result: object): result is Mismatch {
  return 'why' in result;
}

/** The rule that the whole line is, or why there is none. */
export function matchLine<Rule>(rules: readonly Compiled<Rule>[], line: string): Match<Rule> | Mismatch {
  const readings = readLine(rules, line);
  if (isMismatch(readings)) return readings;
  const whole = readings.find(({ parts, compiled: { elements } }) => parts.length === elements.length);
  return whole === undefined ? { why: 'incomplete', at: wordsOf(line).length } : asMatch(whole);
}

/** Every rule of which the line names the slot, with or without what follows: what a `no` takes away. */
export function matchSlots<Rule>(
  rules: readonly Compiled<Rule>[],
  line: string,
): readonly Match<Rule>[] | Mismatch {
  const readings = readLine(rules, line);
  if (isMismatch(readings)) return readings;
  const named = readings.filter(({ parts, compiled: { slotLength } }) => parts.length >= slotLength);
  return named.length === 0 ? { why: 'incomplete', at: wordsOf(line).length } : named.map(asMatch);
}

function asMatch<Rule>({ compiled: { rule, slotLength }, parts, captures }: Reading<Rule>): Match<Rule> {
  return { rule, text: parts.join(' '), slot: parts.slice(0, slotLength).join(' '), captures };
}

function wordsOf(line: string): readonly Word[] {
  return [...line.matchAll(/\S+/g)].map((found) => ({
    text: found[0],
    rest: line.slice(found.index).trimEnd(),
  }));
}

function readLine<Rule>(rules: readonly Compiled<Rule>[], line: string): readonly Reading<Rule>[] | Mismatch {
  const words = wordsOf(line);
  let readings: readonly Reading<Rule>[] = startingWith(rules, words[0]?.text.toLowerCase() ?? '');
  for (const [at, word] of words.entries()) {
    const next = narrowed(readings, at, word);
    if (typeof next === 'string') return { why: next, at };
    readings = next;
  }
  return words.length === 0 ? { why: 'incomplete', at: 0 } : readings;
}

const beginnings = new WeakMap<object, Map<string, readonly Reading<unknown>[]>>();

/** The rules that a line with this first word can be; remembered, since lines begin with few words. */
function startingWith<Rule>(rules: readonly Compiled<Rule>[], typed: string): readonly Reading<Rule>[] {
  const known = beginnings.get(rules) ?? new Map<string, readonly Reading<unknown>[]>();
  beginnings.set(rules, known);
  const remembered = known.get(typed) as readonly Reading<Rule>[] | undefined;
  if (remembered !== undefined) return remembered;
  const readings = rules
    .filter(
      ({ elements: [first] }) => first?.kind !== 'words' || first.words.some((one) => one.startsWith(typed)),
    )
    .map((rule): Reading<Rule> => ({ compiled: rule, parts: [], captures: [], hasText: false }));
  if (known.size < 500) known.set(typed, readings);
  return readings;
}

/** The readings that go on with this word, or what is wrong with it. */
function narrowed<Rule>(
  readings: readonly Reading<Rule>[],
  at: number,
  word: Word,
): readonly Reading<Rule>[] | Mismatch['why'] {
  const finished = readings.filter(({ hasText }) => hasText);
  const open = readings.filter(({ hasText, compiled: { elements } }) => !hasText && at < elements.length);
  const keyword = keywordOf(open, at, word.text.toLowerCase());
  if (keyword === 'ambiguous') return keyword;
  const next = open.flatMap((reading) => extended(reading, at, keyword, word));
  if (finished.length + next.length > 0) return [...finished, ...next];
  return open.some(
    ({ compiled: { elements } }) => elements[at]?.kind === 'parameter' || elements[at]?.kind === 'text',
  )
    ? 'illegal'
    : 'unrecognized';
}

/** The keyword that is meant among all that are possible here. */
function keywordOf<Rule>(open: readonly Reading<Rule>[], at: number, typed: string): string | undefined {
  const possible = new Set<string>();
  for (const { compiled: one } of open) {
    const element = one.elements[at];
    if (element?.kind !== 'words') continue;
    if (element.words.includes(typed)) return typed;
    for (const word of element.words) if (word.startsWith(typed)) possible.add(word);
  }
  return possible.size > 1 ? 'ambiguous' : [...possible][0];
}

/** The reading with the word, in a list that is empty where the rule has something else here. */
function extended<Rule>(
  reading: Reading<Rule>,
  at: number,
  keyword: string | undefined,
  word: Word,
): readonly Reading<Rule>[] {
  const element = reading.compiled.elements[at];
  if (element === undefined) return [];
  const { parts, captures } = reading;
  if (element.kind === 'words') {
    if (keyword === undefined || !element.words.includes(keyword)) return [];
    const isChoice = element.words.length > 1;
    return [
      { ...reading, parts: [...parts, keyword], captures: isChoice ? [...captures, keyword] : captures },
    ];
  }
  if (keyword !== undefined) return [];
  const isText = element.kind === 'text';
  const value = element.read(isText ? word.rest : word.text);
  if (value === undefined) return [];
  return [{ ...reading, parts: [...parts, value], captures: [...captures, value], hasText: isText }];
}
