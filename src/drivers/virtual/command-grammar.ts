/**
 * Command grammar as data, and how a typed line is matched against it: words may be abbreviated as long as
 * they stay unambiguous, an exact word wins over a prefix, a word wins over a parameter.
 *
 * A syntax is written as on paper: `switchport trunk native vlan : <vlan>`. `{a|b}` is a choice, `<x>` a
 * parameter of that kind, `<text>` the rest of the line, and `:` ends the part that names the slot in the
 * configuration (without it the whole line does).
 */
import type { Parameter } from './parameters.ts';

type Element =
  | { readonly kind: 'words'; readonly words: readonly string[] }
  | { readonly kind: 'parameter'; readonly parameter: Parameter };

/** A rule of a grammar table with its syntax taken apart. */
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

/** Why a line is none of the rules; `Unfit` is what the operating system calls a word that fits nothing. */
export interface Mismatch<Unfit extends string> {
  readonly why: Unfit | 'incomplete' | 'ambiguous';
  /** Word at which it failed, from 0. */
  readonly at: number;
}

/** What the grammar of an operating system has of its own. */
export interface GrammarSetup<Unfit extends string> {
  /** The parameter behind a name in a syntax; throws where there is none. */
  readonly parameter: (name: string) => Parameter;
  /** What is wrong with a word that fits nothing, by the parameters that may stand in its place. */
  readonly unfit: (word: string, possible: readonly Parameter[]) => Unfit;
}

export interface CommandGrammar<Unfit extends string> {
  /** Takes the syntaxes of a table apart, once per table. */
  readonly compiled: <Rule extends { readonly syntax: string }>(
    rules: readonly Rule[],
  ) => readonly Compiled<Rule>[];
  /** The rule that the whole line is, or why there is none. */
  readonly match: <Rule>(rules: readonly Compiled<Rule>[], line: string) => Match<Rule> | Mismatch<Unfit>;
  /** Every rule whose slot the line names, with or without what follows the slot: what a `no` takes away. */
  readonly matchSlots: <Rule>(
    rules: readonly Compiled<Rule>[],
    line: string,
  ) => readonly Match<Rule>[] | Mismatch<Unfit>;
  /** Whether a match came to nothing. */
  readonly isMismatch: (result: object) => result is Mismatch<Unfit>;
}

interface Word {
  readonly text: string;
  /** The line from this word on. */
  readonly rest: string;
}

/** What a rule has made of the words so far. */
interface Reading<Rule> {
  readonly compiled: Compiled<Rule>;
  readonly parts: readonly string[];
  readonly captures: readonly string[];
  /** The rest of the line has been taken. */
  readonly isFull: boolean;
}

/** The grammar of an operating system. */
export function commandGrammar<Unfit extends string>(setup: GrammarSetup<Unfit>): CommandGrammar<Unfit> {
  return {
    compiled: (rules) => rules.map((rule) => takenApart(rule, setup.parameter)),
    match(rules, line) {
      const readings = readingsOf(rules, line, setup.unfit);
      if (!Array.isArray(readings)) return readings;
      const whole = readings.find(({ parts, compiled: { elements } }) => parts.length === elements.length);
      return whole === undefined ? incomplete(line) : asMatch(whole);
    },
    matchSlots(rules, line) {
      const readings = readingsOf(rules, line, setup.unfit);
      if (!Array.isArray(readings)) return readings;
      const named = readings.filter(({ parts, compiled: { slotLength } }) => parts.length >= slotLength);
      return named.length === 0 ? incomplete(line) : named.map(asMatch);
    },
    isMismatch: (result): result is Mismatch<Unfit> => 'why' in result,
  };
}

function takenApart<Rule extends { readonly syntax: string }>(
  rule: Rule,
  parameter: GrammarSetup<string>['parameter'],
): Compiled<Rule> {
  const words = rule.syntax.split(' ');
  const colon = words.indexOf(':');
  const elements = words
    .filter((word) => word !== ':')
    .map((word): Element => {
      if (word.startsWith('<')) return { kind: 'parameter', parameter: parameter(word.slice(1, -1)) };
      return { kind: 'words', words: word.startsWith('{') ? word.slice(1, -1).split('|') : [word] };
    });
  return { rule, elements, slotLength: colon === -1 ? elements.length : colon };
}

