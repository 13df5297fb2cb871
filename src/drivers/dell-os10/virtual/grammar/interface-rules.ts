/** Lines of an interface in the order in which the switch prints them (SOURCES.md 5). */
import { placed } from '../../../virtual/config-rule.ts';
import type { InterfaceKind } from '../config/interface-names.ts';
import { eitherWay, raw, sections, type ConfigRule, type PlacedRule } from './config-rule.ts';

interface InterfaceRule extends ConfigRule {
  readonly on: readonly InterfaceKind[];
}

const bridged: readonly InterfaceKind[] = ['ethernet', 'port-channel'];
const routed: readonly InterfaceKind[] = [
  'ethernet',
  'port-channel',
  'vlan',
  'virtual-network',
  'mgmt',
  'loopback',
];

const on = (kinds: readonly InterfaceKind[], rules: readonly ConfigRule[]): readonly InterfaceRule[] =>
  rules.map((rule) => ({ ...rule, on: kinds }));

const membership: readonly ConfigRule[] = [
  { syntax: 'channel-group : <1-128> mode {active|passive}', effect: 'channel-group' },
  { syntax: 'channel-group : <1-128> mode on', effect: 'channel-group' },
  { syntax: 'channel-group : <1-128>', effect: 'channel-group' },
];

/** An access port prints no mode; a trunk has its untagged VLAN as access VLAN (SOURCES.md 3.2, 5). */
const switchport: readonly ConfigRule[] = [
  { syntax: 'no switchport', slot: 'switchport', effect: 'route' },
  { syntax: 'switchport', slot: 'switchport', effect: 'bridge' },
  { syntax: 'switchport mode : {access|trunk}', silent: 'switchport mode access', effect: 'mode' },
  { syntax: 'switchport access vlan : <vlan>', effect: 'access-vlan' },
  { syntax: 'switchport trunk allowed vlan <vlans>', effect: 'allowed-vlans' },
];

const layer3: readonly ConfigRule[] = [
  { syntax: 'ip vrf forwarding : <name>' },
  { syntax: 'ip address : <prefix>' },
  { syntax: 'ip address : {dhcp}' },
  { syntax: 'ip virtual-router address <ip>' },
  ...raw('ipv6', 'ip access-group', 'ip ospf', 'ip helper-address', 'ip unnumbered', 'arp', 'bfd'),
];

/** Defaults by SOURCES.md 3.2; that they are not printed is usual for OS10 and not confirmed. */
const lacp: readonly ConfigRule[] = [
  { syntax: 'lacp port-priority : <0-65535>', silent: 'lacp port-priority 32768' },
  { syntax: 'lacp rate : {fast|normal}', silent: 'lacp rate normal' },
];

/** Range and default of the timeout are not confirmed; 0 was seen in use (SOURCES.md 3.2). */
const bundle: readonly ConfigRule[] = [
  { syntax: 'minimum-links : <1-32>', silent: 'minimum-links 1' },
  { syntax: 'lacp max-bundle : <1-32>' },
  { syntax: 'lacp fallback enable' },
  { syntax: 'lacp fallback timeout : <0-100>' },
  { syntax: 'lacp fallback preemption : {enable|disable}', silent: 'lacp fallback preemption enable' },
  { syntax: 'vlt-port-channel : <1-1024>' },
];

const spanningTree: readonly ConfigRule[] = [
  { syntax: 'spanning-tree disable' },
  { syntax: 'spanning-tree bpduguard : {enable|disable}', silent: 'spanning-tree bpduguard disable' },
  { syntax: 'spanning-tree bpdufilter : {enable|disable}', silent: 'spanning-tree bpdufilter disable' },
  { syntax: 'spanning-tree guard : {root|loop|none}', silent: 'spanning-tree guard none' },
  { syntax: 'spanning-tree link-type : {auto|point-to-point|shared}' },
  { syntax: 'spanning-tree port type edge' },
];

const vlanMembers: readonly ConfigRule[] = [
  { syntax: 'virtual-network : <1-65535>' },
  ...sections('vrrp', 'conf-vlan-vrid-', 'vrrp-group <1-255>'),
];

const inOrder: readonly InterfaceRule[] = [
  ...on(routed, [{ syntax: 'description : <description>' }, ...eitherWay('shutdown')]),
  ...on(['ethernet'], membership),
  ...on(bridged, switchport),
  ...on(routed, [...layer3, { syntax: 'mtu : <1280-65535>', silent: 'mtu 1532' }]),
  ...on(
    bridged,
    raw('speed', 'fec', 'negotiation', 'duplex', 'flowcontrol', 'storm-control', 'load-interval'),
  ),
  ...on(['ethernet'], lacp),
  ...on(['port-channel'], bundle),
  ...on(
    ['ethernet', 'mgmt'],
    [
      { syntax: 'no lldp transmit', slot: 'lldp transmit' },
      { syntax: 'lldp transmit', silent: 'lldp transmit' },
      { syntax: 'no lldp receive', slot: 'lldp receive' },
      { syntax: 'lldp receive', silent: 'lldp receive' },
    ],
  ),
  ...on(bridged, [
    ...raw('mac access-group', 'service-policy', 'qos-map', 'trust-map', 'ets', 'priority-flow-control'),
    ...spanningTree,
  ]),
  ...on(['vlan', 'virtual-network'], vlanMembers),
];

/** Where the untagged VLAN is printed, whichever line brings it back. */
export const accessVlanPlace = {
  group: 0,
  order: inOrder.findIndex(({ effect }) => effect === 'access-vlan'),
} as const;

/** The rules of one kind of interface. */
export function interfaceRules(kind: InterfaceKind): readonly PlacedRule[] {
  return placed(inOrder).filter((_, index) => inOrder[index]?.on.includes(kind));
}
