/** Lines of an interface in the order in which the switch prints them (SOURCES.md 5). */
import { placed } from '../../../virtual/config-rule.ts';
import type { InterfaceKind } from '../config/interface-names.ts';
import { onByDefault, raw, type ConfigRule, type PlacedRule } from './config-rule.ts';

interface InterfaceRule extends ConfigRule {
  readonly on: readonly InterfaceKind[];
}

const bridged: readonly InterfaceKind[] = ['ethernet', 'port-channel'];
const routable: readonly InterfaceKind[] = ['ethernet', 'port-channel', 'vlan', 'loopback', 'management'];

const on = (kinds: readonly InterfaceKind[], rules: readonly ConfigRule[]): readonly InterfaceRule[] =>
  rules.map((rule) => ({ ...rule, on: kinds }));

const switchport: readonly ConfigRule[] = [
  ...onByDefault('switchport'),
  { syntax: 'switchport access vlan : <vlan>', silent: 'switchport access vlan 1' },
  { syntax: 'switchport trunk native vlan : <vlan>', silent: 'switchport trunk native vlan 1' },
  { syntax: 'switchport trunk native vlan : tag' },
  { syntax: 'switchport trunk allowed vlan : <vlans>', effect: 'allowed-vlans' },
  { syntax: 'switchport trunk allowed vlan : {none|all}', effect: 'allowed-vlans' },
  { syntax: 'switchport trunk allowed vlan : {add|remove|except} <vlans>', effect: 'allowed-vlans' },
  { syntax: 'switchport mode : {access|trunk|dot1q-tunnel}', silent: 'switchport mode access' },
  { syntax: 'switchport trunk group <name>' },
];

const bundle: readonly ConfigRule[] = [
  { syntax: 'port-channel min-links : <0-16>', silent: 'port-channel min-links 0' },
  { syntax: 'port-channel lacp fallback : {static|individual}' },
  { syntax: 'port-channel lacp fallback', text: 'port-channel lacp fallback static' },
  { syntax: 'port-channel lacp fallback timeout : <0-300>', silent: 'port-channel lacp fallback timeout 90' },
  { syntax: 'mlag : <1-2000>' },
];

const member: readonly ConfigRule[] = [
  { syntax: 'channel-group : <1-2000> mode {active|passive|on}', effect: 'channel-group' },
  { syntax: 'lacp timer : {fast|normal}', silent: 'lacp timer normal' },
  { syntax: 'lacp timer multiplier : <3-3000>' },
  { syntax: 'lacp port-priority : <1-65535>', silent: 'lacp port-priority 32768' },
];

const storm: readonly ConfigRule[] = (['broadcast', 'multicast', 'unknown-unicast', 'all'] as const).flatMap(
  (kind) => [
    { syntax: `storm-control ${kind} : level <percent>` },
    { syntax: `storm-control ${kind} : level pps <1-298000000>` },
  ],
);

/** That there is a remark is known; its words are not confirmed (SOURCES.md 1.5). */
const portfastRemark = '%Warning: portfast should only be enabled on ports connected to a single host.';

const spanningTree: readonly ConfigRule[] = [
  { syntax: 'spanning-tree portfast', remark: portfastRemark },
  { syntax: 'spanning-tree portfast : edge', text: 'spanning-tree portfast' },
  { syntax: 'spanning-tree portfast : network' },
  { syntax: 'spanning-tree bpduguard : {enable|disable}' },
  { syntax: 'spanning-tree bpdufilter : {enable|disable}' },
  { syntax: 'spanning-tree link-type : {point-to-point|shared}' },
  { syntax: 'spanning-tree guard : {root|loop|none}' },
];

const layer3: readonly ConfigRule[] = [
  ...onByDefault('autostate'),
  { syntax: 'vrf : <name>' },
  { syntax: 'ip address : <prefix>' },
  { syntax: 'ip address : {dhcp}' },
  { syntax: 'ip address unnumbered : <interface>', slot: 'ip address' },
  { syntax: 'ip address virtual : <prefix>' },
  { syntax: 'ip virtual-router address : <ip>' },
  { syntax: 'mac address : virtual-router' },
  { syntax: 'ipv6 enable' },
  ...raw('ipv6 address', 'ip access-group', 'ip ospf', 'ip helper-address', 'ip proxy-arp', 'bfd', 'arp'),
];

const inOrder: readonly InterfaceRule[] = [
  ...on([...routable, 'vxlan'], [{ syntax: 'description : <text>' }, { syntax: 'shutdown' }]),
  ...on(routable, [{ syntax: 'mtu : <68-9214>', silent: 'mtu 1500' }]),
  ...on(bridged, [
    { syntax: 'l2 mtu : <68-65535>' },
    ...raw('speed', 'flowcontrol', 'error-correction'),
    ...switchport,
  ]),
  ...on(['port-channel'], bundle),
  ...on(['ethernet'], member),
  ...on(['ethernet', 'management'], [...onByDefault('lldp transmit'), ...onByDefault('lldp receive')]),
  ...on(routable, layer3),
  ...on(bridged, [...raw('qos', 'service-policy', 'mac access-group', 'sflow'), ...storm, ...spanningTree]),
  ...on(
    ['vxlan'],
    raw(
      'vxlan source-interface',
      'vxlan udp-port',
      'vxlan virtual-router',
      'vxlan vlan',
      'vxlan vrf',
      'vxlan learn-restrict',
      'vxlan flood',
    ),
  ),
];

/** The rules of one kind of interface. */
export function interfaceRules(kind: InterfaceKind): readonly PlacedRule[] {
  return placed(inOrder).filter((_, index) => inOrder[index]?.on.includes(kind));
}
