/** Lines of the other sections: the VLT domain, and what the switch merely keeps for its user. */
import { placed } from '../../../virtual/config-rule.ts';
import { raw, sections, type ConfigRule, type PlacedRule } from './config-rule.ts';

/** There is no `unit-id`: the switch gives it itself (SOURCES.md 3.1). */
const vlt: readonly ConfigRule[] = [
  { syntax: 'backup destination : <ip>' },
  { syntax: 'backup destination : <ip> interval <1-30>' },
  { syntax: 'backup destination : <ip> vrf <name>' },
  { syntax: 'backup destination : <ip> vrf <name> interval <1-30>' },
  { syntax: 'backup destination : ipv6 <ipv6>' },
  { syntax: 'backup destination : ipv6 <ipv6> vrf <name>' },
  { syntax: 'backup destination : ipv6 <ipv6> vrf <name> interval <1-30>' },
  { syntax: 'delay-restore : <1-1200>' },
  { syntax: 'discovery-interface : <ethernets>', effect: 'discovery' },
  { syntax: 'peer-routing' },
  { syntax: 'peer-routing-timeout : <0-65535>', silent: 'peer-routing-timeout 0' },
  { syntax: 'primary-priority : <1-65535>', silent: 'primary-priority 32768' },
  { syntax: 'vlt-mac : <local-mac>' },
];

const accessList: readonly ConfigRule[] = [
  { syntax: 'seq <1-16777214> {permit|deny|remark} <text>', effect: 'sequenced' },
  { syntax: '{permit|deny|remark} <text>', effect: 'sequenced' },
  { syntax: 'seq <1-16777214>', effect: 'sequenced' },
];

/** A nested section of the routing and overlay parts: whatever is typed there is kept. */
const nested = (syntaxes: readonly string[]): readonly ConfigRule[] =>
  syntaxes.map((syntax) => ({ syntax, effect: 'enter', enters: 'kept', prompt: 'config-router' }));

const router: readonly ConfigRule[] = [
  ...raw(
    'router-id',
    'maximum-paths',
    'bestpath',
    'bfd',
    'graceful-restart',
    'log-neighbor-changes',
    'timers',
    'outbound-optimization',
    'passive-interface',
    'redistribute',
    'area',
    'cluster-id',
    'client-to-client',
  ),
  ...nested(['address-family <word> <word>', 'template <name>', 'neighbor interface <interface>']),
  ...nested(['neighbor <ip>', 'neighbor <ipv6>', 'vrf <name>']),
];

const family: ConfigRule = {
  syntax: 'address-family <word> <word>',
  effect: 'enter',
  enters: 'family',
  prompt: 'config-router-bgp-af',
};

/** Rules by mode. */
export const sectionRules: Readonly<Record<string, readonly PlacedRule[]>> = {
  vlt: placed(vlt),
  vrrp: placed(raw('virtual-address', 'priority', 'preempt', 'no preempt', 'advertise-interval', 'track')),
  'access-list': placed(accessList),
  router: placed(router),
  kept: placed([
    ...raw('inherit', 'remote-as', 'description', 'advertisement-interval', 'bfd', 'timers', 'update-source'),
    ...raw('ebgp-multihop', 'send-community', 'password', 'fall-over', 'link-local-only-nexthop'),
    ...raw(
      'network',
      'redistribute',
      'router-id',
      'weight',
      'allowas-in',
      'local-as',
      'route-reflector-client',
    ),
    ...raw(
      'rd',
      'route-target',
      'vni',
      'advertise',
      'shutdown',
      'no shutdown',
      'activate',
      'aggregate-address',
    ),
    family,
  ]),
  family: placed(
    raw(
      'activate',
      'no activate',
      'next-hop-self',
      'allowas-in',
      'prefix-list',
      'sender-side-loop-detection',
      'route-map',
    ),
  ),
  evpn: placed([
    ...raw('auto-evi', 'router-mac', 'disable-rt-asn', 'dead-neighbor'),
    ...nested(['evi <1-65535>', 'vrf <name>']),
  ]),
  nve: placed(raw('source-interface', 'remote-vtep')),
  'virtual-network': placed(raw('vxlan-vni', 'member-interface', 'vlti-vlan', 'description')),
  'route-map': placed(raw('match', 'set', 'continue', 'description')),
  'support-assist': placed(raw('eula-consent', 'server', 'activity', 'contact-company')),
  'policy-map': placed([...raw('description'), ...sections('policy-class', 'conf-pmap-c', 'class <name>')]),
  'policy-class': placed(raw('set', 'trust', 'police', 'bandwidth', 'priority', 'shape', 'pause', 'pfc-cos')),
  'class-map': placed(raw('match', 'description')),
  trust: placed(raw('qos-group')),
  'qos-map': placed(raw('queue')),
  'system-qos': placed(raw('trust-map', 'service-policy', 'ets', 'qos-map')),
  uplink: placed(raw('upstream', 'downstream', 'enable', 'name', 'defer-time', 'track-vlt-status')),
};
