/** The commands that lead from one configuration to another, as `show diff rollback-patch` prints them. */
import { emptyBody, sortedNodes, type ConfigBody, type ConfigNode } from '../../../virtual/configuration.ts';
import { nodeLines } from './canonical-text.ts';

/** Removals before additions, section by section; empty where both are equal. */
export function rollbackPatch(from: ConfigBody, to: ConfigBody): readonly string[] {
  return [...removals(from, to, ''), ...additions(from, to, '')];
}

function removals(from: ConfigBody, to: ConfigBody, margin: string): readonly string[] {
  return sortedNodes(from).flatMap((node) => {
    const other = nodeWithText(to, node);
    if (other === undefined) return [`${margin}${negated(node.text)}`];
    const inner = removals(node.body ?? emptyBody, other.body ?? emptyBody, `${margin}  `);
    return inner.length === 0 ? [] : [`${margin}${node.text}`, ...inner];
  });
}

function additions(from: ConfigBody, to: ConfigBody, margin: string): readonly string[] {
  return sortedNodes(to).flatMap((node) => {
    const other = nodeWithText(from, node);
    const inner = additions(other?.body ?? emptyBody, node.body ?? emptyBody, `${margin}  `);
    if (other !== undefined && inner.length === 0) return [];
    return [...nodeLines(node).map((line) => margin + line), ...inner];
  });
}

function nodeWithText(body: ConfigBody, { text }: ConfigNode): ConfigNode | undefined {
  return [...body.values()].find((node) => node.text === text);
}

function negated(text: string): string {
  return text.startsWith('no ') ? text.slice(3) : `no ${text}`;
}
