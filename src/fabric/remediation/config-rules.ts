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
  /**
   * Without `leaveSection`: typed, once per level, only where the next line of the top level would by these rules
   * also mean something inside the section that is open, such as `vlan 10` in a routing process.
   */
  readonly leaveWhereAmbiguous?: string;
}

export interface ConfigLayout {
  /** Blanks per level. */
  readonly indent: number;
  /** Lines that say nothing: comments, headers, `end`. */
  readonly ignored: readonly RegExp[];
  /** Lines that continue the list of the line before them, such as `switchport trunk allowed vlan add 1`. */
  readonly continuations: readonly { readonly match: RegExp; readonly joins: RegExp }[];
  /** Blocks of free text, such as a banner: kept as they stand up to and including the line that ends them. */
  readonly verbatim?: readonly { readonly begins: RegExp; readonly ends: RegExp }[];
  /** Other ways to write a line or header, and the one that the device prints; the first match decides. */
  readonly spellings?: readonly { readonly match: RegExp; readonly text: string }[];
  /** Printed between the sections of the top level; among `ignored`. */
  readonly separator?: string;
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
  /** What the section prints when nothing is configured in it; absent: nothing. */
  readonly defaults?: readonly string[];
  /**
   * What it means where it does not print a line of that setting, because a device hides what is the default
   * there. The first that applies decides; the canonical form has it written out. Top level only.
   */
  readonly implied?: readonly ImpliedLine[];
}

export interface ImpliedLine {
  readonly text: string;
  /** Only in a section with such a line, implied ones before this one included. */
  readonly beside?: RegExp;
  /** Only where the top level has such a line. */
  readonly under?: RegExp;
}

/** May also match the header of a section; of such a rule only `place` and `claims` count. */
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
  /**
   * Where typing it goes among the changes of its section; absent: in between, what is added before what is
   * taken away. Taking it away mirrors that: a `first` line goes last, a `last` line first. `turn`: after what
   * is added and before what is taken away, either way, such as the mode that decides which lines count.
   */
  readonly place?: 'first' | 'turn' | 'last';
  /**
   * It says nothing in a section with such a line, or in one without: the list of a trunk on a port that is none. Where
   * it is to be idle it is typed once it is, after the `turn`.
   */
  readonly idle?: { readonly beside: RegExp } | { readonly without: RegExp };
  /** `anew`: another line of its key is refused until this one is taken away; absent: typed over it. */
  readonly replacing?: 'over' | 'anew';
  /** What only one line of the configuration may hold at a time: given up by one before another takes it. */
  readonly claims?: string;
  /** What is typed for the line, where that is not what is printed. */
  readonly typed?: string;
  /**
   * Binds its section to the one that it names by a reference: while it stands, the device takes the settings
   * that this matches from there, and they are not typed here. It is given up before that section changes.
   */
  readonly copies?: RegExp;
  /** Typing it also takes these lines of its section away. */
  readonly takes?: RegExp;
  /**
   * Refused unless its section has the line `has`: where the section has it neither before nor after the
   * change, it is typed first of all, and `ends` last of all. `replacing`: only where it follows another line of its key.
   */
  readonly during?: { readonly has: string; readonly ends: string; readonly replacing?: true };
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
  /** Header of what it needs at the top level, filled by captures of the line; a pattern: every one that fits. */
  readonly needs: string | RegExp;
  /** `$1` is a list of ids, each of which is needed. */
  readonly isList?: boolean;
}
