import {
  emptySwitch,
  listOf,
  printed,
  session,
  settingsOf,
  switchCommands,
  valueCommands,
  type Cli,
  type Grammar,
  type SwitchState,
} from '../cli-model.ts';
import { portNumbers, type Carries, type Device, type PortUse } from '../device.ts';
import { nxosLike } from '../rules.ts';
import type { Style } from './style.ts';
import {
  linesOf,
  mustBeAlone,
  passedBy,
  switchingCommands,
  vlanCommands,
  vlanSections,
} from './switching-words.ts';

const domain = 'vpc domain 7';
const peerLink = 'interface port-channel999';
const foreignPort = 'interface Ethernet1/48';

export const nxosStyle: Style = {
  name: 'features first, off by default (NX-OS)',
  rules: nxosLike,
  print,
  prerequisites: ({ pair, portChannels }) => [
    ...(portChannels.length > 0 ? ['feature lacp'] : []),
    ...(pair ? ['feature vpc'] : []),
  ],
  sections,
  foreign: [
    'vlan 77',
    '  name theirs',
    foreignPort,
    '  switchport',
    '  switchport access vlan 77',
    '  no shutdown',
  ],
  opaque:
    'router bgp 65101\n  neighbor 192.0.2.9\n    remote-as 1\n    address-family ipv4 unicast\n      send-community\n',
  newCli,
};

function sections({ vlans, portChannels, pair }: Device): readonly string[] {
  return [
    ...[...vlans.keys()].map((id) => `vlan ${id}`),
    ...portChannels.map(({ id }) => `interface port-channel${id}`),
    ...portNumbers.map((n) => `interface Ethernet1/${n}`),
    ...(pair ? [domain, peerLink] : []),
  ];
}

/** All VLANs in one line first, as the device prints them, then the names. */
function print({ vlans, portChannels, ports, pair }: Device): readonly string[] {
  return [
    `vlan ${listOf([...vlans.keys()])}`,
    ...[...vlans].flatMap(([id, name]) => [`vlan ${id}`, `  name ${name}`]),
    ...(pair ? [domain, `  peer-keepalive destination ${pair.keepalive}`] : []),
    ...portChannels.flatMap(({ id, description, carries, isOnPair }) => [
      `interface port-channel${id}`,
      `  description ${description}`,
      '  switchport',
      ...carried(carries),
      '  no lacp suspend-individual',
      ...(isOnPair ? [`  vpc ${id}`] : []),
      '  no shutdown',
    ]),
    ...(pair
      ? [peerLink, '  switchport', '  switchport mode trunk', '  vpc peer-link', '  no shutdown']
      : []),
    ...ports.flatMap((use, i) => [`interface Ethernet1/${i + 1}`, ...portLines(use)]),
  ];
}

function portLines(use: PortUse): readonly string[] {
  switch (use.as) {
    case 'default':
      return [];
    case 'released':
      return ['  switchport', '  switchport mode trunk', '  switchport trunk allowed vlan none'];
    case 'edge':
      return [`  description ${use.description}`, '  switchport', ...carried(use.carries), '  no shutdown'];
    case 'member':
      return [
        '  switchport',
        '  switchport mode trunk',
        '  switchport trunk allowed vlan none',
        `  lacp port-priority ${use.priority}`,
        `  channel-group ${use.of} mode active`,
        '  no shutdown',
      ];
  }
}

function carried(carries: Carries): readonly string[] {
  if (carries.mode === 'access') return [`  switchport access vlan ${carries.vlan}`];
  const { native, tagged } = carries;
  return [
    '  switchport mode trunk',
    ...(native === undefined ? [] : [`  switchport trunk native vlan ${native}`]),
    `  switchport trunk allowed vlan ${listOf(native === undefined ? tagged : [native, ...tagged])}`,
  ];
}

function newCli(): Cli {
  const ports = [...portNumbers.map((n) => `interface Ethernet1/${n}`), foreignPort];
  return session(emptySwitch(ports), grammar, { show, carried: passes });
}

