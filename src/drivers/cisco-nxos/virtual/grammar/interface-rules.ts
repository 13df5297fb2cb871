/** Lines of an interface in the order in which the switch prints them (SOURCES.md 3.3, 3.4, 5). */
import { placed } from '../../../virtual/config-rule.ts';
import type { InterfaceKind } from '../config/interface-names.ts';
import {
  flags,
  needing,
  onByDefault,
  raw,
  sections,
  type ConfigRule,
  type PlacedRule,
} from './config-rule.ts';
import { modernRelease } from './features.ts';

interface InterfaceRule extends ConfigRule {
  readonly on: readonly InterfaceKind[];
}

const bridgeable: readonly InterfaceKind[] = ['ethernet', 'port-channel'];
const routable: readonly InterfaceKind[] = ['ethernet', 'port-channel', 'vlan', 'loopback', 'mgmt'];
const every: readonly InterfaceKind[] = [...routable, 'nve'];

const on = (kinds: readonly InterfaceKind[], rules: readonly ConfigRule[]): readonly InterfaceRule[] =>
  rules.map((rule) => ({ ...rule, on: kinds }));

const allowed = { effect: 'allowed-vlans', isBridged: true, isShared: true } as const;
const portVlan = { effect: 'port-vlan', isBridged: true, isShared: true } as const;

const switchport: readonly ConfigRule[] = [
  { syntax: 'switchport', effect: 'layer', isShared: true },
  {
    syntax: 'switchport mode : {access|trunk}',
    silent: 'switchport mode access',
    isBridged: true,
    isShared: true,
  },
  { syntax: 'switchport access vlan : <1-4094>', silent: 'switchport access vlan 1', ...portVlan },
  {
    syntax: 'switchport trunk native vlan : <1-4094>',
    silent: 'switchport trunk native vlan 1',
    ...portVlan,
  },
  { syntax: 'switchport trunk allowed vlan : <vlans>', ...allowed },
  { syntax: 'switchport trunk allowed vlan : {none|all}', ...allowed },
  { syntax: 'switchport trunk allowed vlan : {add|remove|except} <vlans>', ...allowed },
];

const spanningTree: readonly ConfigRule[] = [
  { syntax: 'spanning-tree link-type : {point-to-point|shared}' },
  { syntax: 'spanning-tree port type : edge', remark: 'edge-port' },
  { syntax: 'spanning-tree port type : edge trunk', remark: 'edge-port' },
  { syntax: 'spanning-tree port type : network' },
  { syntax: 'spanning-tree port type : normal', silent: 'spanning-tree port type normal' },
  { syntax: 'spanning-tree bpduguard : {enable|disable}' },
  { syntax: 'spanning-tree bpdufilter : {enable|disable}' },
  { syntax: 'spanning-tree guard : {root|loop|none}' },
  { syntax: 'spanning-tree cost : <1-200000000>' },
  { syntax: 'spanning-tree port-priority : <0-224>', silent: 'spanning-tree port-priority 128' },
];

/** 100.00 is off (SOURCES.md 3.4). */
const storm: readonly ConfigRule[] = [
  ...(['broadcast', 'multicast', 'unicast'] as const).map((kind) => ({
    syntax: `storm-control ${kind} level : <percent>`,
    silent: `storm-control ${kind} level 100.00`,
  })),
  { syntax: 'storm-control action : {shutdown|trap}' },
];

const bundle: readonly ConfigRule[] = needing('lacp', [
  { syntax: 'lacp min-links : <1-32>', silent: 'lacp min-links 1' },
  { syntax: 'lacp max-bundle : <1-32>', silent: 'lacp max-bundle 32' },
  { syntax: 'lacp mode : delay' },
  ...onByDefault('lacp suspend-individual', 'while-down'),
  {
    syntax: 'no lacp suspend-individual pxe',
    slot: 'lacp suspend-individual',
    effect: 'while-down',
    since: modernRelease,
  },
  ...onByDefault('lacp graceful-convergence', 'while-down'),
  ...flags('lacp vpc-convergence', 'lacp fast-select-hot-standby'),
]);

