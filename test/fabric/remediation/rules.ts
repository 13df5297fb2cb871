/**
 * Rules of three ways to write configuration, by hand from guides and captures of vendors: one that hides
 * defaults and replaces lists (EOS), one that shows what is on and needs features (NX-OS), one that prints
 * defaults and adds to lists (OS10). They are for tests of the core only.
 */
import type { ConfigRules, LineRule } from '../../../src/fabric/remediation/config-rules.ts';

const anyInterface = [/^interface /];

function oneValue(words: string, more: Partial<LineRule> = {}): LineRule {
  return {
    within: anyInterface,
    match: new RegExp(`^${words} \\S.*$`),
    key: words,
    remove: `no ${words}`,
    ...more,
  };
}

export const eosLike: ConfigRules = {
  layout: {
    indent: 3,
    ignored: [/^!/, /^end$/],
    continuations: [
      {
        match: /^switchport trunk allowed vlan add ([\d,-]+)$/,
        joins: /^switchport trunk allowed vlan [\d,-]+$/,
      },
    ],
    verbatim: [{ begins: /^banner (login|motd)$/, ends: /^EOF$/ }],
    spellings: [
      { match: /^mlag$/, text: 'mlag configuration' },
      { match: /^interface Port-channel ?(\d+)$/i, text: 'interface Port-Channel$1' },
    ],
    separator: '!',
  },
  sections: [
    { within: [], header: /^vlan ([\d,-]+)$/, expands: 'vlan $1' },
    { within: [], header: /^interface Ethernet\S+$/, isPermanent: true },
    { within: [], header: /^interface \S+$/ },
    { within: [], header: /^mlag configuration$/ },
    { within: [], header: /^ip access-list \S+$/, isOrdered: true },
    { within: [], header: /^router bgp \d+$/ },
    { within: [/^router bgp \d+$/], header: /^vlan \d+$/ },
  ],
  lines: [
    oneValue('description'),
    { within: anyInterface, match: /^no shutdown$/, key: 'shutdown', isSilent: true },
    { within: anyInterface, match: /^shutdown$/, key: 'shutdown', place: 'first' },
    { within: anyInterface, match: /^switchport mode access$/, key: 'mode', isSilent: true },
    {
      within: anyInterface,
      match: /^switchport mode trunk$/,
      key: 'mode',
      remove: 'no switchport mode',
      place: 'turn',
    },
    {
      within: anyInterface,
      match: /^switchport access vlan 1$/,
      key: 'switchport access vlan',
      isSilent: true,
    },
    oneValue('switchport access vlan'),
    oneValue('switchport trunk native vlan'),
    {
      within: anyInterface,
      match: /^switchport trunk allowed vlan ([\d,-]+|none)$/,
      key: 'allowed',
      remove: 'no switchport trunk allowed vlan',
      list: { typing: 'replaces', empty: 'switchport trunk allowed vlan none' },
    },
    {
      within: anyInterface,
      match: /^channel-group \d+ mode active$/,
      key: 'channel-group',
      remove: 'no channel-group',
      place: 'last',
    },
    { within: anyInterface, match: /^lacp port-priority 32768$/, key: 'lacp port-priority', isSilent: true },
    oneValue('lacp port-priority'),
    { within: anyInterface, match: /^mlag (\d+)$/, key: 'mlag', remove: 'no mlag', claims: 'mlag $1' },
    { within: [/^interface Vlan/], match: /^(ip address) \S+$/, key: '$1', claims: 'control address' },
    { within: [/^vlan \d+$/], match: /^name \S+$/, key: 'name', remove: 'no name' },
    {
      within: [/^mlag configuration$/],
      match: /^(domain-id|local-interface|peer-address|peer-link) \S+$/,
      key: '$1',
      remove: 'no $1',
    },
    {
      within: [],
      match: /^no spanning-tree vlan-id ([\d,-]+)$/,
      key: 'no stp',
      list: { typing: 'adds', add: 'no spanning-tree vlan-id $1', remove: 'spanning-tree vlan-id $1' },
    },
    { within: [], match: /^spanning-tree mode \S+$/, key: 'stp mode' },
  ],
  references: [
    { within: anyInterface, match: /^switchport access vlan (\d+)$/, needs: 'vlan $1' },
    { within: anyInterface, match: /^switchport trunk native vlan (\d+)$/, needs: 'vlan $1' },
    {
      within: anyInterface,
      match: /^switchport trunk allowed vlan ([\d,-]+)$/,
      needs: 'vlan $1',
      isList: true,
    },
    { within: anyInterface, match: /^channel-group (\d+) /, needs: 'interface Port-Channel$1' },
    { within: [], match: /^interface Vlan(\d+)$/, needs: 'vlan $1' },
    {
      within: [/^mlag configuration$/],
      match: /^(?:local-interface|peer-link) (\S+)$/,
      needs: 'interface $1',
    },
  ],
  negation: 'no',
  leaveWhereAmbiguous: 'exit',
};

