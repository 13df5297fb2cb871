/**
 * What forwarded before a change and does not after it. A change is judged by that alone: most ports are configured
 * before their server is switched on, so one that does not forward is no failure if it did not before either.
 */
import { compareText } from '../model/ids.ts';
import type { ObservedSwitch } from './observed-switch.ts';

/**
 * In words, each thing of a switch that forwards: ports that are up, bonds with an active member, the pair and the
 * keepalive by which its members know of each other.
 */
export function forwarding(observed: ObservedSwitch): ReadonlySet<string> {
  const members = new Set(
    [...observed.portChannels.values()].flatMap((portChannel) => [...portChannel.members.keys()]),
  );
  const ports = [...observed.ports]
    .filter(([name, port]) => port.state === 'up' && !members.has(name))
    .map(([name]) => portSubject(name));
  const bonds = [...observed.portChannels].flatMap(([id, portChannel]) =>
    [...portChannel.members]
      .filter(([, state]) => state === 'bundled' || state === 'fallback')
      .map(([port]) => memberSubject(id, port)),
  );
  const pair = observed.pair;
  return new Set([
    ...ports,
    ...bonds,
    ...(pair?.isActive === true && pair.peerLinkUp ? ['the pair domain'] : []),
    ...(pair?.keepaliveUp === true ? ['the keepalive'] : []),
  ]);
}

/**
 * What forwards no more, sorted. A port that forwarded by itself and forwards as a member of a bond now, or
 * the other way round, is not lost; nor is one that was `givenUp` on purpose.
 */
export function lostForwarding(
  before: ObservedSwitch,
  after: ObservedSwitch,
  givenUp: ReadonlySet<string>,
): readonly string[] {
  const now = forwarding(after);
  const carrying = new Set([...now].map(portOf));
  return [...forwarding(before)]
    .filter((subject) => !now.has(subject))
    .filter((subject) => !carrying.has(portOf(subject)) && !givenUp.has(portOf(subject)))
    .sort(compareText);
}

function portSubject(port: string): string {
  return `port ${port}`;
}

function memberSubject(id: number, port: string): string {
  return `member of port-channel ${String(id)} ${port}`;
}

/** The last word of a subject, which is the port; the pair is its own. */
function portOf(subject: string): string {
  return subject.slice(subject.lastIndexOf(' ') + 1);
}
