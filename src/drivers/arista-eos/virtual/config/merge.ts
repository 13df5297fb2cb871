/** A candidate meets a running configuration that moved on: what each side changed is kept. */
import {
  Configuration,
  emptyBody,
  isSameBody,
  isSameNode,
  type ConfigBody,
  type ConfigNode,
} from '../../../virtual/configuration.ts';

export interface Merged {
  readonly configuration: Configuration;
  /** Texts of the lines that both sides changed differently; empty: nothing stands against it. */
  readonly conflicts: readonly string[];
}

/** What `candidate` changed since `base`, applied to `running`. */
export function merged(base: Configuration, candidate: Configuration, running: Configuration): Merged {
  const conflicts: string[] = [];
  const slots = mergedBody(base.slots, candidate.slots, running.slots, conflicts);
  return { configuration: new Configuration(slots), conflicts };
}

function mergedBody(base: ConfigBody, mine: ConfigBody, theirs: ConfigBody, conflicts: string[]): ConfigBody {
  if (isSameBody(base, mine)) return theirs;
  const result = new Map<string, ConfigNode>();
  for (const slot of new Set([...theirs.keys(), ...mine.keys()])) {
    const node = mergedNode(base.get(slot), mine.get(slot), theirs.get(slot), conflicts);
    if (node !== undefined) result.set(slot, node);
  }
  return result;
}

function mergedNode(
  base: ConfigNode | undefined,
  mine: ConfigNode | undefined,
  theirs: ConfigNode | undefined,
  conflicts: string[],
): ConfigNode | undefined {
  if (isSameNode(base, mine)) return theirs;
  if (isSameNode(base, theirs) || isSameNode(mine, theirs)) return mine;
  if (mine?.body !== undefined && theirs?.body !== undefined) {
    return { ...mine, body: mergedBody(base?.body ?? emptyBody, mine.body, theirs.body, conflicts) };
  }
  conflicts.push(...[mine, base, theirs].flatMap((node) => node?.text ?? []).slice(0, 1));
  return theirs;
}
