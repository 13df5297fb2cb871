/** A configuration as a tree of lines: what is indented below a line is inside its section. */

export interface ConfigLine {
  /** Without indentation, in the canonical form of the operating system. */
  readonly text: string;
  readonly children: readonly ConfigLine[];
}

/** The top level of a configuration. */
export type ConfigTree = readonly ConfigLine[];
