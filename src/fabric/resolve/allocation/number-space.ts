/**
 * The one allocator: values that belong to one owner each, and the lowest free one of some ranges. It never
 * gives a value back; whoever asks decides the order, which must depend on names alone, so that a site has the
 * same values however its YAML is arranged.
 */
import { compareText, type IdRange } from '../../model/ids.ts';

/** Values from which the lowest free one is taken. */
export interface Supply {
  /** In any order; a lower value always goes first. */
  readonly ranges: readonly IdRange[];
  /** Whether the operating systems concerned can use the value. */
  readonly isUsable: (value: number) => boolean;
}

/** Values and their owners, in one scope. Grows while a fabric is resolved and is dropped afterwards. */
export interface NumberSpace {
  ownerOf(value: number): string | undefined;
  /** Makes the value the owner's if nobody has it, and says who has it now. */
  take(value: number, owner: string): string;
  /** The lowest free usable value, now the owner's; undefined if there is none. */
  takeLowest(supply: Supply, owner: string): number | undefined;
  /** The ten owners with most values in the ranges, most first, after `userOf` has joined what belongs together. */
  largestUsers(ranges: readonly IdRange[], userOf: (owner: string) => string): readonly string[];
}

/** An empty space. */
export function numberSpace(): NumberSpace {
  const ownersByValue = new Map<number, string>();
  const cursors = new Map<Supply, Cursor>();
  return {
    ownerOf: (value) => ownersByValue.get(value),
    take(value, owner) {
      const holder = ownersByValue.get(value) ?? owner;
      ownersByValue.set(value, holder);
      return holder;
    },
    takeLowest(supply, owner) {
      const cursor = cursors.get(supply) ?? cursorOf(supply);
      cursors.set(supply, cursor);
      const value = nextFree(cursor, ownersByValue);
      if (value !== undefined) ownersByValue.set(value, owner);
      return value;
    },
    largestUsers: (ranges, userOf) => largestUsers(ownersByValue, ranges, userOf),
  };
}

/** `1-30, 40`, ascending. */
export function rangesText(ranges: readonly IdRange[]): string {
  return ascending(ranges)
    .map(({ low, high }) => (low === high ? `${low}` : `${low}-${high}`))
    .join(', ');
}

/** Values below it are taken for good, so a search goes on where the last one ended. */
interface Cursor {
  readonly supply: Supply;
  readonly ranges: readonly IdRange[];
  range: number;
  value: number;
}

function cursorOf(supply: Supply): Cursor {
  const ranges = ascending(supply.ranges);
  return { supply, ranges, range: 0, value: ranges[0]?.low ?? 0 };
}

function nextFree(cursor: Cursor, taken: ReadonlyMap<number, string>): number | undefined {
  for (;;) {
    const range = cursor.ranges[cursor.range];
    if (range === undefined) return undefined;
    const value = Math.max(cursor.value, range.low);
    if (value > range.high) {
      cursor.range += 1;
      continue;
    }
    cursor.value = value + 1;
    if (!taken.has(value) && cursor.supply.isUsable(value)) return value;
  }
}

function largestUsers(
  ownersByValue: ReadonlyMap<number, string>,
  ranges: readonly IdRange[],
  userOf: (owner: string) => string,
): readonly string[] {
  const counts = new Map<string, number>();
  for (const { low, high } of ranges) {
    for (let value = low; value <= high; value += 1) {
      const owner = ownersByValue.get(value);
      if (owner === undefined) continue;
      counts.set(userOf(owner), (counts.get(userOf(owner)) ?? 0) + 1);
    }
  }
  return [...counts]
    .sort(([a, many], [b, more]) => more - many || compareText(a, b))
    .slice(0, 10)
    .map(([user, count]) => `${user} (${count})`);
}

function ascending(ranges: readonly IdRange[]): readonly IdRange[] {
  return ranges.toSorted((a, b) => a.low - b.low);
}
