/**
 * Command grammar as data, and how a typed line is matched against it: words may be abbreviated as long as
 * they stay unambiguous, an exact word wins over a prefix, a word wins over a parameter, and the words of a
 * feature that is off are not there at all.
 *
 * A syntax is written as on paper: `switchport trunk native vlan : <1-4094>`. `{a|b}` is a choice, `<x>` a
 * parameter of that kind, `<text>` the rest of the line, and `:` ends the part that names the slot in the
 * configuration (without it the whole line does).
 */
import { parameter, type Parameter } from './parameters.ts';

type Element =
  | { readonly kind: 'words'; readonly words: readonly string[] }
  | { readonly kind: 'parameter'; readonly parameter: Parameter }
  | { readonly kind: 'text' };

export interface Rule {
  readonly syntax: string;
  /** The rule is known only while this feature is on. */
  readonly feature?: string;
  /** The rule is known only from this release on (`release 10.2`). */
  readonly since?: string;
}

/** A rule of a grammar table with its syntax taken apart. */
export interface Compiled<R extends Rule> {
  readonly rule: R;
  readonly elements: readonly Element[];
  /** Elements that name the slot. */
  readonly slotLength: number;
}

export interface Match<R extends Rule> {
  readonly rule: R;
  /** The line in canonical form. */
  readonly text: string;
  /** Canonical text of the part that names the slot. */
  readonly slot: string;
  /** Canonical parameters and choices in order. */
  readonly captures: readonly string[];
}

/** Why a line is none of the rules. */
export interface Mismatch {
  readonly why: 'invalid' | 'number' | 'incomplete' | 'ambiguous';
  /** Token at which it failed, from 0. */
  readonly at: number;
  /** Column of that token in the line, from 0. */
  readonly column: number;
}

/** A grammar, and what of it the switch knows: features that are on, releases that it has reached. */
export interface Grammar<R extends Rule> {
  readonly rules: readonly Compiled<R>[];
  readonly isOn: (featureOrRelease: string) => boolean;
}

/** One rule that a line can still be, token by token. */
interface Candidate<R extends Rule> {
  readonly compiled: Compiled<R>;
  readonly parts: readonly string[];
  readonly captures: readonly string[];
  readonly hasText: boolean;
}

interface Token {
  readonly text: string;
  readonly start: number;
}

/** Whether a match came to nothing. */
export function isMismatch(result: object): result is Mismatch {
  return 'why' in result;
}

/** Takes the syntaxes of a table apart, once per table. */
export function compiled<R extends Rule>(rules: readonly R[]): readonly Compiled<R>[] {
  return rules.map((rule) => {
    const words = rule.syntax.split(' ');
    const colon = words.indexOf(':');
    const elements = words.filter((word) => word !== ':').map(element);
    return { rule, elements, slotLength: colon === -1 ? elements.length : colon };
  });
}

/** The rule that the whole line is, or why there is none. */
export function match<R extends Rule>(grammar: Grammar<R>, line: string): Match<R> | Mismatch {
  const live = candidates(grammar, line);
  if (isMismatch(live)) return live;
  const found = live.find((candidate) => candidate.parts.length === candidate.compiled.elements.length);
  return found === undefined ? incomplete(line) : asMatch(found);
}

/** Every rule whose slot the line names, with or without what follows the slot: what a `no` takes away. */
export function matchSlots<R extends Rule>(
  grammar: Grammar<R>,
  line: string,
): readonly Match<R>[] | Mismatch {
  const live = candidates(grammar, line);
  if (isMismatch(live)) return live;
  const found = live.filter((candidate) => candidate.parts.length >= candidate.compiled.slotLength);
  return found.length === 0 ? incomplete(line) : found.map(asMatch);
}

function incomplete(line: string): Mismatch {
  return { why: 'incomplete', at: tokensOf(line).length, column: line.trimEnd().length };
}

function asMatch<R extends Rule>({
  compiled: { rule, slotLength },
  parts,
  captures,
}: Candidate<R>): Match<R> {
  return { rule, text: parts.join(' '), slot: parts.slice(0, slotLength).join(' '), captures };
}

