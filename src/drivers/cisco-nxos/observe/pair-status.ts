/**
 * `show vpc`: the pair as this member sees it, and every multi-chassis port-channel; as JSON or as text. The
 * JSON says `peer-ok` and `1` where the text says `peer adjacency formed ok` and `up`.
 */
import type { Observation } from '../../driver.ts';
import type { MlagState, ObservedPair, ObservedSwitch } from '../../../fabric/verify/observed-switch.ts';
import { isJson } from './json-output.ts';
import type { BondAnswer, PairAnswer } from './pair-answer.ts';
import { pairAnswerInJson } from './pair-answer-json.ts';
import { pairAnswerInText } from './pair-answer-text.ts';

export const pairStatus: Observation = {
  command: 'show vpc | json',
  mayBeRefused: true,
  read(output): Partial<ObservedSwitch> {
    const answer = isJson(output) ? pairAnswerInJson(output) : pairAnswerInText(output);
    if (answer.domainId === undefined) return {};
    return {
      pair: pairOf(answer),
      mlags: new Map(answer.bonds.map((bond) => [Number(bond.id), bondState(bond)])),
    };
  },
};

function pairOf(answer: PairAnswer): ObservedPair {
  const isActive = /^peer(?:-ok$| adjacency formed ok)/.test(answer.peerStatus);
  const role = operationalRole(answer.role);
  return {
    isActive,
    peerLinkUp: answer.peerLinkStates.some(isUp),
    ...keepaliveIn(answer),
    inconsistencies: [
      ...answer.differences,
      ...answer.bonds.flatMap(({ id, difference }) =>
        difference === undefined ? [] : [`bond ${id}: ${difference}`],
      ),
    ],
    ...(isActive && role !== undefined ? { role } : {}),
  };
}

/** `primary, operational secondary`: what it is now counts. */
function operationalRole(text: string): ObservedPair['role'] {
  const [, role] = /operational[ -](primary|secondary)/.exec(text) ?? /^(primary|secondary)/.exec(text) ?? [];
  return role === 'primary' || role === 'secondary' ? role : undefined;
}

/** Nothing where no keepalive is configured. */
function keepaliveIn({ keepaliveStatus }: PairAnswer): Pick<ObservedPair, 'keepaliveUp'> {
  if (/^(?:|disabled|not[- ]configured)$/i.test(keepaliveStatus)) return {};
  return { keepaliveUp: /^peer(?:-alive$| is alive)/.test(keepaliveStatus) };
}

/** A member knows its own leg only: an answer of `full` means that this one is up and the peer agrees to it. */
function bondState({ state, isOverPeerLink, difference }: BondAnswer): MlagState {
  if (isUp(state)) return 'full';
  if (difference !== undefined) return 'disabled';
  return isOverPeerLink ? 'partial' : 'inactive';
}

function isUp(state: string): boolean {
  return /^(?:1|up)$/i.test(state);
}
