/** Sections of the top level that come into being by their number: VLANs and interfaces. */
import { nodeOf } from '../../../virtual/config-rule.ts';
import type { ConfigNode, Configuration } from '../../../virtual/configuration.ts';
import { interfaceName, interfaceOrder } from '../config/interface-names.ts';
import { parseVlanList } from '../../../virtual/vlan-list.ts';
import type { PlacedRule } from '../grammar/config-rule.ts';
import type { Match } from '../grammar/syntax.ts';

export interface EditorSetup {
  readonly config: Configuration;
  /** What a fresh switch has. */
  readonly defaults: Configuration;
  /** Whether a physical interface exists. */
  readonly hasPort: (name: string) => boolean;
}

/** Creates the VLANs of a list, or removes them; VLAN 1 always exists. Gives their ids. */
export function editVlans(
  config: Configuration,
  found: Match<PlacedRule>,
  isNegated: boolean,
): readonly number[] {
  const ids = parseVlanList(found.captures[0] ?? '') ?? [];
  for (const id of ids) {
    const slot = `vlan ${id}`;
    const isPresent = config.get([], slot) !== undefined;
    if (isNegated && id !== 1) config.delete([], slot);
    if (!isNegated && !isPresent) config.put([], slot, emptyVlan(found, id));
  }
  return ids;
}

function emptyVlan(found: Match<PlacedRule>, id: number): ConfigNode {
  const node = { ...nodeOf(found, `vlan ${id}`), order: id, body: new Map<string, ConfigNode>() };
  return id === 1 ? { ...node, isHiddenWhenEmpty: true } : node;
}

/** Whether the interface can exist: logical ones always, physical ones where the hardware has them. */
export function isPossible(setup: EditorSetup, name: string): boolean {
  const kind = interfaceName(name)?.kind;
  const isPhysical = kind === 'ethernet' || kind === 'management';
  return kind !== undefined && (!isPhysical || setup.hasPort(name));
}

/** Creates the interface unless it is there. */
export function ensureInterface({ config }: EditorSetup, found: Match<PlacedRule>, name: string): void {
  const slot = `interface ${name}`;
  if (config.get([], slot) === undefined) config.put([], slot, emptyInterface(found, name));
}

/** Takes every line off an interface; a logical one that is removed goes with them. */
export function resetInterface(
  { config, hasPort }: EditorSetup,
  found: Match<PlacedRule>,
  { name, isRemoved }: { readonly name: string; readonly isRemoved: boolean },
): void {
  const slot = `interface ${name}`;
  if (isRemoved && !hasPort(name)) config.delete([], slot);
  else if (config.get([], slot) !== undefined) config.put([], slot, emptyInterface(found, name));
}

function emptyInterface({ rule }: Match<PlacedRule>, name: string): ConfigNode {
  const parts = interfaceName(name);
  const order = parts === undefined ? 0 : interfaceOrder(parts);
  return { text: `interface ${name}`, group: rule.group, order, body: new Map() };
}