function element(word: string): Element {
  if (word === '<text>') return { kind: 'text' };
  if (word.startsWith('<')) return { kind: 'parameter', parameter: parameter(word.slice(1, -1)) };
  return { kind: 'words', words: word.startsWith('{') ? word.slice(1, -1).split('|') : [word] };
}

function tokensOf(line: string): readonly Token[] {
  return [...line.matchAll(/\S+/g)].map((found) => ({ text: found[0], start: found.index }));
}

function candidates<R extends Rule>(grammar: Grammar<R>, line: string): readonly Candidate<R>[] | Mismatch {
  const tokens = tokensOf(line);
  const first = tokens[0]?.text.toLowerCase() ?? '';
  let live: readonly Candidate<R>[] = grammar.rules
    .filter((rule) => canStart(rule, first) && isKnown(grammar, rule.rule))
    .map((rule) => ({ compiled: rule, parts: [], captures: [], hasText: false }));
  for (const [at, token] of tokens.entries()) {
    const next = narrowed(live, at, token.text, line.slice(token.start).trimEnd());
    if (typeof next === 'string') return { why: next, at, column: token.start };
    live = next;
  }
  return live;
}

/** Spares most rules a closer look. */
function canStart<R extends Rule>({ elements: [first] }: Compiled<R>, token: string): boolean {
  return first?.kind !== 'words' || first.words.some((word) => word.toLowerCase().startsWith(token));
}

function isKnown<R extends Rule>({ isOn }: Grammar<R>, { feature, since }: Rule): boolean {
  return (feature === undefined || isOn(feature)) && (since === undefined || isOn(since));
}

/** The candidates that accept a token in that place, or what is wrong with it. */
function narrowed<R extends Rule>(
  live: readonly Candidate<R>[],
  at: number,
  token: string,
  rest: string,
): readonly Candidate<R>[] | Mismatch['why'] {
  const waiting = live.filter((candidate) => candidate.hasText);
  const open = live.filter((candidate) => !candidate.hasText && at < candidate.compiled.elements.length);
  const word = chosenWord(open, at, token.toLowerCase());
  if (word === 'ambiguous') return word;
  const accepted = open.flatMap((candidate) => accepting(candidate, at, word, { token, rest }) ?? []);
  if (waiting.length + accepted.length > 0) return [...waiting, ...accepted];
  const wantsNumber = open.some(({ compiled: { elements } }) => {
    const here = elements[at];
    return here?.kind === 'parameter' && here.parameter.isNumber;
  });
  return wantsNumber && /^\d+$/.test(token) ? 'number' : 'invalid';
}

/** The word that a token means among all words possible in that place. */
function chosenWord<R extends Rule>(
  open: readonly Candidate<R>[],
  at: number,
  token: string,
): string | undefined {
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

/** The candidate one token further, or undefined where it does not take the token. */
function accepting<R extends Rule>(
  candidate: Candidate<R>,
  at: number,
  word: string | undefined,
  typed: { readonly token: string; readonly rest: string },
): Candidate<R> | undefined {
  const here = candidate.compiled.elements[at];
  if (here?.kind === 'words') {
    if (word === undefined || !here.words.includes(word)) return undefined;
    return advanced(candidate, word, { isCaptured: here.words.length > 1, isText: false });
  }
  if (word !== undefined || here === undefined) return undefined;
  if (here.kind === 'text') return advanced(candidate, typed.rest, { isCaptured: true, isText: true });
  const value = here.parameter.read(typed.token);
  return value === undefined ? undefined : advanced(candidate, value, { isCaptured: true, isText: false });
}

function advanced<R extends Rule>(
  candidate: Candidate<R>,
  part: string,
  { isCaptured, isText }: { readonly isCaptured: boolean; readonly isText: boolean },
): Candidate<R> {
  return {
    compiled: candidate.compiled,
    parts: [...candidate.parts, part],
    captures: isCaptured ? [...candidate.captures, part] : candidate.captures,
    hasText: isText,
  };
}
