/** VLAN lists as the command line takes and prints them: `10,20-21`. */

/** The ids of a list in ascending order, or undefined where the text is none or leaves 1 to 4094. */
export function parseVlanList(text: string): readonly number[] | undefined {
  const ids = new Set<number>();
  for (const part of text.split(',')) {
    const range = /^(\d{1,4})(?:-(\d{1,4}))?$/.exec(part);
    if (range === null) return undefined;
    const low = Number(range[1]);
    const high = range[2] === undefined ? low : Number(range[2]);
    if (low < 1 || high > 4094 || low > high) return undefined;
    for (let id = low; id <= high; id += 1) ids.add(id);
  }
  return [...ids].sort((a, b) => a - b);
}

/** The shortest list of ids given in ascending order; two neighbours already make a range, as on the switch. */
export function vlanListText(ids: readonly number[]): string {
  const parts: string[] = [];
  let first: number | undefined;
  let last = 0;
  const close = (): void => {
    if (first !== undefined) parts.push(first === last ? String(first) : `${first}-${last}`);
  };
  for (const id of ids) {
    if (first !== undefined && id === last + 1) {
      last = id;
      continue;
    }
    close();
    first = id;
    last = id;
  }
  close();
  return parts.join(',');
}

/** Every VLAN there can be. */
export const allVlans: readonly number[] = Array.from({ length: 4094 }, (_, index) => index + 1);
