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
import { os10Like } from '../rules.ts';
import type { Style } from './style.ts';
import { linesOf, mustBeAlone } from './switching-words.ts';

const domain = 'vlt-domain 7';
const foreignPort = 'interface ethernet1/1/48';

export const os10Style: Style = {
  name: 'printed defaults, added lists (OS10)',
  rules: os10Like,
  print,
  prerequisites: () => [],
  sections,
  foreign: [
    'interface vlan77',
    ' description theirs',
    foreignPort,
    ' no shutdown',
    ' switchport access vlan 77',
  ],
  opaque:
    'router bgp 65101\n neighbor 192.0.2.9\n  remote-as 1\n !\n address-family ipv4 unicast\n  redistribute connected\n',
  newCli,
};

function sections({ vlans, portChannels, pair }: Device): readonly string[] {
  return [
    ...[...vlans.keys()].map((id) => `interface vlan${id}`),
    ...portChannels.map(({ id }) => `interface port-channel${id}`),
    ...portNumbers.map((n) => `interface ethernet1/1/${n}`),
    ...(pair ? [domain] : []),
  ];
}

function print({ vlans, portChannels, ports, pair }: Device): readonly string[] {
  return [
    ...[...vlans].flatMap(([id, name]) => [`interface vlan${id}`, ` description ${name}`, ' no shutdown']),
    ...(pair ? [domain, ` backup destination ${pair.keepalive}`] : []),
    ...portChannels.flatMap(({ id, description, carries, isOnPair }) => [
      `interface port-channel${id}`,
      ` description ${description}`,
      ' no shutdown',
      ...carried(carries),
      ...(isOnPair ? [` vlt-port-channel ${id}`] : []),
    ]),
    ...ports.flatMap((use, i) => [`interface ethernet1/1/${i + 1}`, ...portLines(use)]),
  ];
}

function portLines(use: PortUse): readonly string[] {
  switch (use.as) {
    case 'default':
      return [' no shutdown', ' switchport access vlan 1'];
    case 'released':
      return [' shutdown', ' switchport access vlan 1'];
    case 'edge':
      return [` description ${use.description}`, ' no shutdown', ...carried(use.carries)];
    case 'member':
      return [
        ' no shutdown',
        ` channel-group ${use.of} mode active`,
        ' no switchport',
        ` lacp port-priority ${use.priority}`,
      ];
  }
}

function carried(carries: Carries): readonly string[] {
  if (carries.mode === 'access') return [` switchport access vlan ${carries.vlan}`];
  const { native, tagged } = carries;
  return [
    ' switchport mode trunk',
    ...(native === undefined ? [] : [` switchport access vlan ${native}`]),
    ...(tagged.length === 0 ? [] : [` switchport trunk allowed vlan ${listOf(tagged)}`]),
  ];
}

/** Every port prints all it does, so a configuration is typed onto ports of which nothing is said. */
function newCli(): Cli {
  const ports = [...portNumbers.map((n) => `interface ethernet1/1/${n}`), foreignPort];
  return session(emptySwitch(ports), grammar, { show, carried: passes });
}

const list = 'switchport trunk allowed vlan';
const untagged = 'switchport access vlan';

