/** `show mlag detail | json`: the pair as this member sees it. */
import type { Observation } from '../../driver.ts';
import type { ObservedPair } from '../../../fabric/verify/observed-switch.ts';
import type { JsonRecord } from './json-output.ts';
import { jsonRecord, recordAt, textAt } from './json-output.ts';

const noMac = '00:00:00:00:00:00';

export const mlagDetail: Observation = {
  command: 'show mlag detail | json',
  read(output) {
    const answer = jsonRecord(output);
    // Without `mlag configuration` the state is `disabled` and most other fields are missing.
    return textAt(answer, 'state') === 'disabled' ? {} : { pair: pairIn(answer) };
  },
};

function pairIn(answer: JsonRecord): ObservedPair {
  const isActive = textAt(answer, 'state') === 'active' && answer['negStatus'] === 'connected';
  const detail = recordAt(answer, 'detail');
  const role = textAt(detail, 'mlagState');
  const systemMac = answer['systemId'];
  return {
    isActive,
    peerLinkUp: answer['peerLinkStatus'] === 'up',
    ...keepaliveIn(answer, detail),
    inconsistencies: inconsistenciesIn(answer),
    ...(isActive && (role === 'primary' || role === 'secondary') ? { role } : {}),
    ...(typeof systemMac === 'string' && systemMac !== noMac ? { systemMac: systemMac.toLowerCase() } : {}),
  };
}

/** Heartbeats also run over the peer-link; only with dual-primary detection they say something about the keepalive. */
function keepaliveIn(answer: JsonRecord, detail: JsonRecord): Pick<ObservedPair, 'keepaliveUp'> {
  const alive = detail['udpHeartbeatAlive'];
  const detection = answer['dualPrimaryDetectionState'];
  if (typeof alive !== 'boolean' || detection === undefined || detection === 'disabled') return {};
  return { keepaliveUp: alive };
}

/** While the members do not talk the switch says `unknown`, which is no difference between them. */
function inconsistenciesIn(answer: JsonRecord): readonly string[] {
  const sanity = answer['configSanity'];
  if (typeof sanity !== 'string' || sanity === 'consistent' || sanity === 'unknown' || sanity === '')
    return [];
  return [`configuration sanity: ${sanity}`];
}