const bundleVpc: readonly ConfigRule[] = needing('vpc', [
  { syntax: 'vpc : <1-4096>', effect: 'vpc-number' },
  { syntax: 'vpc peer-link', effect: 'peer-link' },
]);

const group = { slot: 'channel-group', effect: 'channel-group' } as const;
const member: readonly ConfigRule[] = [
  ...needing('lacp', [
    { syntax: 'lacp port-priority : <1-65535>', silent: 'lacp port-priority 32768' },
    { syntax: 'lacp rate : {normal|fast}', silent: 'lacp rate normal' },
  ]),
  { syntax: 'channel-group : <1-4096>', ...group },
  { syntax: 'channel-group : <1-4096> force', ...group },
  { syntax: 'channel-group : <1-4096> mode on', ...group },
  { syntax: 'channel-group : <1-4096> force mode on', ...group },
  ...needing('lacp', [
    { syntax: 'channel-group : <1-4096> mode {active|passive}', ...group },
    { syntax: 'channel-group : <1-4096> force mode {active|passive}', ...group },
  ]),
  ...needing('vpc', [{ syntax: 'vpc orphan-port suspend' }]),
];

const mtu: readonly ConfigRule[] = [
  { syntax: 'mtu : <576-9216>', silent: 'mtu 1500', effect: 'mtu', isShared: true },
];

const addresses: readonly ConfigRule[] = [
  ...raw('vrf member'),
  ...onByDefault('ip redirects'),
  ...flags('ip forward'),
  ...raw('ip unnumbered'),
  { syntax: 'ip address : {dhcp}' },
  { syntax: 'ip address <word> secondary' },
  { syntax: 'ip address : <word>' },
  { syntax: 'ip address <word> : tag <0-4294967295>', slot: 'ip address' },
  ...onByDefault('ipv6 redirects'),
  ...raw('ipv6 address', 'ip access-group', 'ipv6 traffic-filter', 'ip proxy-arp', 'ip dhcp relay', 'bfd'),
  ...raw('ip ospf', 'ip router', 'ip pim', 'ip verify', 'no ip arp gratuitous', 'ip port access-group'),
  ...raw('fabric forwarding mode'),
];

const administration: readonly ConfigRule[] = [{ syntax: 'shutdown', effect: 'shutdown' }];

const inOrder: readonly InterfaceRule[] = [
  ...on(every, [{ syntax: 'description : <text>' }]),
  ...on(['vlan', 'nve'], administration),
  ...on(bridgeable, switchport),
  ...on(bridgeable, [...raw('speed', 'duplex', 'flowcontrol', 'bandwidth', 'delay'), ...spanningTree]),
  ...on(['ethernet', 'port-channel', 'vlan'], mtu),
  ...on(bridgeable, [...raw('medium', 'service-policy', 'negotiate', 'fec', 'load-interval'), ...storm]),
  ...on(
    ['ethernet', 'mgmt'],
    needing('lldp', [...onByDefault('lldp transmit'), ...onByDefault('lldp receive')]),
  ),
  ...on(['ethernet', 'mgmt'], onByDefault('cdp enable')),
  ...on(['port-channel'], [...bundle, ...bundleVpc]),
  ...on(['ethernet'], member),
  ...on(['vlan'], onByDefault('autostate')),
  ...on(routable, addresses),
  ...on(['vlan'], needing('hsrp', [...raw('hsrp version'), ...sections('hsrp', 'if-hsrp', 'hsrp <0-4095>')])),
  ...on(
    ['nve'],
    [
      ...raw('host-reachability protocol', 'advertise virtual-rmac', 'source-interface'),
      ...raw('global ingress-replication', 'global suppress-arp'),
      ...sections('nve-vni', 'if-nve-vni', 'member vni <1-16777214>'),
      ...flags('member vni <1-16777214> associate-vrf'),
    ],
  ),
  ...on(['ethernet', 'port-channel', 'mgmt', 'loopback'], administration),
];

/** The rules of one kind of interface. */
export function interfaceRules(kind: InterfaceKind): readonly PlacedRule[] {
  return placed(inOrder).filter((_, index) => inOrder[index]?.on.includes(kind));
}
