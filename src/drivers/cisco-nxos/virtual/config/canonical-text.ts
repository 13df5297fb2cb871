/** The canonical text of a configuration: what `show running-config` prints after its header. */
import {
  sortedNodes,
  type ConfigBody,
  type ConfigNode,
  type Configuration,
} from '../../../virtual/configuration.ts';
import { parseVlanList, vlanListText } from '../../../virtual/vlan-list.ts';

/** Two spaces a level (SOURCES.md 5). */
const indent = '  ';

/** Columns before a VLAN list goes on in another line; the exact wrap is not confirmed (SOURCES.md 5). */
const listWidth = 60;

/** Every line, with blank lines between the top-level blocks. */
export function canonicalLines(configuration: Configuration, interfaceGroup: number): readonly string[] {
  const nodes = sortedNodes(configuration.slots);
  const firstVlan = nodes.find(isVlan);
  return nodes.flatMap((node, index) => {
    const before = nodes[index - 1]?.group;
    const isApart = before !== undefined && (before !== node.group || node.group === interfaceGroup);
    const header = node === firstVlan ? [vlanHeader(configuration)] : [];
    const isInHeader = isVlan(node) && node.body?.size === 0;
    return [...(isApart ? [''] : []), ...header, ...(isInHeader ? [] : sectionLines(node))];
  });
}

/** The lines of a node: its own, and those of its section. */
export function sectionLines(node: ConfigNode): readonly string[] {
  return [...nodeLines(node), ...bodyLines(node.body, indent)];
}

/** The text of a line, in several where it holds a list that is too long for one. */
export function nodeLines({ text }: ConfigNode): readonly string[] {
  const [, words, list = ''] = /^(switchport trunk allowed vlan) ([\d,-]+)$/.exec(text) ?? [];
  if (words === undefined) return [text];
  return foldedList(list, listWidth).map((piece, index) =>
    index === 0 ? `${words} ${piece}` : `${words} add ${piece}`,
  );
}

function bodyLines(body: ConfigBody | undefined, margin: string): readonly string[] {
  if (body === undefined) return [];
  return sortedNodes(body).flatMap((node) => [
    ...nodeLines(node).map((line) => margin + line),
    ...bodyLines(node.body, margin + indent),
  ]);
}

function isVlan(node: ConfigNode): boolean {
  return node.body !== undefined && /^vlan \d+$/.test(node.text);
}

/** One line with every VLAN, before the blocks of those that have lines (SOURCES.md 5). */
function vlanHeader(configuration: Configuration): string {
  const ids = [...configuration.slots.keys()]
    .flatMap((slot) => parseVlanList(/^vlan (\d+)$/.exec(slot)?.[1] ?? '') ?? [])
    .sort((a, b) => a - b);
  return `vlan ${vlanListText(ids)}`;
}

/** The parts of a list in pieces of at most so many characters; a piece never ends inside a range. */
function foldedList(list: string, width: number): readonly string[] {
  const pieces: string[] = [];
  for (const part of list.split(',')) {
    const last = pieces.at(-1);
    if (last !== undefined && last.length + 1 + part.length <= width)
      pieces[pieces.length - 1] = `${last},${part}`;
    else pieces.push(part);
  }
  return pieces;
}
