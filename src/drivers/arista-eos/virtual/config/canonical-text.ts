/** The canonical text of a configuration: what `show running-config` prints between its header and `end`. */
import {
  sortedNodes,
  type ConfigBody,
  type ConfigNode,
  type Configuration,
} from '../../../virtual/configuration.ts';
import { vlanListText } from '../../../virtual/vlan-list.ts';

/** Three spaces a level (SOURCES.md 5). */
const indent = '   ';

/** A top-level block: lines that stand together, without the `!` that follows. */
export type ConfigBlock = readonly string[];

/** The blocks of a configuration in canonical order. */
function configBlocks(configuration: Configuration): readonly ConfigBlock[] {
  const blocks: string[][] = [];
  let openGroup: number | undefined;
  for (const node of mergedVlans(sortedNodes(configuration.slots))) {
    if (node.isHiddenWhenEmpty === true && node.body?.size === 0) continue;
    const block = node.body === undefined && openGroup === node.group ? blocks.at(-1) : undefined;
    const lines = node.text.split('\n').concat(bodyLines(node.body, indent));
    if (block === undefined) blocks.push(lines);
    else block.push(...lines);
    openGroup = node.body === undefined ? node.group : undefined;
  }
  return blocks;
}

/** The blocks with the `!` that follows each. */
export function separatedBlocks(configuration: Configuration): readonly ConfigBlock[] {
  return configBlocks(configuration).map((block) => [...block, '!']);
}

/** Every line of the blocks, each block followed by `!`. */
export function canonicalLines(configuration: Configuration): readonly string[] {
  return separatedBlocks(configuration).flat();
}

/** Header and body of one section, as `show running-config interfaces X` prints it. */
export function sectionLines(node: ConfigNode): readonly string[] {
  return [node.text, ...bodyLines(node.body, indent)];
}

function bodyLines(body: ConfigBody | undefined, margin: string): readonly string[] {
  if (body === undefined || body.size === 0) return [];
  const lines: string[] = [];
  for (const node of sortedNodes(body)) {
    if (node.body !== undefined && lines.length > 0) lines.push(`${margin}!`);
    lines.push(margin + node.text, ...bodyLines(node.body, margin + indent));
  }
  return lines;
}

/** VLANs with the same lines share one header, `vlan 10,30`, in the place of the lowest. */
function mergedVlans(nodes: readonly ConfigNode[]): readonly ConfigNode[] {
  const alike = new Map<string, number[]>();
  const kept: (ConfigNode | { readonly vlans: number[]; readonly node: ConfigNode })[] = [];
  for (const node of nodes) {
    const id = /^vlan (\d+)$/.exec(node.text)?.[1];
    if (id === undefined || node.body === undefined) {
      kept.push(node);
      continue;
    }
    const content = bodyLines(node.body, '').join('\n');
    const vlans = alike.get(content);
    if (vlans !== undefined) {
      vlans.push(Number(id));
      continue;
    }
    const fresh = [Number(id)];
    alike.set(content, fresh);
    kept.push({ vlans: fresh, node });
  }
  return kept.map((entry) =>
    'vlans' in entry ? { ...entry.node, text: `vlan ${vlanListText(entry.vlans)}` } : entry,
  );
}
