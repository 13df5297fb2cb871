/** VLAN lists as the command line takes and prints them: `10,20-21`. */

/** The ids of a list in ascending order, or undefined where the text is none or leaves 1 to 4094. */
export function parseVlanList(text: string): readonly number[] | undefined {
  const ids = new Set<number>();
  for (const part of text.split(',')) {
    const range = /^(\d{1,4})(?:-(\d{1,4}))?$/.exec(part);
    if (range === null) return undefined;
    const low = Number(range[1]);
    const high = Number(range[2] ?? range[1]);
    if (low < 1 || high > 4094 || low > high) return undefined;
    for (let id = low; id <= high; id += 1) ids.add(id);
  }
  return [...ids].sort((a, b) => a - b);
}

/** The shortest list of ids given in ascending order; two neighbours already make a range. */
export function vlanListText(ids: readonly number[]): string {
  const runs: { first: number; last: number }[] = [];
  for (const id of ids) {
    const run = runs.at(-1);
    if (run?.last === id - 1) run.last = id;
    else runs.push({ first: id, last: id });
  }
  return runs.map(({ first, last }) => (first === last ? String(first) : `${first}-${last}`)).join(',');
}

/** Every VLAN that a trunk can be told to allow. */
export const allVlans: readonly number[] = Array.from({ length: 4094 }, (_, index) => index + 1);

/** The parts of a list in pieces of at most so many characters; a piece never ends inside a range. */
export function foldedList(list: string, width: number): readonly string[] {
  const pieces: string[] = [];
  for (const part of list.split(',')) {
    const last = pieces.at(-1);
    if (last !== undefined && last.length + 1 + part.length <= width)
      pieces[pieces.length - 1] = `${last},${part}`;
    else pieces.push(part);
  }
  return pieces;
}
