/** Interfaces as sections: what a fresh one has, which can exist, and what goes with one that is removed. */
import { nodeOf, slotOf } from '../../../virtual/config-rule.ts';
import type { ConfigBody, ConfigNode, Configuration } from '../../../virtual/configuration.ts';
import {
  interfaceOrder,
  systemVlan,
  type InterfaceKind,
  type InterfaceName,
} from '../config/interface-names.ts';
import { rulesOf } from '../grammar/mode-rules.ts';
import { isMismatch, match } from '../grammar/syntax.ts';
import { type Refusal } from './edit.ts';
import { forgetVlans } from './effects.ts';
import { refusals } from './refusals.ts';
import type { Journal } from './transactions.ts';

/**
 * Printed though nobody typed them (SOURCES.md 3.3, 5). A port-channel needs its `no shutdown`; a VLAN does
 * not (SOURCES.md 3.2).
 */
const initialLines: Readonly<Record<InterfaceKind, readonly string[]>> = {
  vlan: ['no shutdown'],
  'virtual-network': ['no shutdown'],
  'port-channel': ['shutdown', 'switchport access vlan 1'],
  ethernet: ['no shutdown', 'switchport access vlan 1'],
  mgmt: ['no shutdown', 'ip address dhcp', 'ipv6 address autoconfig'],
  loopback: ['no shutdown'],
  null: [],
};

const initialBodies = new Map<InterfaceKind, ConfigBody>();

/** The lines of a fresh interface. */
function initialBody(kind: InterfaceKind): ConfigBody {
  const known = initialBodies.get(kind);
  if (known !== undefined) return known;
  const body = new Map<string, ConfigNode>();
  for (const text of initialLines[kind]) {
    const found = match(rulesOf(`interface-${kind}`), text);
    if (isMismatch(found)) throw new Error(`the grammar does not know its own default "${text}"`);
    body.set(slotOf(found), nodeOf(found));
  }
  initialBodies.set(kind, body);
  return body;
}

/** A section for the interface with those lines; fresh without them. */
export function interfaceSection(name: InterfaceName, body: ConfigBody = initialBody(name.kind)): ConfigNode {
  const found = match(rulesOf('global'), `interface ${name.long}`);
  const group = isMismatch(found) ? 0 : found.rule.group;
  return { text: `interface ${name.long}`, group, order: interfaceOrder(name), body };
}

/** The slot of an interface at the top level. */
export function interfaceSlot({ long }: InterfaceName): string {
  return `interface ${long}`;
}

/** Why the interface can't be configured, or undefined where it can. */
export function interfaceRefusal({ kind, long, number }: InterfaceName, ports: ReadonlySet<string>): Refusal {
  if (kind === 'vlan' && Number(number) === systemVlan) return refusals.system(long);
  const isPort = kind === 'ethernet' || kind === 'mgmt';
  return isPort && !ports.has(long) ? refusals.invalidInterface : undefined;
}

/** Creates the interface unless it is there. */
export function ensureInterface(config: Configuration, name: InterfaceName): void {
  const slot = interfaceSlot(name);
  if (config.get([], slot) === undefined) config.put([], slot, interfaceSection(name));
}

/** What was loaded gets the lines without which no interface is printed. */
export function completeInterface(config: Configuration, name: InterfaceName): void {
  const slot = interfaceSlot(name);
  const body = config.body([slot]);
  const isTrunk = body.has('switchport mode');
  for (const [wanted, line] of initialBody(name.kind)) {
    const isAccess = wanted === 'switchport access vlan';
    const isMeant = wanted === 'shutdown' || (isAccess && !isTrunk && !body.has('switchport'));
    if (isMeant && !body.has(wanted)) config.put([slot], wanted, line);
  }
}

/** Removes logical interfaces; what is not there is no mistake. Gives a refusal. */
export function removeInterfaces(
  config: Configuration,
  names: readonly InterfaceName[],
  journal: Journal | undefined,
): Refusal {
  if (names.some(({ kind }) => kind === 'ethernet' || kind === 'mgmt')) return refusals.illegal;
  const used = names.find((name) => hasMembers(config, name));
  if (used !== undefined) return refusals.hasMembers(used.long);
  if (names.some(({ long }) => long === 'vlan1')) return refusals.defaultVlan;
  const listed = names.filter(({ kind, number }) => kind === 'vlan' && journal?.listed.has(Number(number)));
  if (listed.length > 0 && listed.length === names.length) return refusals.rangeConflict;
  const removed = names.filter((name) => !listed.includes(name));
  for (const name of removed) config.delete([], interfaceSlot(name));
  const vlans = removed.filter(({ kind }) => kind === 'vlan').map(({ number }) => Number(number));
  if (vlans.length > 0) forgetVlans(config, new Set(vlans));
  if (listed.length === 0 || journal === undefined) return undefined;
  // Part of the range is gone and part could not go (SOURCES.md 2.2).
  journal.isDisintegrated = true;
  return refusals.disintegrated;
}

function hasMembers(config: Configuration, { kind, number }: InterfaceName): boolean {
  if (kind !== 'port-channel') return false;
  return [...config.slots.values()].some(
    ({ body }) => body?.get('channel-group')?.text.split(' ')[1] === number,
  );
}
