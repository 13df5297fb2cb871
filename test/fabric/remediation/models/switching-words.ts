/** Words that EOS and NX-OS have in common: VLANs, and what a port does with them. */
import {
  idsOf,
  mustExist,
  switchCommands,
  valueCommands,
  type Command,
  type SwitchState,
} from '../cli-model.ts';

export const vlanCommands: readonly Command<SwitchState>[] = [
  [/^name (\S+)$/, (state, [, name = ''], subject) => void vlanOf(state, subject).set('name', name)],
  [/^no name$/, (state, _, subject) => void vlanOf(state, subject).delete('name')],
];

export const vlanSections: readonly Command<SwitchState>[] = [
  [
    /^vlan ([\d,-]+)$/,
    (state, [subject = '', list = '']) => {
      for (const id of idsOf(list)) if (!state.vlans.has(id)) state.vlans.set(id, new Map());
      return { mode: 'vlan', subject };
    },
  ],
  [
    /^no vlan (\d+)$/,
    (state, [, id]) => {
      if (vlansInUse(state).has(Number(id))) throw new Error('the VLAN is in use');
      state.vlans.delete(Number(id));
      return undefined;
    },
  ],
];

export const switchingCommands: readonly Command<SwitchState>[] = [
  ...switchCommands('switchport mode trunk', 'no switchport mode'),
  ...valueCommands('description'),
  ...valueCommands('switchport access vlan', (state, id) => {
    mustExist(state, [Number(id)]);
  }),
  ...valueCommands('switchport trunk native vlan', (state, id) => {
    mustExist(state, [Number(id)]);
  }),
  ...valueCommands('switchport trunk allowed vlan', (state, list) => {
    mustExist(state, idsOf(list));
  }),
  ...valueCommands('lacp port-priority'),
];

function vlanOf(state: SwitchState, subject: string): Map<string, string> {
  const vlan = state.vlans.get(Number(subject.slice('vlan '.length)));
  if (!vlan) throw new Error(`no ${subject}`);
  return vlan;
}

/** Throws where another interface has the same value. */
export function mustBeAlone(
  state: SwitchState,
  { setting, value, subject }: { setting: string; value: string; subject: string },
): void {
  for (const [name, settings] of state.interfaces) {
    if (name !== subject && settings.get(setting) === value)
      throw new Error(`${setting} is taken by ${name}`);
  }
}

function vlansInUse(state: SwitchState): ReadonlySet<number> {
  const used = [...state.interfaces].flatMap(([name, settings]) => [
    name.startsWith('interface Vlan') ? Number(name.slice('interface Vlan'.length)) : 0,
    Number(settings.get('switchport access vlan') ?? 0),
    Number(settings.get('switchport trunk native vlan') ?? 0),
    ...idsOf(settings.get('switchport trunk allowed vlan') ?? 'none'),
  ]);
  return new Set(used);
}

/** Settings as lines, sorted. */
export function linesOf(settings: ReadonlyMap<string, string>): string[] {
  return [...settings].map(([key, value]) => `${key} ${value}`.trim()).sort();
}

/** What a port that is up passes. A trunk without a list passes every VLAN. */
export function passedBy(settings: ReadonlyMap<string, string>): ReadonlySet<string> {
  const group = settings.get('channel-group');
  if (group !== undefined) return new Set([`bond ${group}`]);
  if (!settings.has('switchport mode trunk')) return new Set([settings.get('switchport access vlan') ?? '1']);
  const list = settings.get('switchport trunk allowed vlan');
  return new Set(list === undefined ? ['every VLAN'] : idsOf(list).map(String));
}
