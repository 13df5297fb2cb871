/** What an interface is by its lines and the system defaults together: switched or routed, shut or not. */
import type { ConfigNode, Configuration } from '../../../virtual/configuration.ts';
import { interfaceName } from './interface-names.ts';

/** Settings that a member has from its port-channel (SOURCES.md 3.3), and the words of a mismatch. */
export const sharedSettings: Readonly<Record<string, string>> = {
  switchport: 'Ethernet Layer',
  'switchport mode': 'port mode',
  'switchport access vlan': 'access VLAN',
  'switchport trunk native vlan': 'native VLAN',
  'switchport trunk allowed vlan': 'port allowed VLAN list',
  mtu: 'MTU',
};

/** The slot of an interface at the top level. */
export function interfaceSlot(name: string): string {
  return `interface ${name}`;
}

/** Whether ports are switched unless they say otherwise (`system default switchport`). */
function isSwitchedByDefault(config: Configuration): boolean {
  return !config.slots.has('system default switchport');
}

/** Whether a port or port-channel is switched; other interfaces never are. */
export function isSwitched(config: Configuration, name: string): boolean {
  const kind = interfaceName(name)?.kind;
  if (kind !== 'ethernet' && kind !== 'port-channel') return false;
  const line = config.get([interfaceSlot(name)], 'switchport')?.text;
  return line === undefined ? isSwitchedByDefault(config) : line === 'switchport';
}

/** Whether the interface is shut while no line says so; routed ports are (SOURCES.md 3.4). */
export function isShutByDefault(config: Configuration, name: string): boolean {
  const kind = interfaceName(name)?.kind;
  if (kind !== 'ethernet') return kind === 'vlan' || kind === 'nve';
  return !isSwitched(config, name) || config.slots.has('system default switchport shutdown');
}

/** Whether the interface is administratively down. */
export function isShut(config: Configuration, name: string): boolean {
  const line = config.get([interfaceSlot(name)], 'shutdown')?.text;
  return line === undefined ? isShutByDefault(config, name) : line === 'shutdown';
}

/** Writes the layer of a port; the line that says what is the default anyway is left out. */
export function putLayer(config: Configuration, name: string, node: ConfigNode, isLayer2: boolean): void {
  const path = [interfaceSlot(name)];
  if (isLayer2 === isSwitchedByDefault(config)) config.delete(path, 'switchport');
  else config.put(path, 'switchport', { ...node, text: isLayer2 ? 'switchport' : 'no switchport' });
}

/** Ports and port-channels, which have a layer. */
export function portNames(config: Configuration): readonly string[] {
  return [...config.slots.keys()].flatMap((slot) => {
    const name = /^interface ((?:Ethernet|port-channel)\S+)$/.exec(slot)?.[1];
    return name === undefined ? [] : [name];
  });
}

/** Takes away the lines that say what is the default anyway, after a default has changed. */
export function dropSilentDefaults(config: Configuration): void {
  for (const name of portNames(config)) {
    const section = interfaceSlot(name);
    dropLine(config, section, 'switchport', isSwitchedByDefault(config) ? 'switchport' : 'no switchport');
    dropLine(config, section, 'shutdown', isShutByDefault(config, name) ? 'shutdown' : 'no shutdown');
  }
}

function dropLine(config: Configuration, section: string, slot: string, text: string): void {
  if (config.get([section], slot)?.text === text) config.delete([section], slot);
}

/** Ethernet ports in a port-channel, with how they are in it. */
export function membersOf(config: Configuration, portChannel: string): readonly string[] {
  return [...config.slots.keys()]
    .filter((slot) => portChannelOf(config, slot.slice('interface '.length)) === portChannel)
    .map((slot) => slot.slice('interface '.length));
}

/** The port-channel that a port is a member of, or undefined. */
export function portChannelOf(config: Configuration, name: string): string | undefined {
  const group = config.value([interfaceSlot(name)], 'channel-group')?.split(' ')[0];
  return group === undefined ? undefined : `port-channel${group}`;
}

/** Gives an interface the shared settings of another. */
export function copyShared(config: Configuration, from: string, to: string): void {
  for (const slot of Object.keys(sharedSettings)) {
    const node = config.get([interfaceSlot(from)], slot);
    if (node === undefined) config.delete([interfaceSlot(to)], slot);
    else config.put([interfaceSlot(to)], slot, node);
  }
}

/** What keeps a port from joining a port-channel, or undefined where they fit. */
export function incompatibility(
  config: Configuration,
  port: string,
  portChannel: string,
): string | undefined {
  const differs = (slot: string): boolean =>
    config.get([interfaceSlot(port)], slot)?.text !== config.get([interfaceSlot(portChannel)], slot)?.text;
  return Object.entries(sharedSettings).find(([slot]) => differs(slot))?.[1];
}
