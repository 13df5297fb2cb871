/** `show vpc` for people: a list of `name : value`, and two tables. */
import type { BondAnswer, PairAnswer } from './pair-answer.ts';
import { unreadable } from './unreadable.ts';

/** Throws DeviceError `output-unreadable`. */
export function pairAnswerInText(output: string): PairAnswer {
  const domainId = valueOf(output, 'vPC domain id');
  if (domainId === undefined) throw unreadable('the state of the pair', output);
  const [, peerLinkTable = ''] =
    /^vPC Peer-link status\s*$([\s\S]*?)(?=^vPC status\s*$|(?![\s\S]))/m.exec(output) ?? [];
  const [, bondTable = ''] = /^vPC status\s*$([\s\S]*)/m.exec(output) ?? [];
  return {
    ...(/^\d+$/.test(domainId) ? { domainId } : {}),
    peerStatus: valueOf(output, 'Peer status') ?? '',
    keepaliveStatus: valueOf(output, 'vPC keep-alive status') ?? '',
    role: valueOf(output, 'vPC role') ?? '',
    differences: [
      ...differenceIn(output, 'type-1', [
        'Configuration consistency status',
        'Configuration inconsistency reason',
      ]),
      ...differenceIn(output, 'per VLAN', ['Per-vlan consistency status', 'Per-vlan inconsistency reason']),
      ...differenceIn(output, 'type-2', ['Type-2 consistency status', 'Type-2 inconsistency reason']),
    ],
    peerLinkStates: [...peerLinkTable.matchAll(/^\d+\s+Po\d+\s+(\S+)/gm)].map(([, state = '']) => state),
    bonds: [...bondTable.matchAll(/^(\d+)\s+Po\d+\s+(\S+)\s+(success|failed|Not)?(.*)$/gm)].map(bondIn),
  };
}

/** `down*`: the local leg is down, and the peer-link is used. */
function bondIn([, id = '', state = '', verdict, rest = '']: RegExpExecArray): BondAnswer {
  return {
    id,
    state: state.replace('*', ''),
    isOverPeerLink: state.endsWith('*'),
    ...(verdict === 'failed' ? { difference: rest.trim() } : {}),
  };
}

/** While the members do not talk nothing is compared, which is no difference between them. */
function differenceIn(
  output: string,
  kind: string,
  [verdict, reason]: readonly [string, string],
): readonly string[] {
  const why = valueOf(output, reason) ?? 'failed';
  return valueOf(output, verdict) !== 'failed' || /not performed/i.test(why) ? [] : [`${kind}: ${why}`];
}

function valueOf(output: string, name: string): string | undefined {
  return new RegExp(`^${name}\\s*: *(.*\\S)`, 'm').exec(output)?.[1];
}
