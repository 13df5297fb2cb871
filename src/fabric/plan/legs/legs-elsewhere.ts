/** Legs of servers on switches that a plan leaves alone. */
import type { Ownership } from '../../model/ownership.ts';
import type { ResolvedFabric } from '../../model/resolved-fabric.ts';
import type { AppliedFabric } from '../applied-fabric.ts';
import type { LegElsewhere } from './blast-radius.ts';

/** A switch that was read and stays as it is. */
export interface RestingSwitch {
  readonly hostname: string;
  readonly before: Ownership;
}

/** What to think of them: what lies behind a switch that could not be read may be down, unless it was never ours. */
export function legsElsewhere(
  { fabric, applied }: { readonly fabric: ResolvedFabric; readonly applied: AppliedFabric },
  unread: ReadonlySet<string>,
  resting: readonly RestingSwitch[],
): LegElsewhere {
  const dark = new Set(fabric.units.filter(({ name }) => unread.has(name)).flatMap(({ members }) => members));
  const known = new Map(resting.map(({ hostname, before }) => [hostname, before.ports] as const));
  return ({ switch: hostname, port }) => {
    const ports = known.get(hostname);
    if (ports !== undefined) return ports.includes(port) ? 'in use' : 'free';
    if (!dark.has(hostname)) return 'in use';
    const isOurs = applied.ownership.get(hostname)?.ports.includes(port) === true;
    return isOurs || applied.source !== 'store' ? 'unknown' : 'free';
  };
}
