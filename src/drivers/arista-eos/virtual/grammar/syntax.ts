/** The command grammar of the virtual switch: every word that fits nothing is refused in the same words. */
import { commandGrammar } from '../../../virtual/command-grammar.ts';
import type * as grammar from '../../../virtual/command-grammar.ts';
import { parameter } from './parameters.ts';

export type { Compiled, Match } from '../../../virtual/command-grammar.ts';

/** Why a line is none of the rules. */
export type Mismatch = grammar.Mismatch<'invalid'>;

export const { compiled, match, matchSlots, isMismatch } = commandGrammar({
  parameter,
  unfit: () => 'invalid' as const,
});
