/**
 * The host side of a server that runs Open vSwitch, as a shell script for that server: a bridge per redundancy group,
 * its bond or port, and an interface per network. It looks before it changes anything, changes everything in one
 * transaction, and changes nothing where all is as described.
 */
import { TwinleafError } from '../fabric/errors.ts';
import { portKey } from '../fabric/model/ids.ts';
import type { HostGroup, HostNetwork, HostPort, HostSide } from './host-side.ts';
import { openVswitchChecks } from './openvswitch-checks.ts';
import { columnWord, oneLine, shellWord } from './shell-word.ts';

/** Untagged frames, in a list of VLANs that may pass (ovs-vswitchd.conf.db(5), Port: trunks). */
const untaggedFrames = 0;

/**
 * The script for one host. Throws `unsupported-feature` where a port has no MAC, and `command-not-printable` where a
 * text has a control character.
 */
export function openVswitchScript(side: HostSide): string {
  const host = shellWord(side.host);
  const ports = side.groups.flatMap((group) => group.ports);
  const bridges = side.groups.map(bridgeOf);
  const sections = [
    ['#!/bin/sh', ...heading(side).map((line) => `# ${oneLine(line)}`.trimEnd())],
    ['set -euf', 'PATH=$PATH:/usr/sbin:/sbin LC_ALL=C', 'export PATH LC_ALL', `host=${host}`],
    [openVswitchChecks],
    [
      '# Everything is looked at before anything is changed.',
      ...ports.map((port) => `${portVariable(port)}=${lookedUp(port)}`),
      ...bridges.flatMap((bridge) => [`is_ours ${bridge}`, `${bridge}_datapath=$(datapath_of ${bridge})`]),
      `surplus="${['$(surplus_bridges', ...bridges].join(' ')})"`,
      ...side.groups.flatMap(differences),
    ],
    ['# shellcheck disable=SC2086 # words, all of them plain', transaction(side)],
    afterwards(side.groups),
  ];
  return `${sections.map((lines) => lines.join('\n')).join('\n\n')}\n`;
}

/** The bridge of a group; itself the interface of the untagged network. */
function bridgeOf({ number }: HostGroup): string {
  return `host${number}`;
}

/** The interface of a network on the host; at most 15 characters long, as Linux wants. */
export function openVswitchInterface(group: HostGroup, { tag }: HostNetwork): string {
  return tag === undefined ? bridgeOf(group) : `${bridgeOf(group)}.${tag}`;
}

function heading({ host, fabric, groups }: HostSide): readonly string[] {
  return [
    `The host side of ${host} in fabric ${fabric}, for Open vSwitch; made by \`twinleaf hosts\`. Run it as root on ${host}.`,
    'It may be run again at any time, after a start of the host as well; what is as described stays untouched.',
    'No address is given or taken away.',
    ...(groups.length === 0
      ? ['', 'No network reaches this host: what was made for one before is taken away.']
      : []),
    ...groups.flatMap((group) => [
      '',
      `${bridgeOf(group)}: ${wordsOf(group)}`,
      ...group.ports.map((port) => `  port #${port.index}  ${port.mac ?? ''}  ${portKey(port.at)}`),
      ...group.networks.map((network) => {
        const { name, tag, mtuBytes } = network;
        const tagged = tag === undefined ? 'untagged' : `VLAN ${tag}`;
        return `  ${openVswitchInterface(group, network)}  ${tagged}, network ${name}, MTU ${mtuBytes}`;
      }),
    ]),
  ];
}

function wordsOf(group: HostGroup): string {
  const { bond, lacpRate, ports } = group;
  if (ports.length === 1) return hasLacp(group) ? `one port, LACP (${lacpRate})` : 'one port';
  const [first] = ports;
  const backup = `, one active port, #${first?.index ?? 0} preferred`;
  if (hasLacp(group)) return `${bond}, LACP (${lacpRate})${group.hasOneActivePort ? backup : ''}`;
  return group.mode === 'active-backup' ? `${bond}${backup}` : `${bond}, spread by source MAC, no LACP`;
}

/** Every LAG towards a server speaks LACP (IEEE 802.3ad); ports that are in none do not. */
function hasLacp({ kind }: HostGroup): boolean {
  return kind === 'lag' || kind === 'mlag';
}

function portVariable({ index }: HostPort): string {
  return `port${index}`;
}

/** To be put between quotes of the shell, as its name is known to the host alone. */
function portWord(port: HostPort): string {
  return `"$${portVariable(port)}"`;
}

function lookedUp({ index, mac, name = '', at }: HostPort): string {
  if (mac === undefined) {
    const message = `${portKey(at)}: the interface at its other end has no MAC, by which a script could find it`;
    throw new TwinleafError('unsupported-feature', message, { hint: 'give it a `mac`' });
  }
  const named = name === '' ? "''" : shellWord(name);
  return `$(nic ${index} ${shellWord(mac)} ${shellWord(portKey(at))} ${named})`;
}

