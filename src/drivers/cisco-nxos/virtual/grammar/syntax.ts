/**
 * The command grammar of the virtual switch: the words of a feature that is off are not there at all, and a
 * marker stands under the word that is wrong.
 */
import { commandGrammar, type Compiled, type Match } from '../../../virtual/command-grammar.ts';
import type * as grammar from '../../../virtual/command-grammar.ts';
import { parameter } from './parameters.ts';

export type { Compiled, Match } from '../../../virtual/command-grammar.ts';

export interface Rule {
  readonly syntax: string;
  /** The rule is known only while this feature is on. */
  readonly feature?: string;
  /** The rule is known only from this release on (`release 10.2`). */
  readonly since?: string;
}

/** Why a line is none of the rules. */
export interface Mismatch extends grammar.Mismatch<'invalid' | 'number'> {
  /** Column in the line of the word at which it failed, from 0. */
  readonly column: number;
}

/** A grammar, and what of it the switch knows: features that are on, releases that it has reached. */
export interface Grammar<R extends Rule> {
  readonly rules: readonly Compiled<R>[];
  readonly isOn: (featureOrRelease: string) => boolean;
}

const whole = commandGrammar({
  parameter,
  unfit: (word, possible) =>
    /^\d+$/.test(word) && possible.some(({ isNumber }) => isNumber) ? 'number' : 'invalid',
});

/** Takes the syntaxes of a table apart, once per table. */
export const { compiled } = whole;

/** Whether a match came to nothing. */
export function isMismatch(result: object): result is Mismatch {
  return 'why' in result;
}

/** The rule that the whole line is, or why there is none. */
export function match<R extends Rule>(grammar: Grammar<R>, line: string): Match<R> | Mismatch {
  const found = whole.match(known(grammar), line);
  return whole.isMismatch(found) ? { ...found, column: columnOf(line, found.at) } : found;
}

/** Every rule whose slot the line names, with or without what follows the slot: what a `no` takes away. */
export function matchSlots<R extends Rule>(
  grammar: Grammar<R>,
  line: string,
): readonly Match<R>[] | Mismatch {
  const found = whole.matchSlots(known(grammar), line);
  return whole.isMismatch(found) ? { ...found, column: columnOf(line, found.at) } : found;
}

function known<R extends Rule>({ rules, isOn }: Grammar<R>): readonly Compiled<R>[] {
  return rules.filter(
    ({ rule: { feature, since } }) =>
      (feature === undefined || isOn(feature)) && (since === undefined || isOn(since)),
  );
}

/** Where a word begins, or where the line ends if it has no more. */
function columnOf(line: string, at: number): number {
  return [...line.matchAll(/\S+/g)][at]?.index ?? line.trimEnd().length;
}
