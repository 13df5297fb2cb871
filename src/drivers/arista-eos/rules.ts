/**
 * How EOS writes, replaces and takes away configuration. What is printed and what is not follows the real
 * running configurations in public collections and NAPALM; ways of removal follow the EOS User Manual,
 * networking-generic-switch and pyeapi's tests.
 */
import type {
  ConfigRules,
  LineRule,
  ReferenceRule,
  SectionRule,
} from '../../fabric/remediation/config-rules.ts';
import { anyInterface, continuedTrunkList, setting, vlansOfInterfaces } from '../interface-rules.ts';

const anyVlan = [/^vlan [\d,-]+$/];
const mlagDomain = [/^mlag configuration$/];
const bgp = [/^router bgp \d+$/];

const sections: readonly SectionRule[] = [
  // VLANs with equal content share one header.
  { within: [], header: /^vlan ([\d,-]+)$/, expands: 'vlan $1' },
  { within: [], header: /^interface (?:Ethernet|Management)[\d/]+$/, isPermanent: true },
  { within: [], header: /^interface \S+$/ },
  { within: [], header: /^mlag configuration$/ },
  { within: [], header: /^vrf instance \S+$/ },
  { within: [], header: /^(?:ip|ipv6|mac) access-list (?:standard )?\S+$/ },
  { within: [], header: /^route-map \S+ (?:permit|deny) \d+$/ },
  { within: [], header: /^router (?:bgp \d+|ospf \d+.*|isis \S+)$/ },
  { within: bgp, header: /^(?:vlan \d+|vlan-aware-bundle \S+|vrf \S+|address-family .+)$/ },
  { within: [], header: /^management (?:api \S+|ssh|telnet|console|security)$/ },
  { within: [], header: /^(?:event-handler|class-map .+|policy-map .+|queue-monitor|monitor session) ?\S*$/ },
];

const switching: readonly LineRule[] = [
  ...setting('description'),
  // A port is shut before anything moves on it, and opened last.
  { within: anyInterface, match: /^no shutdown$/, key: 'shutdown', isSilent: true },
  { within: anyInterface, match: /^shutdown$/, key: 'shutdown', remove: 'no shutdown', place: 'first' },
  { within: anyInterface, match: /^switchport$/, key: 'switchport', isSilent: true },
  { within: anyInterface, match: /^no switchport$/, key: 'switchport', remove: 'switchport', place: 'first' },
  { within: anyInterface, match: /^switchport mode access$/, key: 'switchport mode', isSilent: true },
  {
    within: anyInterface,
    match: /^switchport mode \S+$/,
    key: 'switchport mode',
    remove: 'no switchport mode',
    place: 'turn',
  },
  ...setting('switchport access vlan', /^switchport access vlan 1$/),
  ...setting('switchport trunk native vlan', /^switchport trunk native vlan 1$/),
  { within: anyInterface, match: /^switchport trunk allowed vlan all$/, key: 'allowed', isSilent: true },
  {
    within: anyInterface,
    match: /^switchport trunk allowed vlan ([\d,-]+|none)$/,
    key: 'allowed',
    // This is 'all VLANs' again, so it is typed only where the port is no trunk any more.
    remove: 'no switchport trunk allowed vlan',
    list: { typing: 'replaces', empty: 'switchport trunk allowed vlan none' },
  },
];

const aggregation: readonly LineRule[] = [
  {
    within: anyInterface,
    match: /^channel-group \d+ mode \S+$/,
    key: 'channel-group',
    remove: 'no channel-group',
    place: 'last',
  },
  ...setting('lacp port-priority', /^lacp port-priority 32768$/),
  ...setting('lacp timer', /^lacp timer normal$/),
  ...setting('port-channel lacp fallback timeout', /^port-channel lacp fallback timeout 90$/),
  ...setting('port-channel lacp fallback'),
  ...setting('port-channel min-links', /^port-channel min-links 0$/),
  {
    within: anyInterface,
    match: /^mlag (\d+)$/,
    key: 'mlag',
    remove: 'no mlag',
    place: 'last',
    claims: 'mlag $1',
  },
];

