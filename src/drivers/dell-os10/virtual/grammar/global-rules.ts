/** Lines of the top level, group by group in the order of a running configuration (SOURCES.md 5). */
import { placed } from '../../../virtual/config-rule.ts';
import { raw, sections, type ConfigRule, type PlacedRule } from './config-rule.ts';

const spanningTree: readonly ConfigRule[] = [
  { syntax: 'spanning-tree mode : {rstp|rapid-pvst|mst}' },
  { syntax: 'spanning-tree rstp priority : <0-61440>' },
  ...raw('spanning-tree rstp', 'spanning-tree vlan', 'spanning-tree mst', 'spanning-tree disable'),
];

const globals: readonly (readonly ConfigRule[])[] = [
  raw('ip name-server', 'ip domain-name', 'ip host', 'ip vrf', 'ip ssh', 'ip telnet'),
  [{ syntax: 'hostname : <hostname>' }],
  [{ syntax: 'interface breakout <breakout> : map <word>', effect: 'breakout' }],
  raw('iscsi', 'logging', 'ntp', 'clock', 'snmp-server', 'banner', 'feature', 'switch-port-profile', 'dcbx'),
  [{ syntax: 'username <name> : <text>' }],
  raw('userrole', 'password-attributes', 'aaa', 'radius-server', 'tacacs-server', 'crypto', 'rest'),
  [
    { syntax: 'no lldp enable', slot: 'lldp enable' },
    { syntax: 'lldp enable', silent: 'lldp enable' },
  ],
  raw('lldp', 'errdisable', 'port-channel', 'mac', 'arp', 'bfd', 'default', 'vrrp', 'ecmp-group', 'hardware'),
  [{ syntax: 'lacp system-priority : <0-65535>', silent: 'lacp system-priority 32768' }],
  spanningTree,
  [{ syntax: 'ip virtual-router mac-address : <mac>' }],
  raw('ip route', 'ipv6 route', 'ipv6 forwarding', 'ip prefix-list', 'ip community-list', 'management route'),
];

const interfaces: readonly ConfigRule[] = [
  { syntax: 'interface range <interfaces>', effect: 'enter-range' },
  { syntax: 'interface <interfaces>', effect: 'enter-interface' },
  { syntax: 'default interface <interface>', effect: 'default-interface' },
];

/** The id of a VLT domain is not confirmed above 255 (SOURCES.md 3.1). */
const blocks: readonly (readonly ConfigRule[])[] = [
  interfaces,
  sections('virtual-network', 'conf-vn-', 'virtual-network <1-65535>'),
  sections('nve', 'conf-nve', 'nve'),
  sections('evpn', 'conf-evpn', 'evpn'),
  sections('access-list', 'conf-ipv4-acl', 'ip access-list <name>'),
  sections('access-list', 'conf-ipv6-acl', 'ipv6 access-list <name>'),
  sections('route-map', 'config-route-map', 'route-map <name> {permit|deny} <1-65535>', 'route-map <name>'),
  [
    {
      syntax: 'vlt-domain <1-255>',
      slot: 'vlt-domain',
      effect: 'enter-domain',
      enters: 'vlt',
      prompt: 'conf-vlt-',
    },
  ],
  sections('router', 'config-router-bgp-', 'router bgp <1-4294967295>'),
  sections('router', 'config-router-ospf-', 'router ospf <1-65535>'),
  [{ syntax: 'support-assist', effect: 'enter', enters: 'support-assist', prompt: 'conf-support-assist' }],
  sections('policy-map', 'conf-pmap', 'policy-map type <name> <name>', 'policy-map <name>'),
  sections(
    'class-map',
    'conf-cmap',
    'class-map type <name> <name>',
    'class-map type <name> match-any <name>',
  ),
  sections('trust', 'conf-trust', 'trust dot1p-map <name>', 'trust dscp-map <name>'),
  sections('qos-map', 'conf-qos-map', 'qos-map traffic-class <name>'),
  sections('system-qos', 'conf-sys-qos', 'system qos'),
  sections('uplink', 'conf-uplink-state-group-', 'uplink-state-group <1-32>'),
];

export const globalRules: readonly PlacedRule[] = [...globals, ...blocks].flatMap((rules, group) =>
  placed(rules, group),
);
