/**
 * How NX-OS writes, replaces and takes away configuration. What is printed and what is not follows real output
 * of 9.3(4) and Batfish's NX-OS tests; refusals and removals follow Cisco's Nexus 9000 configuration guides and
 * ansible-collections/cisco.nxos.
 */
import type {
  ConfigRules,
  ImpliedLine,
  LineRule,
  ReferenceRule,
  SectionRule,
} from '../../fabric/remediation/config-rules.ts';
import { anyInterface, continuedTrunkList, setting, vlansOfInterfaces } from '../interface-rules.ts';

const anyVlan = [/^vlan [\d,-]+$/];
const pairDomain = [/^vpc domain \d+$/];
const bgp = [/^router bgp \S+$/];

/**
 * Whether a port is switched and open unless it says otherwise depends on the platform and two global lines,
 * and a routed port is shut unless it says otherwise.
 */
const portDefaults: readonly ImpliedLine[] = [
  { text: 'no switchport', under: /^no system default switchport$/ },
  { text: 'switchport' },
  { text: 'shutdown', beside: /^no switchport$/ },
  { text: 'shutdown', under: /^system default switchport shutdown$/ },
  { text: 'no shutdown' },
];

const bundleDefaults: readonly ImpliedLine[] = [
  { text: 'no switchport', under: /^no system default switchport$/ },
  { text: 'switchport' },
  { text: 'no shutdown' },
];

const sections: readonly SectionRule[] = [
  // One line lists every VLAN; those with more to say have a block of their own as well.
  { within: [], header: /^vlan ([\d,-]+)$/, expands: 'vlan $1' },
  {
    within: [],
    header: /^interface Ethernet\d+(?:\/\d+){1,2}$/,
    isPermanent: true,
    implied: portDefaults,
  },
  { within: [], header: /^interface mgmt0$/, isPermanent: true, implied: [{ text: 'no shutdown' }] },
  { within: [], header: /^interface port-channel\d+$/, implied: bundleDefaults },
  { within: [], header: /^interface (?:Vlan\d+|nve1)$/, implied: [{ text: 'shutdown' }] },
  { within: [], header: /^interface \S+$/, implied: [{ text: 'no shutdown' }] },
  { within: [], header: /^vpc domain \d+$/ },
  { within: [], header: /^(?:vrf context|route-map|vdc) \S.*$/ },
  { within: [], header: /^(?:ip|ipv6|mac) access-list \S+$/ },
  { within: [], header: /^object-group ip (?:address|port) \S+$/ },
  { within: [], header: /^(?:class-map|policy-map) type \S+ .+$/ },
  { within: [], header: /^(?:evpn|system qos|line (?:console|vty))$/ },
  { within: [], header: /^router (?:bgp|ospf|isis|eigrp) \S+$/ },
  { within: bgp, header: /^(?:neighbor \S+(?: remote-as \S+)?|template \S+ \S+|vrf \S+|address-family .+)$/ },
];

/** Without it a port is an access port, and what it says of trunks stays without effect until it is one. */
const trunkMode = /^switchport mode trunk$/;

