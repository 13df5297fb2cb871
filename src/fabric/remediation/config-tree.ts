/** A configuration as a tree of lines: what is indented below a line is inside its section. */

export interface ConfigLine {
  /** Without indentation, in the canonical form of the operating system. */
  readonly text: string;
  readonly children: readonly ConfigLine[];
}

/** The top level of a configuration. */
export type ConfigTree = readonly ConfigLine[];

/** The line of the top level with that canonical text, if there is one. */
export function findSection(tree: ConfigTree, header: string): ConfigLine | undefined {
  return tree.find((line) => line.text === header);
}

/** Whether the top level has no such section, or one without lines. */
export function isEmptySection(tree: ConfigTree, header: string): boolean {
  return (findSection(tree, header)?.children.length ?? 0) === 0;
}
