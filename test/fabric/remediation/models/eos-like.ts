import {
  emptySwitch,
  idsOf,
  listOf,
  mustExist,
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
import { eosLike } from '../rules.ts';
import type { Style } from './style.ts';
import {
  linesOf,
  mustBeAlone,
  passedBy,
  switchingCommands,
  vlanCommands,
  vlanSections,
} from './switching-words.ts';

const peerLink = 'interface Port-Channel999';
const foreignPort = 'interface Ethernet48';

export const eosStyle: Style = {
  name: 'hidden defaults, replaced lists (EOS)',
  rules: eosLike,
  print,
  prerequisites: ({ pair }) => (pair ? [`no spanning-tree vlan-id ${pair.controlVlan}`] : []),
  sections,
  foreign: [
    'no spanning-tree vlan-id 4000',
    'vlan 77',
    '   name theirs',
    foreignPort,
    '   switchport access vlan 77',
  ],
  opaque:
    'router bgp 65101\n   neighbor 192.0.2.9 remote-as 1\n   vlan 20\n      rd 1:1\nbanner motd\n  two  blanks\n! no comment\nEOF\n',
  newCli,
};

function sections({ vlans, portChannels, pair }: Device): readonly string[] {
  return [
    ...[...vlans.keys()].map((id) => `vlan ${id}`),
    ...portChannels.map(({ id }) => `interface Port-Channel${id}`),
    ...portNumbers.map((n) => `interface Ethernet${n}`),
    ...(pair
      ? [`vlan ${pair.controlVlan}`, `interface Vlan${pair.controlVlan}`, peerLink, 'mlag configuration']
      : []),
  ];
}

function print(device: Device): readonly string[] {
  const { vlans, portChannels, ports, pair } = device;
  return [
    ...[...vlans].flatMap(([id, name]) => [`vlan ${id}`, `   name ${name}`]),
    ...(pair ? [`vlan ${pair.controlVlan}`, '   name control'] : []),
    ...portChannels.flatMap(({ id, description, carries, isOnPair }) => [
      `interface Port-Channel${id}`,
      `   description ${description}`,
      ...carried(carries),
      ...(isOnPair ? [`   mlag ${id}`] : []),
    ]),
    ...(pair
      ? [peerLink, `   switchport trunk allowed vlan ${pair.controlVlan}`, '   switchport mode trunk']
      : []),
    ...ports.flatMap((use, i) => [`interface Ethernet${i + 1}`, ...portLines(use)]),
    ...(pair
      ? [
          `interface Vlan${pair.controlVlan}`,
          '   no autostate',
          '   ip address 169.254.1.0/31',
          'mlag configuration',
          '   domain-id one',
          `   local-interface Vlan${pair.controlVlan}`,
          `   peer-address ${pair.keepalive}`,
          '   peer-link Port-Channel999',
        ]
      : []),
  ];
}

function portLines(use: PortUse): readonly string[] {
  switch (use.as) {
    case 'default':
      return [];
    case 'released':
      return ['   shutdown', '   switchport trunk allowed vlan none', '   switchport mode trunk'];
    case 'edge':
      return [`   description ${use.description}`, ...carried(use.carries)];
    case 'member':
      return [
        '   switchport trunk allowed vlan none',
        '   switchport mode trunk',
        `   channel-group ${use.of} mode active`,
        `   lacp port-priority ${use.priority}`,
      ];
  }
}

function carried(carries: Carries): readonly string[] {
  if (carries.mode === 'access') return [`   switchport access vlan ${carries.vlan}`];
  const { native, tagged } = carries;
  return [
    ...(native === undefined ? [] : [`   switchport trunk native vlan ${native}`]),
    `   switchport trunk allowed vlan ${listOf(native === undefined ? tagged : [native, ...tagged])}`,
    '   switchport mode trunk',
  ];
}

function newCli(): Cli {
  const ports = [...portNumbers.map((n) => `interface Ethernet${n}`), foreignPort];
  return session(emptySwitch(ports), grammar, { show, carried: passes });
}

const grammar: Grammar<SwitchState> = {
  global: [
    ...vlanSections,
    [
      /^interface (?:Ethernet|Port-Channel|Vlan)(\d+)$/,
      (state, [text = '', id]) => {
        if (text.startsWith('interface Vlan')) mustExist(state, [Number(id)]);
        if (!state.interfaces.has(text)) state.interfaces.set(text, new Map());
        return { mode: 'interface', subject: text };
      },
    ],
    [
      /^no (interface (?:Port-Channel|Vlan)(\d+))$/,
      (state, [, text = '', id = '']) => {
        const name = text.slice('interface '.length);
        const isNamed =
          [...(state.pair?.values() ?? [])].includes(name) ||
          [...state.interfaces.values()].some(
            (settings) =>
              text.includes('Port-Channel') && settings.get('channel-group') === `${id} mode active`,
          );
        if (isNamed || !state.interfaces.delete(text)) throw new Error('named elsewhere, or not there');
        return undefined;
      },
    ],
    [
      /^mlag configuration$/,
      (state, [subject = '']) => {
        state.pair ??= new Map();
        return { mode: 'pair', subject };
      },
    ],
    [/^no mlag configuration$/, (state) => void (state.pair = undefined)],
    [
      /^(no )?spanning-tree vlan-id ([\d,-]+)$/,
      (state, [, no, list = '']) => {
        for (const id of idsOf(list)) {
          if (no === undefined) state.globals.delete(`stp ${id}`);
          else state.globals.set(`stp ${id}`, String(id));
        }
        return undefined;
      },
    ],
  ],
  vlan: vlanCommands,
  interface: [
    ...switchCommands('shutdown', 'no shutdown'),
    ...switchCommands('no autostate', 'autostate'),
    ...switchingCommands,
    ...valueCommands('channel-group', (state, value) => {
      settingsOf(state, `interface Port-Channel${value.replace(' mode active', '')}`);
    }),
    ...valueCommands('mlag', (state, id, subject) => {
      mustBeAlone(state, { setting: 'mlag', value: id, subject });
    }),
    ...valueCommands('ip address', (state, address, subject) => {
      mustBeAlone(state, { setting: 'ip address', value: address, subject });
    }),
  ],
  pair: [
    [
      /^(domain-id|local-interface|peer-address|peer-link) (\S+)$/,
      (state, [, key = '', value = '']) => {
        if (/interface|link/.test(key)) settingsOf(state, `interface ${value}`);
        state.pair?.set(key, value);
        return undefined;
      },
    ],
    [
      /^no (domain-id|local-interface|peer-address|peer-link)$/,
      (state, [, key = '']) => void state.pair?.delete(key),
    ],
  ],
};

function show(state: SwitchState): string {
  const blocks = new Map<string, string[]>();
  const stp = idsOf([...state.globals.values()].join(',') || 'none');
  if (stp.length > 0) blocks.set(`no spanning-tree vlan-id ${listOf(stp)}`, []);
  for (const [id, settings] of state.vlans) blocks.set(`vlan ${id}`, linesOf(settings));
  for (const [name, settings] of state.interfaces) blocks.set(name, linesOf(settings));
  if (state.pair) blocks.set('mlag configuration', linesOf(state.pair));
  return printed(blocks, 3);
}

function passes(state: SwitchState, port: number): ReadonlySet<string> {
  const settings = settingsOf(state, `interface Ethernet${port}`);
  return settings.has('shutdown') ? new Set() : passedBy(settings);
}
