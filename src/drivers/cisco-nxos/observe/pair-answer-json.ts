/** `show vpc | json`. */
import { jsonRecord, optionalText, rowsOf, textAt, type JsonRecord } from './json-output.ts';
import type { BondAnswer, PairAnswer } from './pair-answer.ts';

/** Throws DeviceError `output-unreadable`. */
export function pairAnswerInJson(output: string): PairAnswer {
  const answer = jsonRecord(output);
  const domainId = textAt(answer, 'vpc-domain-id');
  return {
    ...(/^\d+$/.test(domainId) ? { domainId } : {}),
    peerStatus: textAt(answer, 'vpc-peer-status'),
    keepaliveStatus: optionalText(answer, 'vpc-peer-keepalive-status') ?? '',
    role: optionalText(answer, 'vpc-role') ?? '',
    differences: [
      ...differenceIn(answer, 'vpc-peer-consistency', 'type-1'),
      ...differenceIn(answer, 'vpc-per-vlan-peer-consistency', 'per VLAN'),
      ...differenceIn(answer, 'vpc-type-2-consistency', 'type-2'),
    ],
    peerLinkStates: rowsOf(answer, 'peerlink').map((row) => textAt(row, 'peer-link-port-state')),
    bonds: rowsOf(answer, 'vpc').map(bondIn),
  };
}

function bondIn(row: JsonRecord): BondAnswer {
  const [difference] = differenceIn(row, 'vpc-consistency', '');
  return {
    id: textAt(row, 'vpc-id'),
    state: textAt(row, 'vpc-port-state'),
    isOverPeerLink: optionalText(row, 'vpc-thru-peerlink') === '1',
    ...(difference === undefined ? {} : { difference }),
  };
}

/** While the members do not talk nothing is compared, which is no difference between them. */
function differenceIn(row: JsonRecord, key: string, kind: string): readonly string[] {
  const verdict = optionalText(row, key) ?? '';
  const reason = optionalText(row, `${key}-status`) ?? verdict;
  if (!/^(?:inconsistent|failed)$/i.test(verdict) || /not performed/i.test(reason)) return [];
  return [kind === '' ? reason : `${kind}: ${reason}`];
}
