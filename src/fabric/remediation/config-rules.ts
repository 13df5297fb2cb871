/**
 * How an operating system writes, replaces and takes away configuration: data that the algorithms of this
 * folder are run on. Patterns match whole lines; `$1` in a text stands for a captured group.
 */

export interface ConfigRules {
  readonly layout: ConfigLayout;
  readonly sections: readonly SectionRule[];
  /** The first rule that matches a line decides. A line without a rule stands for itself. */
  readonly lines: readonly LineRule[];
  /** What has to exist before a line may name it. */
  readonly references: readonly ReferenceRule[];
  /** Put before a line to take it away. */
  readonly negation: string;
  /** Typed to leave a section; absent where a new section header may follow at once. */
  readonly leaveSection?: string;
}

export interface ConfigLayout {
  /** Blanks per level. */
  readonly indent: number;
  /** Lines that say nothing: comments, headers, `end`. */
  readonly ignored: readonly RegExp[];
  /** Lines that continue the list of the line before them, such as `switchport trunk allowed vlan add 1`. */
  readonly continuations: readonly { readonly match: RegExp; readonly joins: RegExp }[];
}

/** A line with children, or one that may have some. */
export interface SectionRule {
  /** Headers of the sections around it, outermost first; empty at the top. */
  readonly within: readonly RegExp[];
  readonly header: RegExp;
  /** `$1` is a list of ids and stands for one section per id: `vlan 10,20-21`. */
  readonly expands?: string;
  /** Always there (a physical port): emptied line by line, never removed. */
  readonly isPermanent?: boolean;
  /** How it is removed; absent: negation and header. */
  readonly remove?: string;
  /** The order of its lines has a meaning. */
  readonly isOrdered?: boolean;
}

export interface LineRule {
  readonly within: readonly RegExp[];
  readonly match: RegExp;
  /** Lines with the same key replace one another: typing the new one is enough. */
  readonly key: string;
  /** How it is taken away; absent: negation and line; `null`: it goes with its section or with another line. */
  readonly remove?: string | null;
  /** The device does not print the line when its value is the default; such lines are dropped on both sides. */
  readonly isSilent?: boolean;
  /** `$1` is a list of VLAN ids in which order and folding mean nothing. */
  readonly list?: ListRule;
  /** Where it goes among the lines of its section; absent: in between. */
  readonly place?: 'first' | 'last';
}

/** How a list line is changed. */
export interface ListRule {
  /** `replaces`: the new list is typed whole. `adds`: ids are added and taken away one list at a time. */
  readonly typing: 'replaces' | 'adds';
  /** With the ids to add in `$1`; only for `adds`. */
  readonly add?: string;
  /** With the ids to take away in `$1`; only for `adds`. */
  readonly remove?: string;
  /** What is printed for the empty list, where that is a line of its own. */
  readonly empty?: string;
}

export interface ReferenceRule {
  readonly within: readonly RegExp[];
  readonly match: RegExp;
  /** Header of the section it needs, at the top level; captures of the line fill it. */
  readonly needs: string;
  /** `$1` is a list of ids, each of which is needed. */
  readonly isList?: boolean;
}
