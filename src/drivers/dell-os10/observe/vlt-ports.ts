/**
 * `show vlt <domain> vlt-port-detail`: every port-channel of the pair and on which members it is up. Read
 * by the outputs in public notes, for want of a capture of our own.
 */
import type { Observation } from '../../driver.ts';
import type { MlagState } from '../../../fabric/verify/observed-switch.ts';
import { unreadable } from './xml-output.ts';
import { domainHeader } from './vlt-domain.ts';

const heading = /^\s*vlt-port-channel ID\s*:\s*(\d+)\s*$/i;
/** Unit (`*`: this one), port-channel, state. */
const member = /^\s*\*?\s*\d+\s+port-channel\d+\s+(\S+)/i;

export const vltPorts: Observation = {
  where: domainHeader,
  command: 'show vlt $1 vlt-port-detail',
  read(output) {
    const states = new Map<number, boolean[]>();
    let current: boolean[] | undefined;
    for (const line of output.split('\n')) {
      const [, id] = heading.exec(line) ?? [];
      const [, state] = member.exec(line) ?? [];
      if (id !== undefined) states.set(Number(id), (current = []));
      if (state === undefined) continue;
      if (current === undefined) throw unreadable('a port of the VLT domain', line);
      current.push(state.toLowerCase() === 'up');
    }
    return { mlags: new Map([...states].map(([id, ups]) => [id, stateOf(ups)])) };
  },
};

function stateOf(ups: readonly boolean[]): MlagState {
  const up = ups.filter((isUp) => isUp).length;
  if (up === 0) return 'inactive';
  return up === ups.length && up > 1 ? 'full' : 'partial';
}
