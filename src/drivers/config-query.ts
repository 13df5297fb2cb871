/** What parsers of running configurations ask of a tree whose sections are `interface <name>` and the like. */
import type { IdRange } from '../fabric/model/ids.ts';
import type { ConfigLine, ConfigTree } from '../fabric/remediation/config-tree.ts';

/** What the pattern's first group catches in the first line that matches. */
export function firstMatch(lines: ConfigTree, pattern: RegExp): string | undefined {
  for (const line of lines) {
    const caught = pattern.exec(line.text)?.[1];
    if (caught !== undefined) return caught;
  }
  return undefined;
}

/** Whether a section has a line with that text. */
export function hasLine(section: ConfigLine, text: string): boolean {
  return section.children.some((child) => child.text === text);
}

/** Every section of an interface, with the name that stands in its header. */
export function interfaceSections(
  running: ConfigTree,
): readonly { readonly name: string; readonly line: ConfigLine }[] {
  return running.flatMap((line) => {
    const [, name] = /^interface (\S+)$/.exec(line.text) ?? [];
    return name === undefined ? [] : [{ name, line }];
  });
}

/** The number in a name that is a word and a number; undefined for any other name. */
export function numberAfter(word: string, name: string): number | undefined {
  const digits = name.startsWith(word) ? name.slice(word.length) : '';
  return /^\d+$/.test(digits) ? Number(digits) : undefined;
}

/** `10,20-21` as ranges; `none` and whatever else is no list gives nothing. */
export function idRanges(list: string): readonly IdRange[] {
  return list.split(',').flatMap((part) => {
    const [, low, high = low] = /^(\d+)(?:-(\d+))?$/.exec(part) ?? [];
    return low === undefined ? [] : [{ low: Number(low), high: Number(high) }];
  });
}
