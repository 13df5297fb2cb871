/** What a line of the configuration grammar is. The tables are in the files beside this one. */
import type { Compiled, Rule } from './syntax.ts';

/**
 * How a rule changes the configuration. `set` fills the slot; `raw` too, and its `no` takes away every line
 * that begins like it; `entry` is a numbered line of a list; `nothing` is accepted and forgotten; the others
 * have rules of their own, beside their names in `cli/`.
 */
export type Effect =
  | 'set'
  | 'raw'
  | 'entry'
  | 'nothing'
  | 'enter'
  | 'enter-vlans'
  | 'enter-interfaces'
  | 'default-interfaces'
  | 'feature'
  | 'system-default'
  | 'layer'
  | 'allowed-vlans'
  | 'port-vlan'
  | 'mtu'
  | 'jumbo-mtu'
  | 'shutdown'
  | 'channel-group'
  | 'while-down'
  | 'vpc-number'
  | 'peer-link'
  | 'keepalive'
  | 'domain'
  | 'stp-off';

export interface ConfigRule extends Rule {
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
  /** Word of the prompt inside the section; prompts do not name the object (reference section 1.1). */
  readonly prompt?: string;
  /** Only on a switched port. */
  readonly isBridged?: true;
  /** Followed by every member of a port-channel, and refused on a member itself. */
  readonly isShared?: true;
  /** What the switch remarks though it accepts the line. */
  readonly remark?: 'edge-port';
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
  return beginnings.flatMap((beginning): readonly ConfigRule[] => [
    { syntax: beginning, effect: 'raw' },
    { syntax: `${beginning} <text>`, effect: 'raw' },
  ]);
}

/** Lines without parameters that are either there or not. */
export function flags(...lines: readonly string[]): readonly ConfigRule[] {
  return lines.map((syntax) => ({ syntax }));
}

/** A switch that is on by default: only its `no` is printed. */
export function onByDefault(words: string, effect?: Effect): readonly ConfigRule[] {
  const shared = { slot: words, ...(effect === undefined ? {} : { effect }) };
  return [
    { syntax: `no ${words}`, ...shared },
    { syntax: words, silent: words, ...shared },
  ];
}

/** Lines that open a section of a mode. */
export function sections(
  enters: string,
  prompt: string,
  ...syntaxes: readonly string[]
): readonly ConfigRule[] {
  return syntaxes.map((syntax) => ({ syntax, effect: 'enter', enters, prompt }));
}

/** The same rules, known only while a feature is on. */
export function needing(feature: string, rules: readonly ConfigRule[]): readonly ConfigRule[] {
  return rules.map((rule) => ({ ...rule, feature }));
}
