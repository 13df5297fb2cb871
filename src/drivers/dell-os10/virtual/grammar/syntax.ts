/** The command grammar of the virtual switch: an unknown word is told from a parameter that does not fit. */
import { commandGrammar } from '../../../virtual/command-grammar.ts';
import type * as shared from '../../../virtual/command-grammar.ts';
import { parameter } from './parameters.ts';

export type { Compiled, Match } from '../../../virtual/command-grammar.ts';

/** Why a line is none of the rules: `illegal` is a parameter out of its range, the others are about words. */
export type Mismatch = shared.Mismatch<'unrecognized' | 'illegal'>;

/** Of configuration lines, of commands and of what is shown. */
export const grammar = commandGrammar({
  parameter,
  unfit: (_word, possible) => (possible.length > 0 ? 'illegal' : 'unrecognized'),
});

/** Its parts that are used by themselves. */
export const { compiled, match, isMismatch } = grammar;
