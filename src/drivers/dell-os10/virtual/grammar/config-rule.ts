/** What a line of the configuration grammar is. The tables are in the files beside this one. */
import type { Compiled } from './syntax.ts';

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

export interface ConfigRule {
  readonly syntax: string;
  /** Absent: `set`. */
  readonly effect?: Effect;
  /** Slot that the line shares with others; absent: what the syntax says. */
  readonly slot?: string;
  /** Canonical line that is not printed because it is the default. */
  readonly silent?: string;
  /** Mode of the section that the line opens. */
  readonly enters?: string;
  /** What the prompt shows inside the section; where it ends in `-`, the first parameter follows. */
  readonly prompt?: string;
}

/** A rule in its place: group and order say where the printed text has it. */
export interface PlacedRule extends ConfigRule {
  readonly group: number;
  readonly order: number;
}

export type ModeRules = readonly Compiled<PlacedRule>[];

/** Rules in the order in which the switch prints them, as one group. */
export function placed(rules: readonly ConfigRule[], group = 0): readonly PlacedRule[] {
  return rules.map((rule, order) => ({ ...rule, group, order }));
}

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
