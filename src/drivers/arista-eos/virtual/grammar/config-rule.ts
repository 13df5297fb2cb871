/** What a line of the configuration grammar is. The tables are in the files beside this one. */
import type * as shared from '../../../virtual/config-rule.ts';

/**
 * How a rule changes the configuration. `set` fills the slot; `raw` too, and its `no` takes away every line
 * that begins like it; `sequenced` numbers the entries of a list; the others have rules of their own.
 */
export type Effect =
  | 'set'
  | 'raw'
  | 'sequenced'
  | 'enter'
  | 'enter-vlans'
  | 'enter-interfaces'
  | 'default-interfaces'
  | 'allowed-vlans'
  | 'channel-group'
  | 'stp-vlans'
  | 'banner';

export interface ConfigRule extends shared.ConfigRule<Effect> {
  readonly isHiddenWhenEmpty?: true;
  /** What the switch remarks though it accepts the line. */
  readonly remark?: string;
}

export type PlacedRule = shared.Placed<ConfigRule>;

/** Lines that are kept as they are typed; each text is the beginning of such a line. */
export function raw(...beginnings: readonly string[]): readonly ConfigRule[] {
  return beginnings.map((beginning) => ({ syntax: `${beginning} <text>`, effect: 'raw' }));
}

/** Lines without parameters that are either there or not. */
export function flags(...lines: readonly string[]): readonly ConfigRule[] {
  return lines.map((syntax) => ({ syntax }));
}

/** A switch that is on by default: only its `no` is printed. */
export function onByDefault(words: string): readonly ConfigRule[] {
  return [
    { syntax: `no ${words}`, slot: words },
    { syntax: words, slot: words, silent: words },
  ];
}
