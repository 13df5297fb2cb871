/** Effects of lines on ports and port-channels. */
import { nodeOf } from '../../../virtual/config-rule.ts';
import type { Configuration } from '../../../virtual/configuration.ts';
import { interfaceName } from '../config/interface-names.ts';
import {
  copyShared,
  dropSilentDefaults,
  incompatibility,
  interfaceSlot,
  isShut,
  isShutByDefault,
  isSwitched,
  membersOf,
  portChannelOf,
  portNames,
  putLayer,
} from '../config/port-settings.ts';
import { allVlans, changedVlans, parseVlanList, vlanListText } from '../../../virtual/vlan-list.ts';
import { applySet, editedInterface, refused, type Edit, type Reply } from './edit.ts';
import { emptyInterface } from './top-sections.ts';

const ofLayer2 = /^(?:switchport |spanning-tree |storm-control |vpc)/;
const ofLayer3 = /^(?:ip |ipv6 |vrf member|bfd)/;

/** The other layer's lines go, the MTU too, and the port is as the new layer's default has it. */
export function applyLayer(edit: Edit): Reply {
  const { config } = edit.setup;
  const name = editedInterface(edit);
  const isLayer2 = !edit.isNegated;
  if (isSwitched(config, name) === isLayer2) return undefined;
  dropOtherLayer(config, name, isLayer2);
  putLayer(config, name, nodeOf(edit.match), isLayer2);
  return undefined;
}

/** `system default switchport [shutdown]`: ports without a line of their own follow. */
export function applySystemDefault(edit: Edit): Reply {
  const { config } = edit.setup;
  const switched = portNames(config).map((name) => [name, isSwitched(config, name)] as const);
  const reply = applySet(edit);
  dropSilentDefaults(config);
  for (const [name, wasSwitched] of switched) {
    if (isSwitched(config, name) !== wasSwitched) dropOtherLayer(config, name, !wasSwitched);
  }
  return reply;
}

function dropOtherLayer(config: Configuration, name: string, isLayer2: boolean): void {
  const path = [interfaceSlot(name)];
  for (const slot of [...config.body(path).keys()]) {
    if ((isLayer2 ? ofLayer3 : ofLayer2).test(slot) || slot === 'mtu') config.delete(path, slot);
  }
  config.delete(path, 'shutdown');
}

/** `shutdown` and `no shutdown`; the one that is the default of the port is not kept. */
export function applyShutdown(edit: Edit): Reply {
  const { config } = edit.setup;
  const name = editedInterface(edit);
  const text = edit.isNegated ? 'no shutdown' : 'shutdown';
  if (isShutByDefault(config, name) === !edit.isNegated) config.delete(edit.path, 'shutdown');
  else config.put(edit.path, 'shutdown', nodeOf(edit.match, text));
  return undefined;
}

/** A bare list replaces; `add`, `remove`, `except` change; `no` is every VLAN (SOURCES.md 3.4, 4). */
export function applyAllowedVlans({ setup: { config }, path, match, isNegated }: Edit): Reply {
  const slot = 'switchport trunk allowed vlan';
  const present = config.value(path, slot);
  const before = present === undefined ? allVlans : (parseVlanList(present) ?? []);
  const after = isNegated ? allVlans : changedVlans(before, match.captures);
  if (after.length === allVlans.length) config.delete(path, slot);
  else config.put(path, slot, nodeOf(match, `${slot} ${after.length === 0 ? 'none' : vlanListText(after)}`));
  return undefined;
}

/** Access and native VLANs are none of those that the switch keeps for itself (SOURCES.md 7). */
export function applyPortVlan(edit: Edit): Reply {
  const { reserved } = edit.setup;
  const vlan = Number(edit.match.captures[0] ?? 0);
  if (!edit.isNegated && vlan >= reserved.low && vlan <= reserved.high) return refused(reservedVlan(vlan));
  return applySet(edit);
}

/** What the switch says to a VLAN that it keeps for itself. */
export function reservedVlan(vlan: number): string {
  return `ERROR: VLAN ${vlan} is reserved for internal use`;
}

/** A switched port has 1500 or the system jumbo value, nothing else (SOURCES.md 3.5). */
export function applyMtu(edit: Edit): Reply {
  const { config } = edit.setup;
  const name = editedInterface(edit);
  const jumbo = config.value([], 'system jumbomtu') ?? '9216';
  const value = edit.match.captures[0] ?? '1500';
  if (edit.isNegated || value === '1500' || value === jumbo) return applySet(edit);
  if (isSwitched(config, name)) {
    return refused(`ERROR: ${name}: MTU on L2 interfaces can only be set to default or system-jumboMTU`);
  }
  return Number(value) > Number(jumbo)
    ? refused(`ERROR: ${name}: MTU exceeds system jumboMTU`)
    : applySet(edit);
}

