/** The command grammar of the virtual switch: an unknown word is told from a parameter that does not fit. */
import { commandGrammar } from '../../../virtual/command-grammar.ts';
import type * as grammar from '../../../virtual/command-grammar.ts';
import { parameter } from './parameters.ts';

export type { Compiled, Match } from '../../../virtual/command-grammar.ts';

/** Why a line is none of the rules: `illegal` is a parameter out of its range, the others are about words. */
export type Mismatch = grammar.Mismatch<'unrecognized' | 'illegal'>;

export const { compiled, match, matchSlots, isMismatch } = commandGrammar({
  parameter,
  unfit: (_word, possible) => (possible.length > 0 ? 'illegal' : 'unrecognized'),
});
