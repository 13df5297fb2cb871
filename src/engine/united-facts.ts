/** What is known of a fabric while only a part of a plan has been applied. */
import { compareText } from '../fabric/model/ids.ts';
import type { AppliedFacts } from '../fabric/plan/plan.ts';

/** Everything either of two says; where both name a server's ports, the second. */
export function unitedFacts(before: AppliedFacts, after: AppliedFacts): AppliedFacts {
  const united = (a: readonly string[], b: readonly string[]): readonly string[] =>
    [...new Set([...a, ...b])].sort(compareText);
  return {
    endpointGroups: united(before.endpointGroups, after.endpointGroups),
    networks: united(before.networks, after.networks),
    pairs: united(before.pairs, after.pairs),
    portIndexes: { ...before.portIndexes, ...after.portIndexes },
  };
}
