/** Interfaces as sections: what a fresh one has, which can exist, and what goes with one that is removed. */
import type { ConfigBody, ConfigLine, Configuration } from '../config/configuration.ts';
import {
  interfaceOrder,
  systemVlan,
  type InterfaceKind,
  type InterfaceName,
} from '../config/interface-names.ts';
import { rulesOf, rulesOfInterface } from '../grammar/mode-rules.ts';
import { isMismatch, matchLine } from '../grammar/syntax.ts';
import { lineOf, slotOf, type Refusal } from './edit.ts';
import { forgetVlans } from './effects.ts';
import { refusals } from './refusals.ts';
import type { Journal } from './transactions.ts';

/**
 * Printed though nobody typed them (reference sections 3.3, 5). A port-channel needs its `no shutdown` (section
 * 3.2); a VLAN does not.
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
  const body = new Map<string, ConfigLine>();
  for (const text of initialLines[kind]) {
    const match = matchLine(rulesOfInterface(kind), text);
    if (isMismatch(match)) throw new Error(`the grammar does not know its own default "${text}"`);
    body.set(slotOf(match), lineOf(match));
  }
  initialBodies.set(kind, body);
  return body;
}

/** A section for the interface with those lines; fresh without them. */
export function interfaceSection(name: InterfaceName, body: ConfigBody = initialBody(name.kind)): ConfigLine {
  const match = matchLine(rulesOf('global'), `interface ${name.full}`);
  const group = isMismatch(match) ? 0 : match.rule.group;
  return { text: `interface ${name.full}`, group, order: interfaceOrder(name), body };
}

/** The slot of an interface at the top level. */
export function interfaceSlot({ full }: InterfaceName): string {
  return `interface ${full}`;
}

/** Why the interface can't be configured, or undefined where it can. */
export function interfaceRefusal({ kind, full, number }: InterfaceName, ports: ReadonlySet<string>): Refusal {
  if (kind === 'vlan' && Number(number) === systemVlan) return refusals.system(full);
  const isPort = kind === 'ethernet' || kind === 'mgmt';
  return isPort && !ports.has(full) ? refusals.invalidInterface : undefined;
}

/** Creates the interface unless it is there. */
export function ensureInterface(config: Configuration, name: InterfaceName): void {
  const slot = interfaceSlot(name);
  if (config.line([], slot) === undefined) config.fill([], slot, interfaceSection(name));
}

/** What was loaded gets the lines without which no interface is printed. */
export function completeInterface(config: Configuration, name: InterfaceName): void {
  const slot = interfaceSlot(name);
  const body = config.section([slot]);
  const isTrunk = body.has('switchport mode');
  for (const [wanted, line] of initialBody(name.kind)) {
    const isAccess = wanted === 'switchport access vlan';
    const isMeant = wanted === 'shutdown' || (isAccess && !isTrunk && !body.has('switchport'));
    if (isMeant && !body.has(wanted)) config.fill([slot], wanted, line);
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
  if (used !== undefined) return refusals.hasMembers(used.full);
  if (names.some(({ full }) => full === 'vlan1')) return refusals.defaultVlan;
  const listed = names.filter(({ kind, number }) => kind === 'vlan' && journal?.listed.has(Number(number)));
  if (listed.length > 0 && listed.length === names.length) return refusals.rangeConflict;
  const removed = names.filter((name) => !listed.includes(name));
  for (const name of removed) config.empty([], interfaceSlot(name));
  const vlans = removed.filter(({ kind }) => kind === 'vlan').map(({ number }) => Number(number));
  if (vlans.length > 0) forgetVlans(config, new Set(vlans));
  if (listed.length === 0 || journal === undefined) return undefined;
  // Part of the range is gone and part could not go (reference section 2.2).
  journal.isDisintegrated = true;
  return refusals.disintegrated;
}

function hasMembers(config: Configuration, { kind, number }: InterfaceName): boolean {
  if (kind !== 'port-channel') return false;
  return [...config.top.values()].some(
    ({ body }) => body?.get('channel-group')?.text.split(' ')[1] === number,
  );
}
