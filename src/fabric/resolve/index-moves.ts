/**
 * Port indexes that a change of cabling moves: what was in applied state against what is resolved now, in words,
 * with everything that follows from an index. Such a plan stops until `--accept-index-moves`.
 */
import { compareText, portIndex, portKey, type PortIndex } from '../model/ids.ts';
import type { ResolvedEndpoint, ResolvedInterface } from '../model/resolved-fabric.ts';
import { portsBefore, type AppliedIndexes } from './ports-before.ts';

/** One index of a server in use that is another port now. */
export interface IndexMove {
  readonly server: string;
  readonly index: PortIndex;
  /** As `switch/port`. */
  readonly was: string;
  /** As `switch/port`; absent where the server has no port of that index any more. */
  readonly becomes?: string;
  /** What follows from the index, each in a few words. */
  readonly movesWith: readonly string[];
  /** The whole of it as one sentence. */
  readonly message: string;
}

/** The moves of all servers in use, by server and index. A port added or removed behind the others moves nothing. */
export function indexMoves(
  applied: AppliedIndexes,
  endpoints: readonly ResolvedEndpoint[],
): readonly IndexMove[] {
  return endpoints
    .toSorted((a, b) => compareText(a.name, b.name))
    .flatMap((endpoint) => movesOf(endpoint, portsBefore(applied, endpoint) ?? []));
}

function movesOf(endpoint: ResolvedEndpoint, was: readonly string[]): readonly IndexMove[] {
  const cabled = endpoint.interfaces.filter((candidate) => candidate.at !== undefined);
  const changed = cabled.some((now, index) => was[index] !== undefined && keyOf(now) !== was[index]);
  if (!changed) return [];
  return was.flatMap((before, index) => {
    const now = cabled[index];
    if (now !== undefined && keyOf(now) === before) return [];
    return [indexMove(endpoint, portIndex(index), before, now)];
  });
}

function indexMove(
  endpoint: ResolvedEndpoint,
  index: PortIndex,
  was: string,
  now: ResolvedInterface | undefined,
): IndexMove {
  const becomes = now === undefined ? undefined : keyOf(now);
  const movesWith = whatFollows(endpoint, index, now);
  const fate = becomes === undefined ? 'is gone' : `becomes ${becomes}`;
  return {
    server: endpoint.name,
    index,
    was,
    ...(becomes === undefined ? {} : { becomes }),
    movesWith,
    message: `${endpoint.name}: port #${index} was ${was}, ${fate}; with it: ${movesWith.join(', ')}`,
  };
}

/** Names on the host follow the index only where the user gave no OS index of his own. */
function whatFollows(
  endpoint: ResolvedEndpoint,
  index: PortIndex,
  now: ResolvedInterface | undefined,
): readonly string[] {
  const namesFollow = endpoint.os === 'esxi' && (now === undefined || now.osIndex === index);
  return [
    'its place in the bond and its LACP priority',
    ...(index === 0 ? ['the fallback and PXE port'] : []),
    ...(namesFollow ? [`vmk${index}${now?.name === undefined ? ` and vmnic${index}` : ''}`] : []),
    `what \`interfaces: [${index}]\` means`,
  ];
}

function keyOf(candidate: ResolvedInterface): string {
  return candidate.at === undefined ? '' : portKey(candidate.at);
}