const switching: readonly LineRule[] = [
  ...setting('description'),
  // A port is shut before anything moves on it, and opened last. Both go with the section.
  { within: anyInterface, match: /^shutdown$/, key: 'shutdown', remove: 'no shutdown', place: 'first' },
  { within: anyInterface, match: /^no shutdown$/, key: 'shutdown', remove: null, place: 'last' },
  {
    within: anyInterface,
    match: /^(?:no )?switchport$/,
    key: 'switchport',
    remove: null,
    place: 'first',
    // A routed port that is open would be in VLAN 1 until it is in another one.
    during: { has: 'shutdown', ends: 'no shutdown', replacing: true },
  },
  { within: anyInterface, match: /^switchport mode access$/, key: 'switchport mode', isSilent: true },
  {
    within: anyInterface,
    match: /^switchport mode \S+$/,
    key: 'switchport mode',
    remove: 'no switchport mode',
    place: 'turn',
  },
  ...setting('switchport access vlan', /^switchport access vlan 1$/).map((rule) => ({
    ...rule,
    idle: { beside: trunkMode },
  })),
  ...setting('switchport trunk native vlan', /^switchport trunk native vlan 1$/).map((rule) => ({
    ...rule,
    idle: { without: trunkMode },
  })),
  {
    within: anyInterface,
    match: /^switchport trunk allowed vlan (?:all|1-4094)$/,
    key: 'allowed',
    isSilent: true,
  },
  {
    within: anyInterface,
    match: /^switchport trunk allowed vlan ([\d,-]+|none)$/,
    key: 'allowed',
    // This is 'all VLANs' again, so it is typed only where the port is no trunk any more.
    remove: 'no switchport trunk allowed vlan',
    list: { typing: 'replaces', empty: 'switchport trunk allowed vlan none' },
    idle: { without: trunkMode },
  },
  ...setting('mtu', /^mtu 1500$/),
];

const aggregation: readonly LineRule[] = [
  {
    within: anyInterface,
    match: /^channel-group (\d+) mode (\S+)$/,
    key: 'channel-group',
    remove: 'no channel-group',
    place: 'last',
    replacing: 'anew',
    // A port that differs from its port-channel is refused without it; it is never printed.
    typed: 'channel-group $1 force mode $2',
    copies: /^(?:no )?(?:switchport|mtu)\b/,
    // Before it has joined and after it has left, it would forward its VLANs as a port of its own.
    during: { has: 'shutdown', ends: 'no shutdown' },
  },
  ...setting('lacp port-priority', /^lacp port-priority 32768$/),
  ...setting('lacp rate', /^lacp rate normal$/),
  ...setting('lacp max-bundle', /^lacp max-bundle 32$/),
  ...setting('lacp min-links', /^lacp min-links 1$/),
  { within: anyInterface, match: /^lacp suspend-individual$/, key: 'suspend-individual', isSilent: true },
  {
    within: anyInterface,
    match: /^no lacp suspend-individual(?: pxe)?$/,
    key: 'suspend-individual',
    remove: 'lacp suspend-individual',
    // Either way it is refused while the port-channel is up.
    during: { has: 'shutdown', ends: 'no shutdown' },
  },
  {
    within: anyInterface,
    match: /^vpc peer-link$/,
    key: 'peer-link',
    remove: 'no vpc peer-link',
    place: 'last',
  },
  { within: anyInterface, match: /^vpc orphan-port suspend$/, key: 'orphan-port' },
  {
    within: anyInterface,
    match: /^vpc (\d+)$/,
    key: 'vpc',
    remove: 'no vpc',
    place: 'last',
    replacing: 'anew',
    claims: 'vpc $1',
  },
];

const protection: readonly LineRule[] = ['broadcast', 'multicast', 'unicast'].flatMap((kind) => {
  const words = `storm-control ${kind} level`;
  return setting(words, new RegExp(`^${words} 100(?:\\.0+)?$`));
});

const spanningTree: readonly LineRule[] = [
  { within: anyInterface, match: /^spanning-tree port type normal$/, key: 'port type', isSilent: true },
  {
    within: anyInterface,
    match: /^spanning-tree port type (?:edge|edge trunk|network)$/,
    key: 'port type',
    remove: 'no spanning-tree port type',
  },
  ...setting('spanning-tree bpduguard'),
  ...setting('spanning-tree bpdufilter'),
  ...setting('spanning-tree link-type', /^spanning-tree link-type auto$/),
  ...setting('spanning-tree guard'),
];

const routing: readonly LineRule[] = [
  ...setting('vrf member'),
  { within: anyInterface, match: /^(ip address \S+ secondary)$/, key: '$1' },
  ...setting('ip address'),
];

