/** What a line of the configuration grammar is. The tables are in the files beside this one. */
import type { Compiled } from './syntax.ts';

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

export interface ConfigRule {
  readonly syntax: string;
  /** Absent: `set`. */
  readonly effect?: Effect;
  /** Slot that the line shares with others; absent: what the syntax says. */
  readonly slot?: string;
  /** What is stored; absent: the line in canonical form. */
  readonly text?: string;
  /** Canonical line that the switch does not print, because it is the default. */
  readonly silent?: string;
  /** Mode of the section that the line opens. */
  readonly enters?: string;
  /** Words of the prompt inside the section, before its name. */
  readonly prompt?: string;
  readonly isHiddenWhenEmpty?: true;
  /** What the switch remarks though it accepts the line. */
  readonly remark?: string;
}

/** A rule in its place: group and order say where the canonical text has it. */
export interface PlacedRule extends ConfigRule {
  readonly group: number;
  readonly order: number;
}

export type ModeRules = readonly Compiled<PlacedRule>[];

/** Rules in the order in which the switch prints them, one group. */
export function placed(rules: readonly ConfigRule[], group = 0): readonly PlacedRule[] {
  return rules.map((rule, order) => ({ ...rule, group, order }));
}

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
