/** Lines of the top level, group by group in the order of a running configuration (SOURCES.md 5). */
import { placed } from '../../../virtual/config-rule.ts';
import {
  flags,
  needing,
  onByDefault,
  raw,
  sections,
  type ConfigRule,
  type PlacedRule,
} from './config-rule.ts';
import { featureNames } from './features.ts';

const identity: readonly ConfigRule[] = [
  { syntax: 'version <text>', effect: 'nothing' },
  { syntax: 'hostname : <name>' },
  { syntax: 'vdc : <name> id <1-8>', effect: 'enter', enters: 'vdc', prompt: 'vdc' },
];

const features: readonly ConfigRule[] = [
  ...flags('cfs eth distribute', 'nv overlay evpn'),
  ...featureNames.map((name): ConfigRule => ({ syntax: `feature ${name}`, effect: 'feature' })),
];

const system: readonly ConfigRule[] = [
  {
    syntax: 'no system default switchport',
    slot: 'system default switchport',
    effect: 'system-default',
  },
  {
    syntax: 'system default switchport',
    slot: 'system default switchport',
    silent: 'system default switchport',
    effect: 'system-default',
  },
  { syntax: 'system default switchport shutdown', effect: 'system-default' },
  {
    syntax: 'no system default switchport shutdown',
    slot: 'system default switchport shutdown',
    silent: 'no system default switchport shutdown',
    effect: 'system-default',
  },
  { syntax: 'system jumbomtu : <even>', silent: 'system jumbomtu 9216', effect: 'jumbo-mtu' },
  { syntax: 'system vlan : <2-3967> reserve' },
  { syntax: 'username <name> : <text>', effect: 'raw' },
  ...raw('ip domain-lookup', 'ip domain-name', 'ip name-server', 'ip host', 'ip tacacs', 'ip ssh'),
  ...raw('tacacs-server', 'radius-server', 'aaa', 'snmp-server', 'rmon', 'ntp', 'clock', 'logging'),
  ...raw('copp', 'no password', 'password', 'errdisable', 'userpassphrase', 'no ip domain-lookup'),
  ...needing('lldp', raw('lldp')),
  ...needing('lacp', [
    { syntax: 'lacp system-priority : <1-65535>', silent: 'lacp system-priority 32768' },
    ...raw('lacp system-mac'),
  ]),
  ...raw('port-channel load-balance', 'banner motd', 'nxapi', 'policy-map type control-plane'),
];

const lists: readonly ConfigRule[] = [
  ...sections('object-group', 'ipaddr-ogroup', 'object-group ip address <name>'),
  ...sections('object-group', 'port-ogroup', 'object-group ip port <name>'),
  ...sections('access-list', 'acl', 'ip access-list <name>', 'ipv6 access-list <name>'),
  ...sections(
    'class-map',
    'cmap-qos',
    'class-map type {qos|queuing|network-qos} {match-any|match-all} <name>',
  ),
  ...sections('policy-map', 'pmap-qos', 'policy-map type {qos|queuing|network-qos} <name>'),
  ...sections('system-qos', 'sys-qos', 'system qos'),
];

const vlans: readonly ConfigRule[] = [
  ...raw('fabric forwarding anycast-gateway-mac'),
  { syntax: 'vlan <vlans>', effect: 'enter-vlans', enters: 'vlan', prompt: 'vlan' },
];

const spanningTree: readonly ConfigRule[] = [
  { syntax: 'spanning-tree mode : {rapid-pvst|mst}', silent: 'spanning-tree mode rapid-pvst' },
  { syntax: 'spanning-tree port type : {edge|network} default' },
  { syntax: 'spanning-tree port type : normal default', silent: 'spanning-tree port type normal default' },
  ...flags(
    'spanning-tree port type edge bpduguard default',
    'spanning-tree port type edge bpdufilter default',
  ),
  ...flags('spanning-tree loopguard default'),
  ...onByDefault('spanning-tree bridge assurance'),
  { syntax: 'spanning-tree pathcost method : {long|short}', silent: 'spanning-tree pathcost method short' },
  { syntax: 'no spanning-tree vlan <vlans>', slot: 'spanning-tree vlan', effect: 'stp-off' },
  { syntax: 'spanning-tree vlan <vlans> priority : <0-61440>' },
  { syntax: 'spanning-tree vlan <vlans>', slot: 'spanning-tree vlan', effect: 'stp-off' },
  { syntax: 'spanning-tree mst <vlans> priority : <0-61440>' },
  ...sections('mst', 'mst', 'spanning-tree mst configuration'),
];

const routing: readonly ConfigRule[] = [
  ...raw('ip prefix-list', 'ip community-list', 'ip as-path access-list'),
  ...sections('route-map', 'route-map', 'route-map <name> {permit|deny} <0-65535>'),
  ...sections('vrf', 'vrf', 'vrf context <name>'),
  ...raw('hardware', 'ip route', 'ipv6 route', 'mac address-table', 'service dhcp', 'ip dhcp relay'),
];

const vpc: readonly ConfigRule[] = needing('vpc', [
  { syntax: 'vpc domain : <1-1000>', effect: 'domain', enters: 'vpc', prompt: 'vpc-domain' },
]);

const interfaces: readonly ConfigRule[] = [
  { syntax: 'interface <interfaces>', effect: 'enter-interfaces', prompt: 'if' },
  { syntax: 'default interface <interfaces>', effect: 'default-interfaces' },
];

const closing: readonly ConfigRule[] = [
  ...sections('line', 'line', 'line console', 'line vty'),
  ...raw('boot', 'cli alias', 'power', 'xml', 'ssh', 'scheduler'),
  ...needing('ospf', sections('ospf', 'router', 'router ospf <name>')),
  ...needing('bgp', sections('bgp', 'router', 'router bgp <1-4294967295>')),
  ...sections('evpn', 'evpn', 'evpn'),
];

const groups: readonly (readonly ConfigRule[])[] = [
  identity,
  features,
  system,
  lists,
  vlans,
  spanningTree,
  routing,
  vpc,
  interfaces,
  closing,
];

/** Group of the interfaces, which stand a blank line apart from each other. */
export const interfaceGroup = groups.indexOf(interfaces);

export const globalRules: readonly PlacedRule[] = groups.flatMap((rules, group) => placed(rules, group));
