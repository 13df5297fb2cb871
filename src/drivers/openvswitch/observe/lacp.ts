/** `ovs-appctl lacp/show`: what every port hears by LACP. */
import type { MemberState } from '../../../fabric/verify/observed-switch.ts';

/** Headings stand between dashes; a member's line says what its receive machine is in and whether it is attached. */
const member = /^\s*(?:member|slave): (\S+): (\S+)(?: (\S+))?\s*$/;
const mayEnable = /^\s*may_enable: (true|false)\s*$/;

/**
 * By interface, for those that have carrier. `current`: LACPDUs come in; `attached`: the partner has chosen the same
 * aggregate; `may_enable` without them is the fallback of a bond whose server does not speak LACP.
 */
export function lacpStates(output: string): ReadonlyMap<string, MemberState> {
  const states = new Map<string, MemberState>();
  let current: { name: string; isCurrent: boolean } | undefined;
  for (const line of output.split('\n')) {
    const [, name, status] = member.exec(line) ?? [];
    if (name !== undefined) current = { name, isCurrent: status === 'current' };
    const [, enabled] = mayEnable.exec(line) ?? [];
    if (enabled === undefined || current === undefined) continue;
    states.set(current.name, stateOf(current.isCurrent, enabled === 'true'));
    current = undefined;
  }
  return states;
}

function stateOf(isCurrent: boolean, mayForward: boolean): MemberState {
  if (isCurrent) return mayForward ? 'bundled' : 'suspended';
  return mayForward ? 'fallback' : 'waiting';
}
