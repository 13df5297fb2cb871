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

/**
 * What is known once a plan of only these switches has been applied. A server whose ports, before or after, are not
 * all on them keeps what was known of it; one that is new to them is known from then on.
 */
export function factsOfPart(
  before: AppliedFacts,
  after: AppliedFacts,
  hostnames: ReadonlySet<string>,
): AppliedFacts {
  const isPlanned = (port: string): boolean => hostnames.has(port.slice(0, port.indexOf('/')));
  const reached = Object.entries(after.portIndexes).filter(([server, ports]) => {
    const known = before.portIndexes[server];
    return known === undefined ? ports.some(isPlanned) : [...known, ...ports].every(isPlanned);
  });
  return unitedFacts(before, { ...after, portIndexes: Object.fromEntries(reached) });
}