/** What a bridge has too much, and what makes its bond. */
function differences(group: HostGroup): readonly string[] {
  const bridge = bridgeOf(group);
  const members = group.ports.map(portWord);
  const isBond = members.length > 1;
  const tagged = group.networks.filter(({ tag }) => tag !== undefined);
  const ports = [
    ...(isBond ? [group.bond] : members),
    ...tagged.map((one) => openVswitchInterface(group, one)),
  ];
  const surplus = `$(surplus_ports ${[bridge, ...ports].join(' ')})`;
  if (!isBond) return [`surplus="$surplus ${surplus}"`];
  return [
    `surplus="$surplus ${surplus} $(surplus_members ${[group.bond, ...members].join(' ')})"`,
    `${bridge}_bond=$(bonded ${[bridge, group.bond, ...members].join(' ')})`,
  ];
}

function transaction({ host, groups }: HostSide): string {
  const parts = groups.flatMap((group) => groupParts(host, group));
  // A command that does nothing, as there may be no other.
  return ['ovs-vsctl --timeout=10 init $surplus', ...parts].join(' \\\n  ');
}

function groupParts(host: string, group: HostGroup): readonly string[] {
  const bridge = bridgeOf(group);
  const [first, ...others] = group.ports;
  if (first === undefined) return [];
  const mac = first.mac ?? '';
  return [
    `-- --may-exist add-br ${bridge}`,
    words(
      '-- set bridge',
      bridge,
      `datapath_type="$${bridge}_datapath"`,
      columnWord('other_config:hwaddr', mac),
      mark(host),
    ),
    // The bridge is an interface, too: of untagged frames and no others.
    `-- set port ${bridge} trunks=${untaggedFrames}`,
    ...(others.length === 0 ? [`-- --may-exist add-port ${bridge} ${portWord(first)}`] : [`$${bridge}_bond`]),
    ...uplink(group, first),
    ...group.ports.map((port) => `-- set interface ${portWord(port)} mtu_request=${group.mtuBytes}`),
    ...group.networks.flatMap((network) => networkParts(group, network, mac)),
  ];
}

/** The port of the bridge that leads out: the bond or the only port. */
function uplink(group: HostGroup, first: HostPort): readonly string[] {
  const isBond = group.ports.length > 1;
  const port = isBond ? group.bond : portWord(first);
  const passing = group.networks.map(({ tag = untaggedFrames }) => tag).join(',');
  const prefersFirst = isBond && (group.mode === 'active-backup' || group.hasOneActivePort);
  const lacp = hasLacp(group) ? [`lacp=active other_config:lacp-time=${group.lacpRate}`] : ['lacp=off'];
  const mode = isBond ? [`bond_mode=${bondMode(group)}`] : [];
  const preferred = prefersFirst ? [`other_config:bond-primary=${portWord(first)}`] : [];
  const unused = [...(hasLacp(group) ? [] : ['lacp-time']), ...(prefersFirst ? [] : ['bond-primary'])];
  return [
    words(
      '-- set port',
      port,
      `trunks=${passing}`,
      ...lacp,
      ...mode,
      ...preferred,
      mark(isBond ? group.bond : 'port'),
    ),
    ...unused.map((key) => `-- remove port ${port} other_config ${key}`),
  ];
}

/** `balance-tcp` wants LACP; without it `balance-slb` is what switches need not know of (ovs-vswitchd.conf.db(5)). */
function bondMode(group: HostGroup): string {
  if (group.mode === 'active-backup' || group.hasOneActivePort) return 'active-backup';
  return hasLacp(group) ? 'balance-tcp' : 'balance-slb';
}

function networkParts(group: HostGroup, network: HostNetwork, mac: string): readonly string[] {
  const name = openVswitchInterface(group, network);
  const { tag, mtuBytes } = network;
  const mtu = `mtu_request=${mtuBytes}`;
  if (tag === undefined) return [`-- set interface ${name} ${mtu}`];
  return [
    `-- --may-exist add-port ${bridgeOf(group)} ${name}`,
    words('-- set port', name, `tag=${tag}`, mark(network.name)),
    // As a VLAN interface of the kernel has it: the MAC of what it stands on.
    words('-- set interface', name, 'type=internal', columnWord('mac', mac), mtu),
  ];
}

/** What was made here is known by this mark, and only that is ever taken away. */
function mark(owner: string): string {
  return columnWord('external_ids:twinleaf', owner);
}

function words(...all: readonly string[]): string {
  return all.join(' ');
}

/** Open vSwitch says yes to an interface that it cannot use and notes the reason beside it. */
function afterwards(groups: readonly HostGroup[]): readonly string[] {
  const all = groups.flatMap((group) => [
    ...group.ports.map(portWord),
    ...group.networks.map((network) => openVswitchInterface(group, network)),
  ]);
  if (all.length === 0) return ['echo "$host: nothing is left of what was made here"'];
  return [
    `for one in ${all.join(' ')}; do`,
    '  fault=$(vsctl get interface "$one" error)',
    '  [ "$fault" = "[]" ] || { echo "$host: Open vSwitch cannot use $one: $fault" >&2; exit 1; }',
    '  ip link set dev "$one" up',
    'done',
    'echo "$host: everything is as described"',
  ];
}
