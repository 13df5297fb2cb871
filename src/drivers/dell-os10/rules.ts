/**
 * How OS10 writes, replaces and takes away configuration. What is printed and what is not follows real running
 * configurations (NAPALM's and dellemc.os10's fixtures, canu's backups); ways of removal follow the OS10 User
 * Guide, the dellemc.os10 roles and canu's rules for negation.
 */
import type {
  ConfigRules,
  LineRule,
  ReferenceRule,
  SectionRule,
} from '../../fabric/remediation/config-rules.ts';
import { anyInterface, setting } from '../interface-rules.ts';

const ethernet = [/^interface ethernet\S+$/];
const portChannel = [/^interface port-channel\d+$/];
const vltDomain = [/^vlt-domain \d+$/];

/** What is not printed of a port that switches, and of a trunk that takes no untagged frames. */
const impliedMode = [
  { text: 'switchport mode access', beside: /^switchport access vlan \d+$/ },
  { text: 'no switchport access vlan', beside: /^switchport mode trunk$/ },
];

const sections: readonly SectionRule[] = [
  { within: [], header: /^interface vlan\d+$/, defaults: ['no shutdown'] },
  {
    within: [],
    header: /^interface ethernet\S+$/,
    isPermanent: true,
    defaults: ['no shutdown', 'switchport access vlan 1'],
    // `no switchport` is a line of the same setting: such a port says nothing of switching.
    implied: [{ text: 'switchport' }, ...impliedMode],
  },
  { within: [], header: /^interface mgmt\S+$/, isPermanent: true },
  {
    within: [],
    header: /^interface port-channel(\d+)$/,
    remove: 'no interface port-channel $1',
    defaults: ['shutdown', 'switchport access vlan 1'],
    implied: impliedMode,
  },
  { within: [], header: /^interface (?:loopback|virtual-network)\d+$/ },
  { within: [], header: /^vlt-domain \d+$/ },
  { within: [], header: /^router (?:bgp \d+|ospf \d+.*|ospfv3 \d+.*)$/ },
  { within: [], header: /^(?:ip|ipv6|mac) access-list \S+$/ },
  { within: [], header: /^route-map \S+ (?:permit|deny) \d+$/ },
  { within: [], header: /^(?:policy-map|class-map) type .+$/ },
];

/** What a port that does not switch says nothing of. */
const switchingLines = /^(?:switchport |no switchport access)/;

/**
 * What a port does with VLANs goes with `no switchport`, and comes back as it was by no other way than being
 * typed. So every port says all of it, and only the tagged list, which may have to be empty first, is taken away.
 */
const switching: readonly LineRule[] = [
  // Leaving a port-channel comes before it, whatever is VLANs after it.
  { within: ethernet, match: /^switchport$/, key: 'switchport', remove: null },
  {
    within: ethernet,
    match: /^no switchport$/,
    key: 'switchport',
    remove: null,
    takes: switchingLines,
  },
  // Only somebody else's is routed; its mode is typed after this.
  {
    within: portChannel,
    match: /^no switchport$/,
    key: 'switchport',
    remove: 'switchport',
    place: 'last',
    takes: switchingLines,
  },
  {
    within: anyInterface,
    match: /^switchport mode (?:access|trunk)$/,
    key: 'switchport mode',
    remove: null,
    place: 'turn',
  },
  {
    within: anyInterface,
    match: /^(?:no switchport access vlan|switchport access vlan \d+)$/,
    key: 'switchport access vlan',
    remove: null,
    place: 'turn',
  },
  {
    within: anyInterface,
    match: /^switchport trunk allowed vlan ([\d,-]+)$/,
    key: 'allowed',
    // The untagged VLAN is no tagged one at any time: it leaves the list before, and joins it after.
    place: 'last',
    list: {
      typing: 'adds',
      add: 'switchport trunk allowed vlan $1',
      remove: 'no switchport trunk allowed vlan $1',
    },
  },
];

