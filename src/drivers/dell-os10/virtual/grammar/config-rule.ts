/** What a line of the configuration grammar is. The tables are in the files beside this one. */
import type * as shared from '../../../virtual/config-rule.ts';

/**
 * How a line changes the configuration. `set` fills its slot; `raw` too, and its `no` takes away every line that
 * begins like it; `enter` opens a section. The others have rules of their own, in `cli/effects.ts`.
 */
export type Effect =
  | 'set'
  | 'raw'
  | 'sequenced'
  | 'enter'
  | 'enter-domain'
  | 'enter-interface'
  | 'enter-range'
  | 'default-interface'
  | 'breakout'
  | 'bridge'
  | 'mode'
  | 'route'
  | 'access-vlan'
  | 'allowed-vlans'
  | 'channel-group'
  | 'discovery';

/** Where a prompt ends in `-`, the first parameter of the line follows. */
export type ConfigRule = shared.ConfigRule<Effect>;

export type PlacedRule = shared.Placed<ConfigRule>;

/** Lines that are kept as they are typed; each text is the beginning of such a line. */
export function raw(...beginnings: readonly string[]): readonly ConfigRule[] {
  return beginnings.flatMap((beginning) => [
    { syntax: beginning, effect: 'raw' as const },
    { syntax: `${beginning} <text>`, effect: 'raw' as const },
  ]);
}

/** Sections that are kept as they are typed: a mode, its prompt, and the lines that open it. */
export function sections(
  mode: string,
  prompt: string,
  ...syntaxes: readonly string[]
): readonly ConfigRule[] {
  return syntaxes.map((syntax) => ({ syntax, effect: 'enter', enters: mode, prompt }));
}

/** A setting of which both words are printed, `x` and `no x`. */
export function eitherWay(words: string): readonly ConfigRule[] {
  return [
    { syntax: words, slot: words },
    { syntax: `no ${words}`, slot: words },
  ];
}