function incomplete(line: string): { readonly why: 'incomplete'; readonly at: number } {
  return { why: 'incomplete', at: wordsOf(line).length };
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

function readingsOf<Rule, Unfit extends string>(
  rules: readonly Compiled<Rule>[],
  line: string,
  unfit: GrammarSetup<Unfit>['unfit'],
): Reading<Rule>[] | Mismatch<Unfit> {
  const words = wordsOf(line);
  let readings = startingWith(rules, words[0]?.text.toLowerCase() ?? '');
  for (const [at, word] of words.entries()) {
    const next = narrowed(readings, at, word, unfit);
    if (typeof next === 'string') return { why: next, at };
    readings = next;
  }
  return [...readings];
}

const beginnings = new WeakMap<object, Map<string, readonly Reading<unknown>[]>>();

/** The rules that a line with this first word can be; remembered, since lines begin with few words. */
function startingWith<Rule>(rules: readonly Compiled<Rule>[], typed: string): readonly Reading<Rule>[] {
  const known = beginnings.get(rules) ?? new Map<string, readonly Reading<unknown>[]>();
  beginnings.set(rules, known);
  const remembered = known.get(typed) as readonly Reading<Rule>[] | undefined;
  if (remembered !== undefined) return remembered;
  const readings = rules
    .filter(({ elements: [first] }) => first?.kind !== 'words' || first.words.some(begins(typed)))
    .map((rule): Reading<Rule> => ({ compiled: rule, parts: [], captures: [], isFull: false }));
  if (known.size < 500) known.set(typed, readings);
  return readings;
}

function begins(typed: string): (word: string) => boolean {
  return (word) => word.toLowerCase().startsWith(typed);
}

/** The readings that go on with this word, or what is wrong with it. */
function narrowed<Rule, Unfit extends string>(
  readings: readonly Reading<Rule>[],
  at: number,
  word: Word,
  unfit: GrammarSetup<Unfit>['unfit'],
): readonly Reading<Rule>[] | Unfit | 'ambiguous' {
  const full = readings.filter(({ isFull }) => isFull);
  const open = readings.filter(({ isFull, compiled: { elements } }) => !isFull && at < elements.length);
  const keywords = keywordsOf(open, at, word.text.toLowerCase());
  if (keywords.length > 1) return 'ambiguous';
  const [keyword] = keywords;
  const next = open.flatMap((reading) => {
    const element = reading.compiled.elements[at];
    if (element?.kind === 'words') return withKeyword(reading, element.words, keyword);
    return element === undefined || keyword !== undefined ? [] : withValue(reading, element.parameter, word);
  });
  if (full.length + next.length > 0) return [...full, ...next];
  const possible = open.flatMap(({ compiled: { elements } }) => {
    const element = elements[at];
    return element?.kind === 'parameter' ? [element.parameter] : [];
  });
  return unfit(word.text, possible);
}

/** The keywords that a word can mean among all that are possible here; an exact one is the only one. */
function keywordsOf<Rule>(open: readonly Reading<Rule>[], at: number, typed: string): readonly string[] {
  const possible = new Set<string>();
  for (const { compiled: rule } of open) {
    const element = rule.elements[at];
    if (element?.kind !== 'words') continue;
    const exact = element.words.find((word) => word.toLowerCase() === typed);
    if (exact !== undefined) return [exact];
    for (const word of element.words.filter(begins(typed))) possible.add(word);
  }
  return [...possible];
}

/** The reading with the keyword, in a list that is empty where the rule has another one here. */
function withKeyword<Rule>(
  reading: Reading<Rule>,
  words: readonly string[],
  keyword: string | undefined,
): readonly Reading<Rule>[] {
  if (keyword === undefined || !words.includes(keyword)) return [];
  const captures = words.length > 1 ? [...reading.captures, keyword] : reading.captures;
  return [{ ...reading, parts: [...reading.parts, keyword], captures }];
}

/** The reading with the value, in a list that is empty where the parameter refuses it. */
function withValue<Rule>(
  { compiled, parts, captures }: Reading<Rule>,
  { read, takesRest }: Parameter,
  word: Word,
): readonly Reading<Rule>[] {
  const isFull = takesRest === true;
  const value = read(isFull ? word.rest : word.text);
  if (value === undefined) return [];
  return [{ compiled, parts: [...parts, value], captures: [...captures, value], isFull }];
}