/** Switched ports with the old jumbo value have the new one, and nobody has more (SOURCES.md 3.5). */
export function applyJumboMtu(edit: Edit): Reply {
  const { config } = edit.setup;
  const reply = applySet(edit);
  const jumbo = config.value([], 'system jumbomtu') ?? '9216';
  for (const [slot, { body }] of [...config.slots]) {
    const line = body?.get('mtu');
    if (line === undefined) continue;
    const isOver = Number(line.text.slice('mtu '.length)) > Number(jumbo);
    if (!isOver && !isSwitched(config, slot.slice('interface '.length))) continue;
    if (jumbo === '1500') config.delete([slot], 'mtu');
    else config.put([slot], 'mtu', { ...line, text: `mtu ${jumbo}` });
  }
  return reply;
}

/** Lines that a port-channel takes only while it is shut (SOURCES.md 3.3). */
export function applyWhileDown(edit: Edit): Reply {
  const { setup, path, match } = edit;
  const name = editedInterface(edit);
  const slot = match.rule.slot ?? match.slot;
  const after = edit.isNegated || match.text === match.rule.silent ? undefined : match.text;
  const isChange = setup.config.get(path, slot)?.text !== after;
  if (isChange && setup.isReplay !== true && !isShut(setup.config, name)) {
    return refused(`ERROR: Cannot set/reset ${slot} for ${name} that is admin up`);
  }
  return applySet(edit);
}

/** Most members that a port-channel takes (SOURCES.md 7). */
const mostMembers = 32;

/** Joining a port-channel: the settings have to be equal, or `force` makes them so (SOURCES.md 3.3). */
export function applyChannelGroup(edit: Edit): Reply {
  const { config } = edit.setup;
  if (edit.isNegated) return applySet(edit);
  const [, number = '', force, mode = 'on'] =
    /^channel-group (\d+)( force)?(?: mode (\w+))?$/.exec(edit.match.text) ?? [];
  const [port, portChannel] = [editedInterface(edit), `port-channel${number}`];
  const crowd = obstacleInGroup(config, port, portChannel, mode);
  if (crowd !== undefined) return refused(`command failed: port not compatible [${crowd}]`);
  if (!config.slots.has(interfaceSlot(portChannel))) {
    config.put([], interfaceSlot(portChannel), emptyInterface(portChannel));
    copyShared(config, port, portChannel);
  }
  const obstacle = force === undefined ? incompatibility(config, port, portChannel) : undefined;
  if (obstacle !== undefined) return refused(`command failed: port not compatible [${obstacle}]`);
  copyShared(config, portChannel, port);
  const text = `channel-group ${number}${mode === 'on' ? '' : ` mode ${mode}`}`;
  config.put(edit.path, 'channel-group', nodeOf(edit.match, text));
  return undefined;
}

/** What the other members have against a further one: there are enough, or they are static and it is not. */
function obstacleInGroup(
  config: Configuration,
  port: string,
  portChannel: string,
  mode: string,
): string | undefined {
  const others = membersOf(config, portChannel).filter((name) => name !== port);
  if (others.length >= mostMembers) return 'maximum number of ports';
  const modes = others.map((name) => modeOf(config.value([interfaceSlot(name)], 'channel-group')));
  return modes.some((other) => (other === 'on') !== (mode === 'on')) ? 'port-channel mode' : undefined;
}

function modeOf(group: string | undefined): string {
  return group?.split(' mode ')[1] ?? 'on';
}

/** Carries a shared line over to the members, or refuses it on a member that it would set apart. */
export function applyShared(edit: Edit, apply: (edit: Edit) => Reply): Reply {
  const { config } = edit.setup;
  const name = editedInterface(edit);
  const owner = portChannelOf(config, name);
  const before = config.get([], interfaceSlot(name));
  const reply = apply(edit);
  if (owner !== undefined && before !== undefined && incompatibility(config, name, owner) !== undefined) {
    config.put([], interfaceSlot(name), before);
    // That members refuse is known; in which words is not confirmed (SOURCES.md 3.3).
    return refused(`ERROR: ${name}: cannot be changed on a member of ${owner}`);
  }
  if (interfaceName(name)?.kind === 'port-channel') {
    for (const member of membersOf(config, name)) copyShared(config, name, member);
  }
  return reply;
}