const grammar: Grammar<SwitchState> = {
  global: [
    [
      /^interface (?:vlan|ethernet1\/1\/|port-channel)\d+$/,
      (state, [text = '']) => {
        if (!state.interfaces.has(text)) state.interfaces.set(text, new Map());
        const vlan = /vlan(\d+)$/.exec(text)?.[1];
        if (vlan !== undefined) state.vlans.set(Number(vlan), new Map());
        return { mode: 'interface', subject: text };
      },
    ],
    [
      /^no interface vlan(\d+)$/,
      (state, [, id = '']) => {
        const users = [...state.interfaces.values()].filter(
          (settings) =>
            settings.get(untagged) === id || idsOf(settings.get(list) ?? 'none').includes(Number(id)),
        );
        if (users.length > 0) throw new Error('the VLAN is in use');
        state.vlans.delete(Number(id));
        state.interfaces.delete(`interface vlan${id}`);
        return undefined;
      },
    ],
    [
      /^no interface port-channel (\d+)$/,
      (state, [, id = '']) => {
        const members = [...state.interfaces.values()].filter(
          (settings) => settings.get('channel-group') === `${id} mode active`,
        );
        const isGone = members.length === 0 && state.interfaces.delete(`interface port-channel${id}`);
        if (!isGone) throw new Error('it has members, or is not there');
        return undefined;
      },
    ],
    [
      /^vlt-domain \d+$/,
      (state, [subject = '']) => {
        state.pair ??= new Map();
        return { mode: 'pair', subject };
      },
    ],
    [
      /^no vlt-domain \d+$/,
      (state) => {
        const users = [...state.interfaces.values()].filter((settings) => settings.has('vlt-port-channel'));
        if (users.length > 0) throw new Error('the domain is in use');
        state.pair = undefined;
        return undefined;
      },
    ],
  ],
  interface: [
    ...['shutdown', 'no shutdown'].map(
      (line) =>
        [
          new RegExp(`^${line}$`),
          (state: SwitchState, _: readonly string[], subject: string) => {
            for (const one of ['shutdown', 'no shutdown']) settingsOf(state, subject).delete(one);
            settingsOf(state, subject).set(line, '');
            return undefined;
          },
        ] as const,
    ),
    ...switchCommands('no switchport', 'switchport'),
    [
      /^switchport mode trunk$/,
      (state, [line = ''], subject) => void settingsOf(state, subject).set(line, ''),
    ],
    [
      /^switchport mode access$/,
      (state, _, subject) => {
        const settings = settingsOf(state, subject);
        if (settings.has(list)) throw new Error('clear the allowed VLANs first');
        settings.delete('switchport mode trunk');
        return undefined;
      },
    ],
    [
      /^switchport trunk allowed vlan (\S+)$/,
      (state, [, ids = ''], subject) => {
        const settings = settingsOf(state, subject);
        mustExist(state, idsOf(ids));
        if (!settings.has('switchport mode trunk')) throw new Error('the port is no trunk');
        if (idsOf(ids).includes(Number(settings.get(untagged)))) throw new Error('the VLAN is untagged here');
        settings.set(list, listOf([...idsOf(settings.get(list) ?? 'none'), ...idsOf(ids)]));
        return undefined;
      },
    ],
    [
      /^no switchport trunk allowed vlan (\S+)$/,
      (state, [, ids = ''], subject) => {
        const settings = settingsOf(state, subject);
        const left = idsOf(settings.get(list) ?? 'none').filter((id) => !idsOf(ids).includes(id));
        if (left.length === 0) settings.delete(list);
        else settings.set(list, listOf(left));
        return undefined;
      },
    ],
    ...valueCommands(untagged, (state, id, subject) => {
      mustExist(state, [Number(id)]);
      const tagged = idsOf(settingsOf(state, subject).get(list) ?? 'none');
      if (tagged.includes(Number(id))) throw new Error('the VLAN is tagged here');
    }),
    ...valueCommands('description'),
    ...valueCommands('lacp port-priority'),
    ...valueCommands('channel-group', (state, value, subject) => {
      settingsOf(state, `interface port-channel${value.replace(' mode active', '')}`);
      const settings = settingsOf(state, subject);
      if (settings.has('switchport mode trunk') || settings.has(untagged)) throw new Error('it has VLANs');
    }),
    ...valueCommands('vlt-port-channel', (state, id, subject) => {
      if (!state.pair) throw new Error('no domain');
      mustBeAlone(state, { setting: 'vlt-port-channel', value: id, subject });
    }),
  ],
  pair: [
    [/^(backup destination) (\S+)$/, (state, [, key = '', value = '']) => void state.pair?.set(key, value)],
    [/^no (backup destination)$/, (state, [, key = '']) => void state.pair?.delete(key)],
  ],
};

function show(state: SwitchState): string {
  const blocks = new Map<string, string[]>();
  for (const [name, settings] of state.interfaces) blocks.set(name, linesOf(settings));
  if (state.pair) blocks.set(domain, linesOf(state.pair));
  return printed(blocks, 1);
}

function passes(state: SwitchState, port: number): ReadonlySet<string> {
  const settings = settingsOf(state, `interface ethernet1/1/${port}`);
  if (settings.has('shutdown')) return new Set();
  const group = settings.get('channel-group');
  if (group !== undefined) return new Set([`bond ${group}`]);
  if (settings.has('no switchport')) return new Set();
  const access = settings.get(untagged);
  if (!settings.has('switchport mode trunk')) return new Set([access ?? '1']);
  return new Set([
    ...(access === undefined ? [] : [access]),
    ...idsOf(settings.get(list) ?? 'none').map(String),
  ]);
}
