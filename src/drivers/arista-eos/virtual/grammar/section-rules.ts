/** Lines of the other sections: VLANs, the MLAG domain, and what the switch merely keeps for its user. */
import { placed } from '../../../virtual/config-rule.ts';
import { flags, onByDefault, raw, type ConfigRule, type PlacedRule } from './config-rule.ts';

const vlan: readonly ConfigRule[] = [
  { syntax: 'name : <vlan-name>' },
  { syntax: 'state : {active|suspend}', silent: 'state active' },
  { syntax: 'trunk group <name>' },
];

const mlag: readonly ConfigRule[] = [
  { syntax: 'domain-id : <name>' },
  { syntax: 'heartbeat-interval : <1000-30000>', silent: 'heartbeat-interval 4000' },
  { syntax: 'local-interface : <svi>' },
  { syntax: 'peer-address : <ip>' },
  { syntax: 'peer-address heartbeat : <ip>' },
  { syntax: 'peer-address heartbeat : <ip> vrf <name>' },
  { syntax: 'peer-link : <port-channel>' },
  { syntax: 'peer-link : <ethernet>' },
  { syntax: 'primary-priority : <1-32767>', silent: 'primary-priority 32767' },
  { syntax: 'dual-primary detection delay : <0-86400>' },
  { syntax: 'dual-primary detection delay : <0-86400> action errdisable all-interfaces' },
  { syntax: 'dual-primary recovery delay : mlag <0-86400> non-mlag <0-86400>' },
  { syntax: 'reload-delay : <0-86400>' },
  { syntax: 'reload-delay mlag : <0-86400>' },
  { syntax: 'reload-delay non-mlag : <0-86400>' },
  { syntax: 'reload-delay mode : lacp standby' },
  { syntax: 'shutdown' },
];

const accessList: readonly ConfigRule[] = [
  { syntax: '<1-4294967295> {permit|deny|remark} <text>', effect: 'sequenced' },
  { syntax: '{permit|deny|remark} <text>', effect: 'sequenced' },
  { syntax: '<1-4294967295>', effect: 'sequenced' },
  ...flags('counters per-entry'),
];

const bgpFamily = raw('neighbor', 'network', 'redistribute', 'bgp', 'route-target', 'host-flap', 'domain');

const bgp: readonly ConfigRule[] = [
  { syntax: 'router-id : <ip>' },
  { syntax: 'no bgp default ipv4-unicast', slot: 'bgp default ipv4-unicast' },
  {
    syntax: 'bgp default ipv4-unicast',
    slot: 'bgp default ipv4-unicast',
    silent: 'bgp default ipv4-unicast',
  },
  { syntax: 'maximum-paths : <text>' },
  { syntax: 'neighbor <word> peer : <text>' },
  { syntax: 'neighbor <word> <word> : <text>' },
  { syntax: 'neighbor <word> <word>', effect: 'raw' },
  ...raw(
    'neighbor',
    'bgp',
    'distance',
    'graceful-restart',
    'timers',
    'update',
    'network',
    'redistribute',
    'aggregate-address',
  ),
  { syntax: 'vlan <vlan>', effect: 'enter', enters: 'bgp-mac-vrf', prompt: 'macvrf-' },
  { syntax: 'vlan-aware-bundle <name>', effect: 'enter', enters: 'bgp-mac-vrf', prompt: 'macvrf-' },
  {
    syntax: 'address-family {evpn|ipv4|ipv6}',
    effect: 'enter',
    enters: 'bgp-family',
    prompt: 'router-bgp-af-',
  },
  { syntax: 'vrf <name>', effect: 'enter', enters: 'bgp-vrf', prompt: 'router-bgp-vrf-' },
];

/** Rules by mode. */
export const sectionRules: Readonly<Record<string, readonly PlacedRule[]>> = {
  vlan: placed(vlan),
  mlag: placed(mlag),
  'access-list': placed(accessList),
  vrf: placed(raw('description', 'rd', 'route-target')),
  'interface-defaults': placed([{ syntax: 'mtu : <68-9214>', silent: 'mtu 1500' }]),
  'event-handler': placed(raw('trigger', 'action', 'delay', 'threshold')),
  'class-map': placed(raw('match')),
  'policy-map': placed([
    { syntax: 'class <name>', effect: 'enter', enters: 'policy-class', prompt: 'pmap-c-' },
    ...raw('description'),
  ]),
  'policy-class': placed(raw('set', 'police', 'priority', 'bandwidth')),
  'route-map': placed(raw('match', 'set', 'description', 'continue')),
  bgp: placed(bgp),
  'bgp-mac-vrf': placed(raw('rd', 'route-target', 'redistribute')),
  'bgp-family': placed(bgpFamily),
  'bgp-vrf': placed([
    { syntax: 'router-id : <ip>' },
    ...raw('rd', 'route-target', 'maximum-paths'),
    ...bgpFamily,
  ]),
  ospf: placed(
    raw(
      'router-id',
      'passive-interface',
      'network',
      'max-lsa',
      'log-adjacency-changes',
      'redistribute',
      'area',
    ),
  ),
  management: placed([
    { syntax: 'no shutdown', slot: 'shutdown' },
    { syntax: 'shutdown', slot: 'shutdown', silent: 'shutdown' },
    ...raw('protocol', 'vrf', 'idle-timeout', 'authentication', 'connection', 'ip access-group'),
    ...onByDefault('protocol https'),
  ]),
};
