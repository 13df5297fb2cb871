/**
 * A very small command line, written without the code under test: it knows modes from the words typed (never
 * from indentation), refuses what it does not know and what would name something that is not there, and prints
 * what it is configured to do.
 */

/** Where a command leaves the session: in a section, or where it was. */
export type Next = { readonly mode: string; readonly subject: string } | undefined;
export type Command<State> = readonly [
  pattern: RegExp,
  act: (state: State, words: readonly string[], subject: string) => Next,
];
/** Commands by mode; those of `global` are also understood inside sections that have no such command. */
export type Grammar<State> = Readonly<Record<string, readonly Command<State>[]>>;

export interface Cli {
  /** Throws an Error with the line where it is refused. */
  type(line: string): void;
  show(): string;
  /** What passes a port, in no vendor's words; nothing while it is shut. */
  carried(port: number): ReadonlySet<string>;
}

/** What all three systems have. */
export interface SwitchState {
  readonly vlans: Map<number, Map<string, string>>;
  readonly interfaces: Map<string, Map<string, string>>;
  readonly globals: Map<string, string>;
  pair: Map<string, string> | undefined;
}

export function emptySwitch(ports: readonly string[]): SwitchState {
  return {
    vlans: new Map(),
    interfaces: new Map(ports.map((port) => [port, new Map<string, string>()])),
    globals: new Map(),
    pair: undefined,
  };
}

export function session<State>(
  state: State,
  grammar: Grammar<State>,
  views: { show: (state: State) => string; carried: (state: State, port: number) => ReadonlySet<string> },
): Cli {
  let at = { mode: 'global', subject: '' };
  const run = (mode: string, text: string): boolean => {
    for (const [pattern, act] of grammar[mode] ?? []) {
      const words = pattern.exec(text);
      if (!words) continue;
      try {
        const next = act(state, words, at.subject);
        at = next ?? (mode === 'global' ? { mode: 'global', subject: '' } : at);
      } catch (cause) {
        throw new Error(`refused in ${at.subject || 'global'}: ${text}: ${String(cause)}`, { cause });
      }
      return true;
    }
    return false;
  };
  return {
    type(line) {
      const text = line.trim();
      if (text === '' || text.startsWith('!')) return;
      if (text === 'exit') at = { mode: 'global', subject: '' };
      else if (!run(at.mode, text) && !run('global', text)) {
        throw new Error(`not understood in ${at.subject || 'global'}: ${text}`);
      }
    },
    show: () => views.show(state),
    carried: (port) => views.carried(state, port),
  };
}

/** With a word instead of a number, these are other commands, such as `mlag configuration`. */
const numbered: ReadonlySet<string> = new Set(['mlag', 'vpc']);

/** Commands that set one value and take it away again. */
export function valueCommands(
  words: string,
  check: (state: SwitchState, value: string, subject: string) => void = () => undefined,
): readonly Command<SwitchState>[] {
  return [
    [
      new RegExp(`^${words} ${numbered.has(words) ? '([0-9]+)' : '(.+)'}$`),
      (state, [, value = ''], subject) => {
        check(state, value, subject);
        settingsOf(state, subject).set(words, value);
        return undefined;
      },
    ],
    [
      new RegExp(`^no ${words}$`),
      (state, _, subject) => {
        settingsOf(state, subject).delete(words);
        return undefined;
      },
    ],
  ];
}

/** A line that is there or not, with the line that ends it. */
export function switchCommands(on: string, off: string, key = on): readonly Command<SwitchState>[] {
  return [
    [new RegExp(`^${on}$`), (state, _, subject) => void settingsOf(state, subject).set(key, '')],
    [new RegExp(`^${off}$`), (state, _, subject) => void settingsOf(state, subject).delete(key)],
  ];
}

export function settingsOf(state: SwitchState, subject: string): Map<string, string> {
  const settings = state.interfaces.get(subject);
  if (!settings) throw new Error(`no ${subject}`);
  return settings;
}

/** Ids of a list as switches write it, or of `none`. */
export function idsOf(list: string): readonly number[] {
  if (list === 'none') return [];
  return list.split(',').flatMap((part) => {
    const [low = NaN, high = low] = part.split('-').map(Number);
    return Array.from({ length: high - low + 1 }, (_, i) => low + i);
  });
}

/** As switches print it: neighbours as a range. */
export function listOf(ids: readonly number[]): string {
  const sorted = [...new Set(ids)].sort((a, b) => a - b);
  const starts = sorted.filter((id) => !sorted.includes(id - 1));
  const ends = sorted.filter((id) => !sorted.includes(id + 1));
  return starts.map((start, i) => (start === ends[i] ? `${start}` : `${start}-${ends[i] ?? ''}`)).join(',');
}

/** VLAN 1 is always there. */
export function mustExist(state: SwitchState, vlans: readonly number[]): void {
  for (const id of vlans) {
    if (id !== 1 && !state.vlans.has(id)) throw new Error(`VLAN ${id} does not exist`);
  }
}

/** Lines in blocks, sorted by header so that two switches compare. */
export function printed(blocks: ReadonlyMap<string, readonly string[]>, indent: number): string {
  return [...blocks]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([header, lines]) => [header, ...[...lines].map((line) => ' '.repeat(indent) + line)].join('\n'))
    .join('\n');
}