export const nxosLike: ConfigRules = {
  layout: {
    indent: 2,
    ignored: [/^!/, /^version /],
    continuations: [
      {
        match: /^switchport trunk allowed vlan add ([\d,-]+)$/,
        joins: /^switchport trunk allowed vlan [\d,-]+$/,
      },
    ],
    spellings: [{ match: /^interface port-channel (\d+)$/i, text: 'interface port-channel$1' }],
  },
  sections: [
    { within: [], header: /^vlan ([\d,-]+)$/, expands: 'vlan $1' },
    { within: [], header: /^interface Ethernet\S+$/, isPermanent: true },
    { within: [], header: /^interface \S+$/ },
    { within: [], header: /^vpc domain \d+$/ },
  ],
  lines: [
    oneValue('description'),
    // A port of this box is off unless it says that it is on.
    { within: anyInterface, match: /^shutdown$/, key: 'shutdown', isSilent: true },
    { within: anyInterface, match: /^no shutdown$/, key: 'shutdown', place: 'last' },
    { within: anyInterface, match: /^switchport$/, key: 'switchport', place: 'first' },
    {
      within: anyInterface,
      match: /^switchport mode trunk$/,
      key: 'mode',
      remove: 'no switchport mode',
      place: 'turn',
    },
    oneValue('switchport access vlan'),
    oneValue('switchport trunk native vlan'),
    {
      within: anyInterface,
      match: /^switchport trunk allowed vlan ([\d,-]+|none)$/,
      key: 'allowed',
      remove: 'no switchport trunk allowed vlan',
      list: { typing: 'replaces', empty: 'switchport trunk allowed vlan none' },
    },
    {
      within: anyInterface,
      match: /^channel-group \d+ mode active$/,
      key: 'channel-group',
      remove: 'no channel-group',
      place: 'last',
      replacing: 'anew',
    },
    oneValue('lacp port-priority'),
    // Positive lines are the default, and typing them takes the negative ones away.
    { within: anyInterface, match: /^no lacp suspend-individual$/, key: 'suspend' },
    {
      within: anyInterface,
      match: /^vpc (\d+)$/,
      key: 'vpc',
      remove: 'no vpc',
      replacing: 'anew',
      claims: 'vpc $1',
    },
    { within: anyInterface, match: /^vpc peer-link$/, key: 'peer-link', remove: 'no vpc peer-link' },
    { within: [/^vlan \d+$/], match: /^name \S+$/, key: 'name', remove: 'no name' },
    {
      within: [/^vpc domain \d+$/],
      match: /^(peer-keepalive destination|role priority) \S+$/,
      key: '$1',
      remove: 'no $1',
    },
  ],
  references: [
    { within: anyInterface, match: /^switchport access vlan (\d+)$/, needs: 'vlan $1' },
    { within: anyInterface, match: /^switchport trunk native vlan (\d+)$/, needs: 'vlan $1' },
    {
      within: anyInterface,
      match: /^switchport trunk allowed vlan ([\d,-]+)$/,
      needs: 'vlan $1',
      isList: true,
    },
    { within: anyInterface, match: /^channel-group (\d+) /, needs: 'interface port-channel$1' },
    { within: anyInterface, match: /^channel-group /, needs: 'feature lacp' },
    { within: anyInterface, match: /^vpc /, needs: 'feature vpc' },
    { within: anyInterface, match: /^vpc /, needs: 'vpc domain 7' },
    { within: [], match: /^vpc domain /, needs: 'feature vpc' },
  ],
  negation: 'no',
};

export const os10Like: ConfigRules = {
  layout: { indent: 1, ignored: [/^!/], continuations: [] },
  sections: [
    { within: [], header: /^interface vlan\d+$/ },
    {
      within: [],
      header: /^interface ethernet\S+$/,
      isPermanent: true,
      defaults: ['no shutdown', 'switchport access vlan 1'],
    },
    { within: [], header: /^interface (port-channel)(\d+)$/, remove: 'no interface $1 $2' },
    { within: [], header: /^vlt-domain \d+$/ },
  ],
  lines: [
    oneValue('description'),
    { within: anyInterface, match: /^shutdown$/, key: 'shutdown', place: 'first' },
    { within: anyInterface, match: /^no shutdown$/, key: 'shutdown', place: 'last' },
    {
      within: anyInterface,
      match: /^switchport mode trunk$/,
      key: 'mode',
      remove: 'switchport mode access',
      place: 'turn',
    },
    oneValue('switchport access vlan'),
    {
      within: anyInterface,
      match: /^switchport trunk allowed vlan ([\d,-]+)$/,
      key: 'allowed',
      place: 'last',
      list: {
        typing: 'adds',
        add: 'switchport trunk allowed vlan $1',
        remove: 'no switchport trunk allowed vlan $1',
      },
    },
    { within: anyInterface, match: /^no switchport$/, key: 'switchport', place: 'turn' },
    {
      within: anyInterface,
      match: /^channel-group \d+ mode active$/,
      key: 'channel-group',
      remove: 'no channel-group',
      place: 'last',
    },
    oneValue('lacp port-priority'),
    oneValue('vlt-port-channel', { match: /^vlt-port-channel (\d+)$/, claims: 'vlt $1' }),
    {
      within: [/^vlt-domain \d+$/],
      match: /^(backup destination|discovery-interface) (\S+)$/,
      key: '$1',
      remove: 'no $1',
    },
  ],
  references: [
    { within: anyInterface, match: /^switchport access vlan (\d+)$/, needs: 'interface vlan$1' },
    {
      within: anyInterface,
      match: /^switchport trunk allowed vlan ([\d,-]+)$/,
      needs: 'interface vlan$1',
      isList: true,
    },
    { within: anyInterface, match: /^channel-group (\d+) /, needs: 'interface port-channel$1' },
    { within: anyInterface, match: /^vlt-port-channel /, needs: 'vlt-domain 7' },
  ],
  negation: 'no',
};
