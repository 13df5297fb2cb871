/** Sections of the top level that come into being by their number: VLANs and interfaces. */
import { nodeOf } from '../../../virtual/config-rule.ts';
import type { ConfigNode } from '../../../virtual/configuration.ts';
import { interfaceName, interfaceOrder } from '../config/interface-names.ts';
import { copyShared, interfaceSlot, membersOf } from '../config/port-settings.ts';
import { parseVlanList } from '../../../virtual/vlan-list.ts';
import { interfaceGroup } from '../grammar/global-rules.ts';
import { refused, type Edit, type EditorSetup, type Reply } from './edit.ts';

/** Creates the VLANs of a list, or removes them; ports and VLAN interfaces stay (SOURCES.md 4). */
export function editVlans({ setup, match, isNegated }: Edit): Reply {
  const ids = parseVlanList(match.captures[0] ?? '') ?? [];
  const kept = ids.find((id) => id >= setup.reserved.low && id <= setup.reserved.high);
  if (kept !== undefined) return refused(`ERROR: VLAN ${kept} is reserved for internal use`);
  if (isNegated && ids.includes(1)) return refused('ERROR: VLAN 1 is the default VLAN and cannot be deleted');
  for (const id of ids) {
    const slot = `vlan ${id}`;
    if (isNegated) setup.config.delete([], slot);
    else if (!setup.config.slots.has(slot)) {
      setup.config.put([], slot, { ...nodeOf(match, slot), order: 1000 + id, body: new Map() });
    }
  }
  return undefined;
}

/** Whether the interface can exist: physical ones where the hardware has them, others with their feature. */
export function isPossible({ hasPort, isOn }: EditorSetup, name: string): boolean {
  const kind = interfaceName(name)?.kind;
  if (kind === 'ethernet' || kind === 'mgmt') return hasPort(name);
  if (kind === 'vlan') return isOn('interface-vlan');
  return kind === 'nve' ? isOn('nv overlay') : kind !== undefined;
}

/** Creates the interface unless it is there. */
export function ensureInterface({ config }: EditorSetup, name: string): void {
  const slot = interfaceSlot(name);
  if (!config.slots.has(slot)) config.put([], slot, emptyInterface(name));
}

/** Takes every line off an interface, back to what a fresh switch has. */
export function resetInterface({ config, defaults }: EditorSetup, name: string): void {
  const slot = interfaceSlot(name);
  if (config.slots.has(slot)) config.put([], slot, defaults.get([], slot) ?? emptyInterface(name));
  for (const member of membersOf(config, name)) copyShared(config, name, member);
}

/**
 * Removes a logical interface. The members of a port-channel leave it and keep their settings; that they
 * do by themselves is not confirmed (SOURCES.md 4), so nobody should rely on it.
 */
export function removeInterface({ config }: EditorSetup, name: string): void {
  for (const member of membersOf(config, name)) config.delete([interfaceSlot(member)], 'channel-group');
  config.delete([], interfaceSlot(name));
}

/** An interface without lines, in its place among the others. */
export function emptyInterface(name: string): ConfigNode {
  const parts = interfaceName(name);
  const feature = parts === undefined ? undefined : featureOf[parts.kind];
  return {
    text: interfaceSlot(name),
    group: interfaceGroup,
    order: parts === undefined ? 0 : interfaceOrder(parts),
    ...(feature === undefined ? {} : { feature }),
    body: new Map(),
  };
}

const featureOf: Readonly<Record<string, string | undefined>> = { vlan: 'interface-vlan', nve: 'nv overlay' };
