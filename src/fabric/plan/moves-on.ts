/** Index moves that a plan brings about: of a unit that it leaves alone nothing moves yet. */
import type { ResolvedEndpoint, ResolvedFabric } from '../model/resolved-fabric.ts';
import { indexMoves } from '../resolve/index-moves.ts';
import { portsBefore } from '../resolve/ports-before.ts';
import type { AppliedFacts, PlannedIndexMove } from './plan.ts';

/**
 * The moves of servers that have, or had, a port on one of these switches; a switch that the site no longer names
 * counts as one of them.
 */
export function movesOn(
  switches: readonly { readonly hostname: string }[],
  fabric: Pick<ResolvedFabric, 'endpoints' | 'switches'>,
  { portIndexes }: Pick<AppliedFacts, 'portIndexes'>,
): readonly PlannedIndexMove[] {
  const planned = new Set(switches.map(({ hostname }) => hostname));
  const elsewhere = new Set(
    fabric.switches.map(({ hostname }) => hostname).filter((hostname) => !planned.has(hostname)),
  );
  const endpoints = fabric.endpoints.filter((one) =>
    switchesOf(one, portsBefore(portIndexes, one) ?? []).some((hostname) => !elsewhere.has(hostname)),
  );
  return indexMoves(portIndexes, endpoints);
}

function switchesOf({ interfaces }: ResolvedEndpoint, before: readonly string[]): readonly string[] {
  const now = interfaces.flatMap(({ at }) => (at === undefined ? [] : [at.switch]));
  return [...now, ...before.map((port) => port.slice(0, port.indexOf('/')))];
}