const aggregation: readonly LineRule[] = [
  {
    within: ethernet,
    match: /^channel-group \d+(?: mode \S+)?$/,
    key: 'channel-group',
    remove: 'no channel-group',
    place: 'last',
    replacing: 'anew',
  },
  ...setting('lacp port-priority', /^lacp port-priority 32768$/),
  ...setting('lacp rate', /^lacp rate normal$/),
  { within: portChannel, match: /^lacp fallback timeout \d+$/, key: 'lacp fallback timeout' },
  {
    within: portChannel,
    match: /^vlt-port-channel (\d+)$/,
    key: 'vlt-port-channel',
    remove: 'no vlt-port-channel',
    place: 'last',
    replacing: 'anew',
    claims: 'vlt-port-channel $1',
  },
];

const protection: readonly LineRule[] = [
  ...setting('description'),
  // A port is shut before anything moves on it, and opened last.
  { within: anyInterface, match: /^shutdown$/, key: 'shutdown', remove: 'no shutdown', place: 'first' },
  { within: anyInterface, match: /^no shutdown$/, key: 'shutdown', remove: 'shutdown', place: 'last' },
  ...setting('mtu', /^mtu 1532$/),
  ...setting('flowcontrol receive', /^flowcontrol receive off$/),
  ...setting('flowcontrol transmit', /^flowcontrol transmit off$/),
  ...setting('spanning-tree bpduguard', /^spanning-tree bpduguard disable$/),
  { within: anyInterface, match: /^ip address .+$/, key: 'ip address', remove: 'no ip address' },
];

const pairDomain: readonly LineRule[] = [
  // Its ports are ready before it comes, and it is gone before they are anything else again.
  { within: [], match: /^vlt-domain \d+$/, key: 'vlt-domain', place: 'last' },
  {
    within: vltDomain,
    match: /^backup destination .+$/,
    key: 'backup destination',
    remove: 'no backup destination',
  },
  {
    within: vltDomain,
    match: /^discovery-interface \S+$/,
    key: 'discovery-interface',
    replacing: 'anew',
    // The domain has the ports to itself: it lets go of them before they are anything else.
    copies: /^interface ethernet/,
  },
  { within: vltDomain, match: /^delay-restore 90$/, key: 'delay-restore', isSilent: true },
  {
    within: vltDomain,
    match: /^(delay-restore|primary-priority|vlt-mac) \S+$/,
    key: '$1',
    remove: 'no $1',
  },
];

const references: readonly ReferenceRule[] = [
  { within: anyInterface, match: /^switchport access vlan (\d+)$/, needs: 'interface vlan$1' },
  {
    within: anyInterface,
    match: /^switchport trunk allowed vlan ([\d,-]+)$/,
    needs: 'interface vlan$1',
    isList: true,
  },
  { within: ethernet, match: /^channel-group (\d+)(?: |$)/, needs: 'interface port-channel$1' },
  { within: portChannel, match: /^vlt-port-channel /, needs: /^vlt-domain \d+$/ },
  // The first and the last of the ports; those between them have theirs in the order of the configuration.
  { within: vltDomain, match: /^discovery-interface (ethernet[\d/:]+)/, needs: 'interface $1' },
  { within: vltDomain, match: /^discovery-interface \S+[,-]([\d/:]+)$/, needs: 'interface ethernet$1' },
];

export const rules: ConfigRules = {
  layout: {
    indent: 1,
    ignored: [/^\s*!.*$/, /^end$/],
    continuations: [],
    spellings: [
      { match: /^interface (vlan|port-channel|ethernet|loopback|mgmt) (\S+)$/, text: 'interface $1$2' },
      { match: /^spanning-tree bpduguard$/, text: 'spanning-tree bpduguard enable' },
    ],
    separator: '!',
  },
  sections,
  lines: [...switching, ...aggregation, ...protection, ...pairDomain],
  references,
  negation: 'no ',
  leaveSection: 'exit',
};
