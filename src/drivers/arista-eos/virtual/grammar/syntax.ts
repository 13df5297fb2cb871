/** The command grammar of the virtual switch: every word that fits nothing is refused in the same words. */
import { commandGrammar } from '../../../virtual/command-grammar.ts';
import type * as shared from '../../../virtual/command-grammar.ts';
import { parameter } from './parameters.ts';

export type { Compiled, Match } from '../../../virtual/command-grammar.ts';

/** Why a line is none of the rules. */
export type Mismatch = shared.Mismatch<'invalid'>;

/** Of configuration lines, of commands and of what is shown. */
export const grammar = commandGrammar({
  parameter,
  unfit: () => 'invalid' as const,
});

/** Its parts that are used by themselves. */
export const { compiled, match, isMismatch } = grammar;
