/**
 * Command grammar as data, and how a typed line is matched against it: words may be abbreviated as long as
 * they stay unambiguous, an exact word wins over a prefix, a word wins over a parameter.
 *
 * A syntax is written as on paper: `switchport trunk native vlan : <vlan>`. `{a|b}` is a choice, `<x>` a
 * parameter of that kind, `<text>` the rest of the line, and `:` ends the part that names the slot in the
 * configuration (without it the whole line does).
 */
import { parameter, type Parameter } from './parameters.ts';

type Element =
  | { readonly kind: 'words'; readonly words: readonly string[] }
  | { readonly kind: 'parameter'; readonly read: Parameter }
  | { readonly kind: 'text' };

/** A rule of a grammar table with its syntax taken apart. */
export interface Compiled<Rule> {
  readonly rule: Rule;
  readonly elements: readonly Element[];
  /** Elements that name the slot. */
  readonly slotLength: number;
}

/** One rule that a line can still be, token by token. */
interface Candidate<Rule> {
  readonly compiled: Compiled<Rule>;
  readonly parts: string[];
  readonly captures: string[];
  hasText: boolean;
}

export interface Match<Rule> {
  readonly rule: Rule;
  /** The line in canonical form. */
  readonly text: string;
  /** Canonical text of the part that names the slot. */
  readonly slot: string;
  /** Canonical parameters in order. */
  readonly captures: readonly string[];
}

/** Why a line is none of the rules. */
export interface Mismatch {
  readonly why: 'invalid' | 'incomplete' | 'ambiguous';
  /** Token at which it failed, from 0. */
  readonly at: number;
}

export function isMismatch<Rule>(
  result: Match<Rule> | readonly Match<Rule>[] | Mismatch,
): result is Mismatch {
  return 'why' in result;
}

/** Takes the syntaxes of a table apart, once per table. */
export function compiled<Rule extends { readonly syntax: string }>(
  rules: readonly Rule[],
): readonly Compiled<Rule>[] {
  return rules.map((rule) => {
    const words = rule.syntax.split(' ');
    const colon = words.indexOf(':');
    const elements = words.filter((word) => word !== ':').map(element);
    return { rule, elements, slotLength: colon === -1 ? elements.length : colon };
  });
}

/** The rule that the whole line is, or why there is none. */
export function match<Rule>(rules: readonly Compiled<Rule>[], line: string): Match<Rule> | Mismatch {
  const live = candidates(rules, line);
  if (!Array.isArray(live)) return live;
  const found = live.find((candidate) => candidate.parts.length === candidate.compiled.elements.length);
  return found === undefined ? { why: 'incomplete', at: tokensOf(line).length } : asMatch(found);
}

/** Every rule whose slot the line names, with or without what follows the slot: what a `no` takes away. */
export function matchSlots<Rule>(
  rules: readonly Compiled<Rule>[],
  line: string,
): readonly Match<Rule>[] | Mismatch {
  const live = candidates(rules, line);
  if (!Array.isArray(live)) return live;
  const found = live.filter((candidate) => candidate.parts.length >= candidate.compiled.slotLength);
  return found.length === 0 ? { why: 'incomplete', at: tokensOf(line).length } : found.map(asMatch);
}

function asMatch<Rule>({ compiled: { rule, slotLength }, parts, captures }: Candidate<Rule>): Match<Rule> {
  return { rule, text: parts.join(' '), slot: parts.slice(0, slotLength).join(' '), captures };
}

function element(word: string): Element {
  if (word === '<text>') return { kind: 'text' };
  if (word.startsWith('<')) return { kind: 'parameter', read: parameter(word.slice(1, -1)) };
  return { kind: 'words', words: word.startsWith('{') ? word.slice(1, -1).split('|') : [word] };
}

interface Token {
  readonly text: string;
  readonly start: number;
}

function tokensOf(line: string): readonly Token[] {
  return [...line.matchAll(/\S+/g)].map((found) => ({ text: found[0], start: found.index }));
}

function candidates<Rule>(rules: readonly Compiled<Rule>[], line: string): Candidate<Rule>[] | Mismatch {
  const tokens = tokensOf(line);
  let live = startingWith(rules, tokens[0]?.text ?? '').map((rule): Candidate<Rule> => ({
    compiled: rule,
    parts: [],
    captures: [],
    hasText: false,
  }));
  for (const [at, token] of tokens.entries()) {
    const next = narrowed(live, at, token.text, line.slice(token.start).trimEnd());
    if (typeof next === 'string') return { why: next, at };
    live = next;
  }
  return live;
}

const firstTokens = new WeakMap<object, Map<string, readonly unknown[]>>();

/** The rules that a line with this first token can be; remembered, since lines begin with few words. */
function startingWith<Rule>(rules: readonly Compiled<Rule>[], token: string): readonly Compiled<Rule>[] {
  const known = firstTokens.get(rules) ?? new Map<string, readonly unknown[]>();
  firstTokens.set(rules, known);
  const remembered = known.get(token) as readonly Compiled<Rule>[] | undefined;
  if (remembered !== undefined) return remembered;
  const word = token.toLowerCase();
  const possible = rules.filter(({ elements: [first] }) =>
    first?.kind === 'words' ? first.words.some((one) => one.toLowerCase().startsWith(word)) : true,
  );
  if (known.size < 200) known.set(token, possible);
  return possible;
}

/** The candidates that accept a token in that place, or what is wrong with it. */
function narrowed<Rule>(
  live: readonly Candidate<Rule>[],
  at: number,
  token: string,
  rest: string,
): Candidate<Rule>[] | Mismatch['why'] {
  const waiting = live.filter((candidate) => candidate.hasText);
  const open = live.filter((candidate) => !candidate.hasText && at < candidate.compiled.elements.length);
  const word = chosenWord(open, at, token.toLowerCase());
  if (word === 'ambiguous') return word;
  const accepted = open.filter((candidate) => accepts(candidate, at, word, { token, rest }));
  const next = [...waiting, ...accepted];
  return next.length === 0 ? 'invalid' : next;
}

/** The word that a token means among all words possible in that place. */
function chosenWord<Rule>(open: readonly Candidate<Rule>[], at: number, token: string): string | undefined {
  const possible = new Set<string>();
  for (const { compiled: rule } of open) {
    const here = rule.elements[at];
    if (here?.kind !== 'words') continue;
    for (const word of here.words) {
      if (word.toLowerCase() === token) return word;
      if (word.toLowerCase().startsWith(token)) possible.add(word);
    }
  }
  return possible.size > 1 ? 'ambiguous' : [...possible][0];
}

function accepts<Rule>(
  candidate: Candidate<Rule>,
  at: number,
  word: string | undefined,
  typed: { readonly token: string; readonly rest: string },
): boolean {
  const here = candidate.compiled.elements[at];
  if (here?.kind === 'words') {
    if (word === undefined || !here.words.includes(word)) return false;
    candidate.parts.push(word);
    if (here.words.length > 1) candidate.captures.push(word);
    return true;
  }
  if (word !== undefined || here === undefined) return false;
  const value = here.kind === 'text' ? typed.rest : here.read(typed.token);
  if (value === undefined) return false;
  candidate.hasText = here.kind === 'text';
  candidate.parts.push(value);
  candidate.captures.push(value);
  return true;
}
