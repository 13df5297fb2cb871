/** What a line of the configuration grammar is. The tables are in the files beside this one. */
import type * as shared from '../../../virtual/config-rule.ts';
import type { Compiled, Rule } from './syntax.ts';

/**
 * How a rule changes the configuration. `set` fills the slot; `raw` too, and its `no` takes away every line
 * that begins like it; `entry` is a numbered line of a list; `nothing` is accepted and forgotten; the others
 * have rules of their own, in `edit/effects.ts`.
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

/** Prompts do not name the object of a section (SOURCES.md 1.1). */
export interface ConfigRule extends shared.ConfigRule<Effect>, Rule {
  /** Only on a switched port. */
  readonly isBridged?: true;
  /** Followed by every member of a port-channel, and refused on a member itself. */
  readonly isShared?: true;
  /** What the switch remarks though it accepts the line. */
  readonly remark?: 'edge-port';
}

export type PlacedRule = shared.Placed<ConfigRule>;

export type ModeRules = readonly Compiled<PlacedRule>[];

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
