/**
 * `show port-channel summary`: which members forward in which port-channel. Table and flags by the OS10 User
 * Guide: D down, I up but inactive, P up and active, U port-channel up, F fallback activated, IND individual.
 */
import type { Observation } from '../../driver.ts';
import type { MemberState, ObservedPortChannel } from '../../../fabric/verify/observed-switch.ts';
import { canonicalPort, portChannelNumber } from '../port-names.ts';
import { unreadable } from './xml-output.ts';

/** A port-channel while its rows are read. */
interface Bundle {
  readonly id: number;
  readonly flags: string;
  readonly members: Map<string, MemberState>;
}

const firstRow = /^\s*\d+\s+(port-channel\d+)\s*\(([A-Z]+)\)\s+\S+\s+\S+(?:\s+(\S.*))?$/;
const rule = /^[-\s]+$/;

export const portChannelSummary: Observation = {
  command: 'show port-channel summary',
  read(output) {
    const lines = output.split('\n').map((line) => line.trimEnd());
    const head = lines.findIndex((line) => /^\s*Group\s+Port-Channel\s+Type\s+Protocol/.test(line));
    if (head < 0) throw unreadable('the table of port-channels', output);
    const bundles: Bundle[] = [];
    for (const line of lines.slice(head + 1)) if (!rule.test(line) && line !== '') readRow(line, bundles);
    return { portChannels: new Map(bundles.map((bundle) => [bundle.id, observed(bundle)])) };
  },
};

/** A row begins a port-channel, or goes on with the members of the last one. */
function readRow(line: string, bundles: Bundle[]): void {
  const [, name = '', flags = '', members = ''] = firstRow.exec(line) ?? [];
  const id = portChannelNumber(name);
  if (id !== undefined) bundles.push({ id, flags, members: new Map() });
  const bundle = bundles.at(-1);
  if (bundle === undefined) throw unreadable('a row of the port-channel table', line);
  const words = (id === undefined ? line : members).trim().split(/[\s,]+/);
  for (const word of words.filter((text) => text !== '')) readMember(word, bundle);
}

/** Members are printed without the word for the port: `1/1/1(P)`. */
function readMember(word: string, bundle: Bundle): void {
  const [, numbers = '', flags = ''] = /^(?:Eth|ethernet)?([\d/:]+)\(([A-Z]+)\)$/.exec(word) ?? [];
  const port = canonicalPort(`ethernet${numbers}`);
  const state = memberState(flags, bundle.flags.includes('F'));
  if (port === undefined || state === undefined) throw unreadable('a member of a port-channel', word);
  bundle.members.set(port, state);
}

/** An individual port is up and outside the aggregate, as one that is inactive is. */
function memberState(flags: string, inFallback: boolean): MemberState | undefined {
  if (flags === 'IND' || flags === 'I') return 'waiting';
  if (flags === 'D') return 'down';
  if (flags.includes('F')) return 'fallback';
  if (flags === 'P') return inFallback ? 'fallback' : 'bundled';
  return undefined;
}

function observed({ flags, members }: Bundle): ObservedPortChannel {
  return { isUp: flags.includes('U'), members };
}
