/** Lists of ids as switches write them, `10,20-21`, worked on as ranges so that `1-4094` costs nothing. */
import type { IdRange } from '../../model/ids.ts';

/** VLAN ids, port numbers and port-channel numbers stay below; anything above is no list of such ids. */
const mostId = 0xffff;

/** Ranges of the list, sorted, apart from one another; undefined where the text is no such list. */
export function readIdList(text: string): readonly IdRange[] | undefined {
  if (!/^[\d, -]+$/.test(text)) return undefined;
  const ranges: IdRange[] = [];
  for (const part of text.split(',')) {
    const [low, high, ...rest] = part.split('-').map(readId);
    if (low === undefined || rest.length > 0) return undefined;
    ranges.push({ low, high: high ?? low });
  }
  return ranges.every(({ low, high }) => low <= high && high <= mostId) ? joinedIds(ranges) : undefined;
}

/** The canonical text: sorted, compact, two neighbours as a range. */
export function writeIdList(ranges: readonly IdRange[]): string {
  return ranges.map(({ low, high }) => (low === high ? String(low) : `${low}-${high}`)).join(',');
}

/** Every id that is in one of the ranges, which may come in any order and overlap. */
export function joinedIds(ranges: readonly IdRange[]): readonly IdRange[] {
  if (ranges.length === 1) return ranges;
  const joined: IdRange[] = [];
  for (const range of [...ranges].sort((a, b) => a.low - b.low)) {
    const last = joined.at(-1);
    if (last && range.low <= last.high + 1) {
      joined[joined.length - 1] = { low: last.low, high: Math.max(last.high, range.high) };
    } else {
      joined.push(range);
    }
  }
  return joined;
}

/** The ids of `from` that are not in `without`; both sorted and apart. */
export function idsWithout(from: readonly IdRange[], without: readonly IdRange[]): readonly IdRange[] {
  let left = from;
  for (const hole of without) {
    left = left.flatMap(({ low, high }) =>
      hole.high < low || hole.low > high
        ? [{ low, high }]
        : [
            { low, high: hole.low - 1 },
            { low: hole.high + 1, high },
          ].filter((part) => part.low <= part.high),
    );
  }
  return left;
}

/** The ids one by one, ascending. */
export function eachId(ranges: readonly IdRange[]): readonly number[] {
  return ranges.flatMap(({ low, high }) => Array.from({ length: high - low + 1 }, (_, i) => low + i));
}

/** Infinity, which is no id, for what is no number. */
function readId(text: string): number {
  const digits = text.trim();
  return /^\d+$/.test(digits) ? Number(digits) : Infinity;
}