const grammar: Grammar<SwitchState> = {
  global: [
    [/^feature (lacp|vpc)$/, (state, [line = '']) => void state.globals.set(line, '')],
    [
      /^no (feature (lacp|vpc))$/,
      (state, [, feature = '', name = '']) => {
        const words = name === 'vpc' ? 'vpc' : 'channel-group';
        const users = [...state.interfaces.values()].filter((settings) => settings.has(words));
        if (users.length > 0 || (name === 'vpc' && state.pair)) throw new Error('the feature is in use');
        state.globals.delete(feature);
        return undefined;
      },
    ],
    ...vlanSections,
    [
      /^interface (?:Ethernet1\/|port-channel)\d+$/,
      (state, [text = '']) => {
        if (!state.interfaces.has(text)) state.interfaces.set(text, new Map());
        return { mode: 'interface', subject: text };
      },
    ],
    [
      /^no (interface port-channel(\d+))$/,
      (state, [, text = '', id = '']) => {
        const members = [...state.interfaces.values()].filter(
          (settings) => settings.get('channel-group') === `${id} mode active`,
        );
        if (members.length > 0 || !state.interfaces.delete(text))
          throw new Error('it has members, or is not there');
        return undefined;
      },
    ],
    [
      /^vpc domain \d+$/,
      (state, [subject = '']) => {
        mustHave(state, 'feature vpc');
        state.pair ??= new Map();
        return { mode: 'pair', subject };
      },
    ],
    [
      /^no vpc domain \d+$/,
      (state) => {
        const users = [...state.interfaces.values()].filter(
          (settings) => settings.has('vpc') || settings.has('vpc peer-link'),
        );
        if (users.length > 0) throw new Error('the domain is in use');
        state.pair = undefined;
        return undefined;
      },
    ],
  ],
  vlan: vlanCommands,
  interface: [
    ...switchCommands('no shutdown', 'shutdown'),
    ...switchCommands('switchport', 'no switchport'),
    ...switchCommands('no lacp suspend-individual', 'lacp suspend-individual'),
    ...switchCommands('vpc peer-link', 'no vpc peer-link'),
    ...switchingCommands,
    ...valueCommands('channel-group', (state, value, subject) => {
      mustHave(state, 'feature lacp');
      settingsOf(state, `interface port-channel${value.replace(' mode active', '')}`);
      if (settingsOf(state, subject).has('channel-group')) throw new Error('leave the other one first');
    }),
    ...valueCommands('vpc', (state, id, subject) => {
      if (!state.pair) throw new Error('no domain');
      mustBeAlone(state, { setting: 'vpc', value: id, subject });
      if (settingsOf(state, subject).has('vpc')) throw new Error('leave the other one first');
    }),
  ],
  pair: [
    [
      /^(peer-keepalive destination) (\S+)$/,
      (state, [, key = '', value = '']) => void state.pair?.set(key, value),
    ],
    [/^no (peer-keepalive destination)$/, (state, [, key = '']) => void state.pair?.delete(key)],
  ],
};

function mustHave(state: SwitchState, feature: string): void {
  if (!state.globals.has(feature)) throw new Error(`${feature} is off`);
}

function show(state: SwitchState): string {
  const blocks = new Map<string, string[]>([...state.globals.keys()].map((line) => [line, []]));
  for (const [id, settings] of state.vlans) blocks.set(`vlan ${id}`, linesOf(settings));
  for (const [name, settings] of state.interfaces) blocks.set(name, linesOf(settings));
  if (state.pair) blocks.set(domain, linesOf(state.pair));
  return printed(blocks, 2);
}

/** A port that is no switch port routes and passes no VLAN. */
function passes(state: SwitchState, port: number): ReadonlySet<string> {
  const settings = settingsOf(state, `interface Ethernet1/${port}`);
  return settings.has('no shutdown') && settings.has('switchport') ? passedBy(settings) : new Set();
}
