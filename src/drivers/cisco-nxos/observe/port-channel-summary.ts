/**
 * `show port-channel summary`: which members forward in which port-channel, by the flags that its legend
 * explains. Two layouts exist: one begins a row with the number of the group, the other with its name.
 */
import type { Observation } from '../../driver.ts';
import type { MemberState, ObservedPortChannel } from '../../../fabric/verify/observed-switch.ts';
import { canonicalPort, portChannelNumber } from '../port-names.ts';
import { unreadable } from './unreadable.ts';

/** A port-channel while its rows are read. */
interface Bundle {
  readonly id: number;
  readonly isUp: boolean;
  readonly members: Map<string, MemberState>;
}

const header = /^(?:Group\s+Port-\s+Type\s+Protocol\s+Member|Port-Channel\s+Protocol\s+Ports)/;
const firstRow = /^(?:\d+\s+)?(\S+)\(([A-Za-z]+)\)\s+(.*)$/;
const member = /^([A-Za-z]+[\d/]+)\(([A-Za-z+-]+)\)$/;

export const portChannelSummary: Observation = {
  command: 'show port-channel summary',
  read(output) {
    const lines = output.split('\n').map((line) => line.trim());
    const head = lines.findIndex((line) => header.test(line));
    // Without a port-channel only the legend may be printed.
    if (head < 0 && !/^\s*Flags(?::|\s*$)/m.test(output))
      throw unreadable('the table of port-channels', output);
    const bundles: Bundle[] = [];
    for (const line of head < 0 ? [] : lines.slice(head + 1)) {
      if (!/^(?:[-\s]*|Channel)$/.test(line)) readRow(line, bundles);
    }
    return { portChannels: new Map(bundles.map((bundle) => [bundle.id, observed(bundle)])) };
  },
};

/** A row begins a port-channel, or goes on with the members of the last one. */
function readRow(line: string, bundles: Bundle[]): void {
  const [, name = '', flags = '', rest = ''] = firstRow.exec(line) ?? [];
  const id = portChannelNumber(name);
  if (id !== undefined) bundles.push({ id, isUp: flags.includes('U'), members: new Map() });
  const bundle = bundles.at(-1);
  if (bundle === undefined) throw unreadable('a row of the port-channel table', line);
  const words = (id === undefined ? line : rest).split(/\s+/).filter((word) => word !== '');
  for (const word of words.slice(id === undefined ? 0 : leadingWords(words))) readMember(word, bundle);
}

/** The type and protocol columns, up to the first member. */
function leadingWords(words: readonly string[]): number {
  const isColumn = (word: string): boolean =>
    /^(?:Eth|NONE|LACP|PAgP|Static|--)(?:\(\w+\*?\^?\))?$/i.test(word);
  const first = words.findIndex((word) => !isColumn(word));
  return first < 0 ? words.length : first;
}

function readMember(word: string, bundle: Bundle): void {
  const [, name = '', flags = ''] = member.exec(word) ?? [];
  const port = canonicalPort(name);
  const state = memberState(flags);
  if (port === undefined || state === undefined) throw unreadable('a member of a port-channel', word);
  bundle.members.set(port, state);
}

/**
 * D down, P bundled, p bundled before LACP, I individual, H hot standby, s suspended, r module removed, b waits
 * for BFD. A suspended port may hear no LACP or the wrong one, which the table does not tell; that members
 * contradict one another is told by the pair.
 */
function memberState(flags: string): MemberState | undefined {
  if (!/^[DPpIHsrbMSGRU+-]+$/.test(flags)) return undefined;
  if (/[Dr]/.test(flags)) return 'down';
  if (flags.includes('P')) return 'bundled';
  if (/[Ip]/.test(flags)) return 'fallback';
  return /[HsbM]/.test(flags) ? 'waiting' : 'suspended';
}

function observed({ isUp, members }: Bundle): ObservedPortChannel {
  return { isUp, members };
}
