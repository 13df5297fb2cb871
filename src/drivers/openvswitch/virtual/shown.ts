/** What a virtual Open vSwitch tells: tables as `ovs-vsctl` prints them, text of `ovs-appctl`, JSON of `lldpcli`. */
import { hasVlan, membersOf, valueOf } from './configuration.ts';
import type { MemberStatus, VirtualDevice } from './device.ts';

export function shownVersion({ setup }: VirtualDevice): string {
  return JSON.stringify({
    hostname: setup.hostname,
    system: 'Open vSwitch',
    version: '3.1.0',
    model: 'virtual switch',
  });
}

export function shownState(device: VirtualDevice): string {
  const interfaces = switchedPorts(device);
  return JSON.stringify({
    Bridge: table(['_uuid', 'name', 'external_ids', 'ports'], bridges(device, interfaces)),
    Port: table(
      ['_uuid', 'name', 'interfaces', 'trunks'],
      [...interfaces.map((name) => portRow(name, [])), ...peerRows(device)],
    ),
    Interface: table(
      ['_uuid', 'name', 'type', 'ofport', 'admin_state', 'link_state', 'external_ids'],
      interfaces.map((name, i) => interfaceRow(device, name, i + 1)),
    ),
    lacp: bondsIn(device)
      .flatMap((bond) => [`---- po${bond} ----`, ...membersOf(device.running, bond)])
      .flatMap((line) => (line.startsWith('-') ? [line] : lacpLines(device, line)))
      .join('\n'),
    macs: macLines(device, interfaces).join('\n'),
    neighbours: { lldp: [{ interface: device.setup.ports.flatMap((name) => heardOn(device, name)) }] },
    links: Object.fromEntries(device.setup.ports.map((name) => [name, linkState(device, name)])),
  });
}

/** Ports that are in a bridge; one without any line is in none. */
function switchedPorts({ running, setup }: VirtualDevice): readonly string[] {
  return setup.ports.filter((name) => (running.get(`port ${name}`)?.size ?? 0) > 0).toSorted();
}

function bondsIn({ running }: VirtualDevice): readonly string[] {
  return [...running.keys()].flatMap((header) => (header.startsWith('bond ') ? [header.slice(5)] : []));
}

function bridges(device: VirtualDevice, interfaces: readonly string[]): readonly (readonly unknown[])[] {
  const { running } = device;
  const vlans = [...running].flatMap(([header, section]) =>
    header.startsWith('vlan ') ? [[`twinleaf-vlan-${header.slice(5)}`, valueOf(section, 'name') ?? '']] : [],
  );
  const pair = running.get('pair');
  const ports = ['set', interfaces.map((name) => id('port', name))];
  const switched = [id('bridge', 'br0'), 'br0', ['map', vlans], ports];
  if (pair === undefined) return running.has('bridge br0') ? [switched] : [];
  const kept = [['twinleaf-system-mac', valueOf(pair, 'system-mac') ?? '']];
  return [switched, [id('bridge', 'mlag0'), 'mlag0', ['map', kept], ['set', []]]];
}

function portRow(name: string, trunks: readonly number[]): readonly unknown[] {
  return [id('port', name), name, id('interface', name), trunks.length === 1 ? trunks[0] : ['set', trunks]];
}

/** The way to the other member, with the VLANs that may take it. */
function peerRows({ running }: VirtualDevice): readonly (readonly unknown[])[] {
  const pair = running.get('pair');
  if (pair === undefined) return [];
  const list = valueOf(pair, 'trunk');
  return [
    portRow(
      'peer',
      Array.from({ length: 4094 }, (_, n) => n + 1).filter((vlan) => hasVlan(list, vlan)),
    ),
  ];
}

function interfaceRow(device: VirtualDevice, name: string, number: number): readonly unknown[] {
  const section = device.running.get(`port ${name}`);
  const bond = valueOf(section, 'member');
  const kept = [
    ...(bond === undefined ? [] : [['twinleaf-bond', bond]]),
    ...(section?.has('peer-link') === true ? [['twinleaf-role', 'peer-link']] : []),
  ];
  return [
    id('interface', name),
    name,
    '',
    number,
    device.isTransmitting(name) ? 'up' : 'down',
    device.linked(name) === undefined ? 'down' : 'up',
    ['map', kept],
  ];
}

function linkState(device: VirtualDevice, name: string): string {
  if (!device.isTransmitting(name)) return 'shut';
  return device.linked(name) === undefined ? 'no-carrier' : 'up';
}

const receiving: Readonly<Record<MemberStatus, string>> = {
  bundled: 'current attached',
  suspended: 'current detached',
  fallback: 'defaulted attached',
  waiting: 'defaulted detached',
  down: 'expired detached',
};

function lacpLines(device: VirtualDevice, port: string): readonly string[] {
  const status = device.memberStatus(port);
  return [
    `member: ${port}: ${receiving[status]}`,
    `  may_enable: ${String(status === 'bundled' || status === 'fallback')}`,
  ];
}

function macLines(device: VirtualDevice, interfaces: readonly string[]): readonly string[] {
  const learnt = interfaces.flatMap((name, i) => {
    const neighbour = device.linked(name);
    const vlan = Array.from({ length: 4094 }, (_, n) => n + 1).find((n) => device.carries(name, n, false));
    if (neighbour?.kind !== 'host' || neighbour.isTalking !== true || vlan === undefined) return [];
    return [`${String(i + 1).padStart(5)}  ${String(vlan).padStart(4)}  ${neighbour.mac}    1`];
  });
  return [' port  VLAN  MAC                Age', ...learnt];
}

function heardOn(device: VirtualDevice, name: string): readonly unknown[] {
  const neighbour = device.linked(name);
  if (neighbour === undefined || (neighbour.kind === 'host' && !neighbour.speaksLldp)) return [];
  const isHost = neighbour.kind === 'host';
  const called = isHost ? neighbour.name : neighbour.switch.hostname;
  const mac = isHost ? neighbour.mac : neighbour.switch.systemMac;
  const port = isHost ? { type: 'mac', value: mac } : { type: 'ifname', value: neighbour.port };
  return [
    {
      name,
      via: 'LLDP',
      chassis: [{ id: [{ type: 'mac', value: mac }], name: [{ value: called }] }],
      port: [{ id: [port] }],
    },
  ];
}

function table(headings: readonly string[], data: readonly (readonly unknown[])[]): unknown {
  return { headings, data };
}

function id(kind: string, name: string): readonly [string, string] {
  return ['uuid', `${kind}-${name}`];
}