const vlans: readonly LineRule[] = [
  { within: anyVlan, match: /^name .+$/, key: 'name', remove: 'no name' },
  { within: anyVlan, match: /^vn-segment \d+$/, key: 'vn-segment', remove: 'no vn-segment' },
  { within: anyVlan, match: /^state active$/, key: 'state', isSilent: true },
  { within: anyVlan, match: /^state \S+$/, key: 'state', remove: 'no state' },
];

const domain: readonly LineRule[] = [
  // There is one domain at most; another id is another domain.
  { within: [], match: /^vpc domain \d+$/, key: 'vpc domain', claims: 'vpc domain' },
  { within: pairDomain, match: /^role priority 32667$/, key: 'role priority', isSilent: true },
  { within: pairDomain, match: /^delay restore 30$/, key: 'delay restore', isSilent: true },
  {
    within: pairDomain,
    match: /^peer-keepalive destination .+$/,
    key: 'peer-keepalive',
    remove: 'no peer-keepalive',
  },
  {
    within: pairDomain,
    match: /^(role priority|system-priority|delay restore(?: interface-vlan)?) \d+$/,
    key: '$1',
    remove: 'no $1',
  },
];

const global: readonly LineRule[] = [
  { within: [], match: /^hostname \S+$/, key: 'hostname', remove: 'no hostname' },
  { within: [], match: /^spanning-tree mode rapid-pvst$/, key: 'spanning-tree mode', isSilent: true },
  {
    within: [],
    match: /^spanning-tree mode \S+$/,
    key: 'spanning-tree mode',
    remove: 'no spanning-tree mode',
  },
];

const references: readonly ReferenceRule[] = [
  ...vlansOfInterfaces,
  { within: anyInterface, match: /^channel-group (\d+) mode \S+$/, needs: 'interface port-channel$1' },
  { within: anyInterface, match: /^(?:channel-group \d+ mode \S+|(?:no )?lacp .+)$/, needs: 'feature lacp' },
  { within: anyInterface, match: /^vpc .+$/, needs: 'feature vpc' },
  { within: anyInterface, match: /^vpc (?:\d+|peer-link)$/, needs: /^vpc domain \d+$/ },
  { within: [], match: /^vpc domain \d+$/, needs: 'feature vpc' },
  { within: [], match: /^interface Vlan\d+$/, needs: 'feature interface-vlan' },
];

export const rules: ConfigRules = {
  layout: {
    indent: 2,
    ignored: [/^!/, /^version \S+/],
    continuations: [continuedTrunkList],
    // The text stands between two lines that end in, or are, the character that was chosen for it.
    verbatim: [{ begins: /^banner (?:motd|exec) \S$/, ends: /^\S$/ }],
    spellings: [
      { match: /^interface port-channel ?(\d+)$/i, text: 'interface port-channel$1' },
      { match: /^interface eth(?:ernet)? ?(\S+)$/i, text: 'interface Ethernet$1' },
      { match: /^interface vlan ?(\d+)$/i, text: 'interface Vlan$1' },
      { match: /^channel-group (\d+)(?: force)?$/, text: 'channel-group $1 mode on' },
      { match: /^channel-group (\d+) force mode (\S+)$/, text: 'channel-group $1 mode $2' },
      // Percentages are printed with two decimals.
      { match: /^storm-control (\S+) level (\d+)$/, text: 'storm-control $1 level $2.00' },
      { match: /^storm-control (\S+) level (\d+\.\d)$/, text: 'storm-control $1 level $20' },
      // The VRF that is meant without one.
      { match: /^(peer-keepalive destination .+) vrf management$/, text: '$1' },
    ],
  },
  sections,
  lines: [
    ...switching,
    ...aggregation,
    ...protection,
    ...spanningTree,
    ...routing,
    ...vlans,
    ...domain,
    ...global,
  ],
  references,
  negation: 'no ',
  leaveWhereAmbiguous: 'exit',
};
