/** Sections that are open in configuration mode, and what a line means in one of them. */
import type { CommandGrammar, Compiled, Match, Mismatch } from './command-grammar.ts';
import { slotOf } from './config-rule.ts';
import type { ConfigPath } from './configuration.ts';

/** One level of the prompt: the section, or several that are edited at once. */
export interface OpenSection<Rule> {
  readonly rules: readonly Compiled<Rule>[];
  readonly paths: readonly ConfigPath[];
  /** What the prompt says of it. */
  readonly label: string;
}

export interface Meaning<Rule> {
  readonly matches: readonly Match<Rule>[];
  readonly isNegated: boolean;
}

/** The line as a command of a mode: itself, or the `no` of one; `negation` catches what follows that word. */
export function meaningOf<Rule extends { readonly slot?: string }, Unfit extends string>(
  grammar: Pick<CommandGrammar<Unfit>, 'match' | 'matchSlots' | 'isMismatch'>,
  rules: readonly Compiled<Rule>[],
  line: string,
  negation: RegExp,
): Meaning<Rule> | Mismatch<Unfit> {
  const whole = grammar.match(rules, line);
  if (!grammar.isMismatch(whole)) return { matches: [whole], isNegated: false };
  const negated = negation.exec(line)?.[1];
  if (negated === undefined) return whole;
  const named = grammar.matchSlots(rules, negated);
  if (grammar.isMismatch(named)) return { ...named, at: named.at + 1 };
  return { matches: bySlot(named), isNegated: true };
}

/** One match a slot: several rules may fill the same. */
export function bySlot<Rule extends { readonly slot?: string }>(
  matches: readonly Match<Rule>[],
): readonly Match<Rule>[] {
  return [...new Map(matches.map((found) => [slotOf(found), found])).values()];
}
