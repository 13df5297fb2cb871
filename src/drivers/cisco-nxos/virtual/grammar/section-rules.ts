/** Lines of the other sections: VLANs, the vPC domain, and what the switch merely keeps for its user. */
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

const vlan: readonly ConfigRule[] = [
  { syntax: 'name : <vlan-name>' },
  { syntax: 'state : {active|suspend}', silent: 'state active' },
  { syntax: 'shutdown' },
  ...needing('vn-segment-vlan-based', [{ syntax: 'vn-segment : <1-16777214>' }]),
];

const keepalive = { effect: 'keepalive' } as const;

const vpc: readonly ConfigRule[] = [
  { syntax: 'peer-switch' },
  { syntax: 'role priority : <1-65535>', silent: 'role priority 32667' },
  { syntax: 'system-mac : <mac>' },
  { syntax: 'system-priority : <1-65535>', silent: 'system-priority 32667' },
  { syntax: 'peer-keepalive : destination <ip>', ...keepalive },
  { syntax: 'peer-keepalive : destination <ip> vrf <name>', ...keepalive },
  { syntax: 'peer-keepalive : destination <ip> source <ip>', ...keepalive },
  { syntax: 'peer-keepalive : destination <ip> source <ip> vrf <name>', ...keepalive },
  { syntax: 'delay restore : <1-3600>', silent: 'delay restore 30' },
  { syntax: 'delay restore interface-vlan : <1-3600>', silent: 'delay restore interface-vlan 10' },
  { syntax: 'delay restore orphan-port : <0-300>', silent: 'delay restore orphan-port 0' },
  { syntax: 'dual-active exclude interface-vlan : <vlans>' },
  { syntax: 'peer-gateway' },
  ...flags('layer3 peer-router'),
  { syntax: 'auto-recovery' },
  { syntax: 'auto-recovery : reload-delay <240-3600>' },
  ...onByDefault('graceful consistency-check'),
  ...flags('fast-convergence', 'ipv6 nd synchronize', 'ip arp synchronize'),
];

const numbered = (...verbs: readonly string[]): readonly ConfigRule[] => [
  { syntax: `<1-4294967294> {${verbs.join('|')}} <text>`, effect: 'entry' },
  ...verbs.map((verb): ConfigRule => ({ syntax: `${verb} <text>`, effect: 'entry' })),
  { syntax: '<1-4294967294>', effect: 'entry' },
];

const objectGroup: readonly ConfigRule[] = [
  { syntax: '<1-4294967294> <text>', effect: 'entry' },
  { syntax: '<1-4294967294>', effect: 'entry' },
  { syntax: '<word> <text>', effect: 'entry' },
  { syntax: '<word>', effect: 'entry' },
];

const bgpNeighbour: readonly ConfigRule[] = [
  ...raw(
    'bfd',
    'inherit',
    'remote-as',
    'description',
    'update-source',
    'ebgp-multihop',
    'password',
    'timers',
  ),
  ...raw('disable-connected-check', 'local-as', 'shutdown', 'log-neighbor-changes', 'capability'),
  ...sections('bgp-family', 'router-neighbor-af', 'address-family {ipv4|ipv6} {unicast|multicast}'),
  ...sections('bgp-family', 'router-neighbor-af', 'address-family l2vpn evpn'),
];

const bgpFamily = raw(
  'network',
  'maximum-paths',
  'redistribute',
  'nexthop',
  'retain',
  'send-community',
  'route-map',
  'prefix-list',
  'route-reflector-client',
  'next-hop-self',
  'advertise',
  'default-information',
  'rewrite-evpn-rt-asn',
  'disable-peer-as-check',
  'allowas-in',
  'soft-reconfiguration',
  'aggregate-address',
);

const bgp: readonly ConfigRule[] = [
  { syntax: 'router-id : <ip>' },
  ...raw('cluster-id', 'log-neighbor-changes', 'bestpath', 'timers', 'graceful-restart', 'confederation'),
  ...sections('bgp-family', 'router-af', 'address-family {ipv4|ipv6} {unicast|multicast}'),
  ...sections('bgp-family', 'router-af', 'address-family l2vpn evpn'),
  ...sections('bgp-neighbor', 'router-neighbor', 'template peer <name>', 'neighbor <word>'),
  {
    syntax: 'neighbor <word> : remote-as <word>',
    effect: 'enter',
    enters: 'bgp-neighbor',
    prompt: 'router-neighbor',
  },
  ...sections('bgp', 'router-vrf', 'vrf <name>'),
];

/** Rules by mode. */
export const sectionRules: Readonly<Record<string, readonly PlacedRule[]>> = {
  vlan: placed(vlan),
  vpc: placed(vpc),
  vdc: placed(raw('limit-resource', 'allocate', 'cpu-share')),
  'object-group': placed(objectGroup),
  'access-list': placed([...flags('statistics per-entry'), ...numbered('permit', 'deny', 'remark')]),
  'class-map': placed(raw('match', 'description')),
  'policy-map': placed([
    ...raw('description'),
    ...sections('policy-class', 'pmap-c-qos', 'class <name>', 'class type {qos|queuing|network-qos} <name>'),
  ]),
  'policy-class': placed(
    raw('set', 'police', 'priority', 'bandwidth', 'mtu', 'pause', 'random-detect', 'shape'),
  ),
  'system-qos': placed(raw('service-policy')),
  mst: placed(raw('name', 'revision', 'instance')),
  'route-map': placed(raw('match', 'set', 'description', 'continue')),
  vrf: placed([
    ...raw('ip route', 'ipv6 route', 'vni', 'rd', 'ip name-server', 'ip domain-name', 'description'),
    ...sections('vrf-family', 'vrf-af-ipv4', 'address-family {ipv4|ipv6} unicast'),
  ]),
  'vrf-family': placed(raw('route-target', 'export', 'import', 'maximum')),
  hsrp: placed(raw('priority', 'preempt', 'ip', 'timers', 'authentication', 'name', 'track')),
  'nve-vni': placed(raw('suppress-arp', 'ingress-replication', 'mcast-group', 'multisite')),
  line: placed(raw('exec-timeout', 'session-limit', 'access-class', 'speed', 'terminal', 'logout-warning')),
  ospf: placed([
    { syntax: 'router-id : <ip>' },
    ...raw(
      'log-adjacency-changes',
      'passive-interface',
      'area',
      'redistribute',
      'maximum-paths',
      'bfd',
      'auto-cost',
      'network',
    ),
  ]),
  bgp: placed(bgp),
  'bgp-neighbor': placed(bgpNeighbour),
  'bgp-family': placed(bgpFamily),
  evpn: placed(sections('evpn-vni', 'evpn-evi', 'vni <1-16777214> l2')),
  'evpn-vni': placed(raw('rd', 'route-target')),
};
