/** What is known of a fabric while only a part of a plan has been applied. */
import { compareText } from '../fabric/model/ids.ts';
import type { AppliedFacts } from '../fabric/plan/plan.ts';
import { portsBefore, type AppliedIndexes, type FormerNames } from '../fabric/resolve/ports-before.ts';

/**
 * Everything either of two says; where both name a server's ports, the second. `renamed` are servers of the second
 * that the first knows by a former name.
 */
export function unitedFacts(
  before: AppliedFacts,
  after: AppliedFacts,
  renamed: FormerNames = {},
): AppliedFacts {
  const united = (a: readonly string[], b: readonly string[]): readonly string[] =>
    [...new Set([...a, ...b])].sort(compareText);
  return {
    endpointGroups: united(before.endpointGroups, after.endpointGroups),
    networks: united(before.networks, after.networks),
    pairs: united(before.pairs, after.pairs),
    portIndexes: { ...othersBefore(before.portIndexes, after.portIndexes, renamed), ...after.portIndexes },
  };
}

/**
 * What is known once a plan of only these switches has been applied. A server whose ports, before or after, are not
 * all on them keeps what was known of it, under the name it had; one that is new to them is known from then on.
 */
export function factsOfPart(
  before: AppliedFacts,
  after: AppliedFacts,
  hostnames: ReadonlySet<string>,
  renamed: FormerNames = {},
): AppliedFacts {
  const isPlanned = (port: string): boolean => hostnames.has(port.slice(0, port.indexOf('/')));
  const reached = Object.entries(after.portIndexes).filter(([name, ports]) => {
    const known = portsBefore(before.portIndexes, { name, renamedFrom: renamed[name] });
    return known === undefined ? ports.some(isPlanned) : [...known, ...ports].every(isPlanned);
  });
  return unitedFacts(before, { ...after, portIndexes: Object.fromEntries(reached) }, renamed);
}

/** Without those that the second knows by their new name. */
function othersBefore(before: AppliedIndexes, after: AppliedIndexes, renamed: FormerNames): AppliedIndexes {
  const former = new Set(Object.keys(after).map((name) => renamed[name]));
  return Object.fromEntries(Object.entries(before).filter(([name]) => !former.has(name)));
}
