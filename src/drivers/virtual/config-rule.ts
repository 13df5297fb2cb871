/** What a line of a configuration grammar is, in its place among the others. */
import type { Compiled, Match } from './command-grammar.ts';
import type { ConfigNode } from './configuration.ts';

/** `Effect` names what the line does to the configuration; the operating system says how. */
export interface ConfigRule<Effect extends string> {
  readonly syntax: string;
  /** Absent: it fills its slot. */
  readonly effect?: Effect;
  /** Slot that the line shares with others; absent: what the syntax says. */
  readonly slot?: string;
  /** What is stored; absent: the line in canonical form. */
  readonly text?: string;
  /** Canonical line that the switch does not print, because it is the default. */
  readonly silent?: string;
  /** The line is known only while this feature is on. */
  readonly feature?: string;
  /** Mode of the section that the line opens. */
  readonly enters?: string;
  /** What the prompt shows inside the section. */
  readonly prompt?: string;
}

/** A rule in its place: group and order say where the printed text has it. */
export type Placed<Rule> = Rule & { readonly group: number; readonly order: number };

/** Rules in the order in which the switch prints them, as one group. */
export function placed<Rule extends object>(rules: readonly Rule[], group = 0): readonly Placed<Rule>[] {
  return rules.map((rule, order) => ({ ...rule, group, order }));
}

/** The compiled grammar of a mode, made when the mode is first entered; shared by all switches of one kind. */
export function oncePerMode<Rule>(
  make: (mode: string) => readonly Compiled<Rule>[],
): (mode: string) => readonly Compiled<Rule>[] {
  const made = new Map<string, readonly Compiled<Rule>[]>();
  return (mode) => {
    const rules = made.get(mode) ?? make(mode);
    made.set(mode, rules);
    return rules;
  };
}

/** The slot that a match fills. */
export function slotOf({ rule, slot }: Match<Pick<ConfigRule<string>, 'slot'>>): string {
  return rule.slot ?? slot;
}

/** The node that a match stores. */
export function nodeOf(
  { rule, text }: Match<Placed<ConfigRule<string>>>,
  stored = rule.text ?? text,
): ConfigNode {
  const feature = rule.feature === undefined ? {} : { feature: rule.feature };
  return { text: stored, group: rule.group, order: rule.order, ...feature };
}
