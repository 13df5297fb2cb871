/**
 * `show port-channel summary`: which members forward in which port-channel. The meaning of the flags is in
 * the legend that the command prints above its table.
 */
import type { Observation } from '../../driver.ts';
import type { MemberState, ObservedPortChannel } from '../../../fabric/verify/observed-switch.ts';
import { canonicalPort, portChannelNumber } from '../port-names.ts';
import { unreadable } from './json-output.ts';

/** A port-channel while its rows are read. */
interface Bundle {
  readonly id: number;
  readonly isUp: boolean;
  /** `static` or `individual` fallback is in effect on a bundle that is up. */
  readonly inFallback: boolean;
  readonly members: Map<string, MemberState>;
}

const firstRow = /^\s*(\S+)\(([A-Z]+)\)\s+([A-Za-z]+)(?:\(([^)]*)\))?(?:\s+(\S.*))?$/;
const rule = /^[-\s]+$/;

export const portChannelSummary: Observation = {
  command: 'show port-channel summary',
  read(output) {
    const lines = output.split('\n').map((line) => line.trimEnd());
    const head = lines.findIndex((line) => /^\s*Port-Channel\s+Protocol\s+Ports/.test(line));
    if (head < 0) throw unreadable('the table of port-channels', output);
    const bundles: Bundle[] = [];
    for (const line of lines.slice(head + 1)) {
      if (line.trim() !== '' && !rule.test(line)) readRow(line, bundles);
    }
    return { portChannels: new Map(bundles.map((bundle) => [bundle.id, observed(bundle)])) };
  },
};

/** A row begins a port-channel, or goes on with the members of the last one. */
function readRow(line: string, bundles: Bundle[]): void {
  const begun = bundleIn(line);
  if (begun !== undefined) bundles.push(begun.bundle);
  const bundle = bundles.at(-1);
  if (bundle === undefined) throw unreadable('a row of the port-channel table', line);
  const words = (begun?.members ?? line).trim().split(/\s+/);
  for (const word of words.filter((text) => text !== '')) readMember(word, bundle);
}

/** The port-channel that a row begins, and the rest of the row. */
function bundleIn(line: string): { bundle: Bundle; members: string } | undefined {
  const [, name = '', flags = '', , protocolFlags = '', members = ''] = firstRow.exec(line) ?? [];
  const id = portChannelNumber(name);
  if (id === undefined) return undefined;
  const isUp = flags.includes('U');
  return {
    bundle: { id, isUp, inFallback: isUp && /[*^]/.test(protocolFlags), members: new Map() },
    members,
  };
}

function readMember(word: string, bundle: Bundle): void {
  const [, name = '', flags = ''] = /^([A-Za-z]+[\d/]+)\(([A-Za-z+-]+)\)$/.exec(word) ?? [];
  if (isPeersPort(name)) return;
  const port = canonicalPort(name);
  const state = memberState(flags, bundle.inFallback);
  if (port === undefined || state === undefined) throw unreadable('a member of a port-channel', word);
  bundle.members.set(port, state);
}

/** `PEt10` is port `Et10` of the other member of the pair, listed with an MLAG that is up on both. */
function isPeersPort(name: string): boolean {
  return name.startsWith('PEt') && canonicalPort(name.slice(1)) !== undefined;
}

/** By the legend: D down, P bundled, G aggregable, + in sync, s suspended, I individual, w wait, i incompatible. */
function memberState(flags: string, inFallback: boolean): MemberState | undefined {
  if (!/^[DPGsIwiSU+-]+$/.test(flags)) return undefined;
  if (flags.includes('D')) return 'down';
  if (flags.includes('P')) return inFallback && !flags.includes('+') ? 'fallback' : 'bundled';
  if (flags.includes('I')) return inFallback ? 'fallback' : 'waiting';
  if (flags.includes('w')) return 'waiting';
  return 'suspended';
}

function observed(bundle: Bundle): ObservedPortChannel {
  return { isUp: bundle.isUp, members: bundle.members };
}
