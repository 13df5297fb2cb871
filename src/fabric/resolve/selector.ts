/** Which endpoints belong to an endpoint group: those named, and those whose labels match, as a union. */
import type { Problem } from '../errors.ts';
import type { Memory } from '../memory.ts';
import { compareText } from '../model/ids.ts';
import type { EndpointGroupIntent, EndpointIntent } from '../model/intent.ts';

/** The endpoints of one group. */
export interface GroupMembers {
  readonly group: EndpointGroupIntent;
  /** Sorted, without repetition. */
  readonly endpoints: readonly string[];
}

/** Groups by name with their endpoints, and `empty-group` where a group or its selector has none. */
export function groupMembers(
  groups: readonly EndpointGroupIntent[],
  endpoints: readonly EndpointIntent[],
  memory: Memory,
): { readonly members: readonly GroupMembers[]; readonly problems: readonly Problem[] } {
  const byLabel = memory.recall(endpointsByLabel, endpoints);
  const sorted = groups.toSorted((a, b) => compareText(a.name, b.name));
  const found = memory.recallEach(membersOf, sorted, ({ name }) => name, byLabel);
  return {
    members: found.map(({ members }) => members),
    problems: found.flatMap(({ problem }) => problem ?? []),
  };
}

function membersOf(group: EndpointGroupIntent, byLabel: LabelIndex) {
  const selected = group.selector === undefined ? [] : matching(group.selector, byLabel);
  const all = new Set([...group.servers, ...group.externalSystems, ...selected]);
  const members: GroupMembers = { group, endpoints: [...all].sort(compareText) };
  return { members, problem: emptiness(group, selected.length, all.size) };
}

type LabelIndex = ReadonlyMap<string, ReadonlySet<string>>;

function endpointsByLabel(endpoints: readonly EndpointIntent[]): LabelIndex {
  const index = new Map<string, Set<string>>();
  for (const endpoint of endpoints) {
    for (const label of Object.entries(endpoint.labels)) {
      const key = labelKey(label);
      const known = index.get(key) ?? new Set();
      index.set(key, known.add(endpoint.name));
    }
  }
  return index;
}

/** A selector without labels matches nothing: "everything" has to be said, not left out. */
function matching(selector: Readonly<Record<string, string>>, index: LabelIndex): readonly string[] {
  const sets = Object.entries(selector)
    .map((label) => index.get(labelKey(label)) ?? new Set<string>())
    .sort((a, b) => a.size - b.size);
  const [smallest = new Set<string>(), ...others] = sets;
  return [...smallest].filter((name) => others.every((set) => set.has(name)));
}

function emptiness(group: EndpointGroupIntent, selected: number, all: number): Problem | undefined {
  if (group.selector !== undefined && selected === 0) {
    return {
      code: 'empty-group',
      message: `endpoint group ${group.name}: no endpoint has the labels ${described(group.selector)}`,
      path: `${group.path}.endpoints.selector`,
      hint: 'an endpoint must have all labels of the selector',
    };
  }
  if (all > 0) return undefined;
  return {
    code: 'empty-group',
    message: `endpoint group ${group.name} has no endpoint`,
    path: `${group.path}.endpoints`,
    hint: 'name servers or external systems, or select servers by their labels',
  };
}

function described(selector: Readonly<Record<string, string>>): string {
  const labels = Object.entries(selector).sort(([a], [b]) => compareText(a, b));
  return labels.length === 0 ? '{}' : labels.map(([key, value]) => `${key}: ${value}`).join(', ');
}

function labelKey([key, value]: readonly [string, string]): string {
  return JSON.stringify([key, value]);
}
