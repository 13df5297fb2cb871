/** Lines of the top level, group by group in the order of a running configuration (SOURCES.md 5). */
import { placed } from '../../../virtual/config-rule.ts';
import { flags, onByDefault, raw, type ConfigRule, type PlacedRule } from './config-rule.ts';

const internalVlans: readonly ConfigRule[] = [
  { syntax: 'vlan internal order {ascending|descending} range <vlan> <vlan>', slot: 'vlan internal' },
  {
    syntax: 'vlan internal allocation policy {ascending|descending} range <vlan> <vlan>',
    slot: 'vlan internal',
  },
];

const spanningTree: readonly ConfigRule[] = [
  { syntax: 'spanning-tree mode : {mstp|rstp|rapid-pvst|none}' },
  { syntax: 'no spanning-tree vlan-id : <vlans>', slot: 'spanning-tree vlan-id', effect: 'stp-vlans' },
  { syntax: 'spanning-tree vlan-id : <vlans>', slot: 'spanning-tree vlan-id', effect: 'stp-vlans' },
  { syntax: 'spanning-tree mst <0-4094> priority : <0-61440>' },
  { syntax: 'spanning-tree priority : <0-61440>' },
  ...flags('spanning-tree edge-port bpduguard default', 'spanning-tree edge-port bpdufilter default'),
];

const users: readonly ConfigRule[] = [
  { syntax: 'username <name> : <text>' },
  { syntax: 'username <name> ssh-key : <text>' },
];

const sections = (enters: string, prompt: string, ...syntaxes: readonly string[]): readonly ConfigRule[] =>
  syntaxes.map((syntax) => ({ syntax, effect: 'enter', enters, prompt }));

const groups: readonly (readonly ConfigRule[])[] = [
  internalVlans,
  raw('alias'),
  raw('transceiver'),
  [{ syntax: 'service routing protocols model : {multi-agent|ribd}' }],
  raw('service', 'queue-monitor', 'load-interval', 'errdisable', 'port-channel load-balance', 'logging'),
  onByDefault('lldp run'),
  raw('lldp'),
  [{ syntax: 'lacp system-priority : <1-65535>', silent: 'lacp system-priority 32768' }],
  [{ syntax: 'hostname : <name>' }],
  raw('ip name-server', 'ip domain', 'ip domain-list', 'dns', 'ip host'),
  raw('ntp'),
  raw('snmp-server'),
  spanningTree,
  raw('tacacs-server', 'radius-server', 'ip radius', 'ip tacacs'),
  raw('aaa group', 'aaa authentication', 'aaa authorization', 'aaa accounting'),
  [
    { syntax: 'no aaa root', slot: 'aaa root' },
    { syntax: 'aaa root <text>', slot: 'aaa root' },
  ],
  [{ syntax: 'enable {secret|password} : <text>', slot: 'enable' }],
  users,
  raw('clock'),
  [{ syntax: 'vlan <vlans>', effect: 'enter-vlans', enters: 'vlan', prompt: 'vlan-' }],
  sections('vrf', 'vrf-', 'vrf instance <name>'),
  sections('interface-defaults', 'if-defaults', 'interface defaults'),
  [
    { syntax: 'interface <interfaces>', effect: 'enter-interfaces', prompt: 'if-' },
    { syntax: 'default interface <interfaces>', effect: 'default-interfaces' },
  ],
  sections('event-handler', 'handler-', 'event-handler <name>'),
  [{ syntax: 'ip virtual-router mac-address : <mac>' }],
  raw('mac address-table'),
  sections(
    'access-list',
    'acl-',
    'ip access-list <name>',
    'ip access-list standard <name>',
    'ipv6 access-list <name>',
  ),
  [
    { syntax: 'no ip routing', slot: 'ip routing' },
    { syntax: 'ip routing', slot: 'ip routing' },
    { syntax: 'ip routing vrf <name>' },
    { syntax: 'ip routing ipv6 interfaces' },
    { syntax: 'ipv6 unicast-routing' },
  ],
  raw('ip prefix-list', 'ip community-list', 'ip as-path'),
  [
    {
      syntax: 'mlag configuration',
      effect: 'enter',
      enters: 'mlag',
      prompt: 'mlag',
      isHiddenWhenEmpty: true,
    },
    {
      syntax: 'mlag',
      slot: 'mlag configuration',
      text: 'mlag configuration',
      effect: 'enter',
      enters: 'mlag',
      prompt: 'mlag',
      isHiddenWhenEmpty: true,
    },
  ],
  raw('ip route', 'ipv6 route', 'arp'),
  raw('qos map', 'qos'),
  sections('class-map', 'cmap-', 'class-map type qos match-any <name>'),
  sections('policy-map', 'pmap-', 'policy-map type quality-of-service <name>'),
  sections('route-map', 'route-map-', 'route-map <name> {permit|deny} <1-65535>'),
  sections('bgp', 'router-bgp', 'router bgp <1-4294967295>'),
  sections('ospf', 'router-ospf', 'router ospf <1-65535>'),
  [
    { syntax: 'banner login', effect: 'banner' },
    { syntax: 'banner motd', effect: 'banner' },
  ],
  sections(
    'management',
    'mgmt-',
    'management api http-commands',
    'management ssh',
    'management telnet',
    'management console',
  ),
];

export const globalRules: readonly PlacedRule[] = groups.flatMap((rules, group) => placed(rules, group));