const protection: readonly LineRule[] = [
  ...setting('storm-control broadcast'),
  ...setting('storm-control multicast'),
  ...setting('storm-control unknown-unicast'),
  ...setting('storm-control all'),
  {
    within: anyInterface,
    match: /^spanning-tree portfast(?: (?:edge|network|auto))?$/,
    key: 'spanning-tree portfast',
    remove: 'no spanning-tree portfast',
  },
  ...setting('spanning-tree bpduguard'),
  ...setting('spanning-tree bpdufilter'),
  ...setting('spanning-tree link-type'),
  ...setting('mtu', /^mtu 1500$/),
  ...setting('l2 mtu'),
  ...setting('vrf'),
  { within: anyInterface, match: /^(ip address \S+ secondary)$/, key: '$1' },
  { within: anyInterface, match: /^ip address virtual .+$/, key: 'ip address virtual' },
  // One subnet on two interfaces is refused (`% Subnet overlaps`), so the old one goes before the new one comes.
  {
    within: [/^interface Vlan/],
    match: /^ip address (\S+)$/,
    key: 'ip address',
    remove: 'no ip address',
    claims: 'ip address $1',
  },
  ...setting('ip address'),
  { within: anyInterface, match: /^autostate$/, key: 'autostate', isSilent: true },
  { within: anyInterface, match: /^no autostate$/, key: 'autostate', remove: 'autostate' },
];

const vlans: readonly LineRule[] = [
  { within: anyVlan, match: /^name .+$/, key: 'name', remove: 'no name' },
  { within: anyVlan, match: /^state active$/, key: 'state', isSilent: true },
  { within: anyVlan, match: /^state \S+$/, key: 'state', remove: 'no state' },
];

const pairDomain: readonly LineRule[] = [
  {
    within: mlagDomain,
    match: /^peer-address heartbeat .+$/,
    key: 'heartbeat',
    remove: 'no peer-address heartbeat',
  },
  {
    within: mlagDomain,
    match: /^dual-primary detection .+$/,
    key: 'dual-primary',
  },
  {
    within: mlagDomain,
    match: /^reload-delay (mlag|non-mlag) .+$/,
    key: 'reload-delay $1',
    remove: 'no reload-delay $1',
  },
  {
    within: mlagDomain,
    match: /^(domain-id|local-interface|peer-address|peer-link|heartbeat-interval|reload-delay) \S+$/,
    key: '$1',
    remove: 'no $1',
  },
];

const global: readonly LineRule[] = [
  { within: [], match: /^hostname \S+$/, key: 'hostname', remove: 'no hostname' },
  {
    within: [],
    match: /^no spanning-tree vlan-id ([\d,-]+)$/,
    key: 'spanning-tree vlan-id',
    list: { typing: 'adds', add: 'no spanning-tree vlan-id $1', remove: 'spanning-tree vlan-id $1' },
  },
  {
    within: [],
    match: /^spanning-tree mode \S+$/,
    key: 'spanning-tree mode',
    remove: 'no spanning-tree mode',
  },
];

const references: readonly ReferenceRule[] = [
  ...vlansOfInterfaces,
  { within: anyInterface, match: /^channel-group (\d+) mode \S+$/, needs: 'interface Port-Channel$1' },
  { within: mlagDomain, match: /^(?:local-interface|peer-link) (\S+)$/, needs: 'interface $1' },
];

export const rules: ConfigRules = {
  layout: {
    indent: 3,
    ignored: [/^\s*!.*$/, /^end$/],
    continuations: [continuedTrunkList],
    verbatim: [{ begins: /^banner (?:login|motd|exec)$/, ends: /^EOF$/ }],
    spellings: [
      { match: /^mlag$/, text: 'mlag configuration' },
      { match: /^lacp rate (\S+)$/, text: 'lacp timer $1' },
      { match: /^interface Port-channel(\d+)$/i, text: 'interface Port-Channel$1' },
    ],
    separator: '!',
  },
  sections,
  lines: [...switching, ...aggregation, ...protection, ...vlans, ...pairDomain, ...global],
  references,
  negation: 'no ',
  // `no vlan 20` typed inside `router bgp` would take away the EVPN VLAN instead.
  leaveWhereAmbiguous: 'exit',
};
