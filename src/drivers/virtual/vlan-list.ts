/** VLAN lists as command lines take and print them: `10,20-21`. */

/** The ids of a list in ascending order, or undefined where the text is none or leaves 1 to 4094. */
export function parseVlanList(text: string): readonly number[] | undefined {
  const ids = new Set<number>();
  for (const part of text.split(',')) {
    const [, from = '', to = from] = /^(\d{1,4})(?:-(\d{1,4}))?$/.exec(part) ?? [];
    const [low, high] = [Number(from), Number(to)];
    if (from === '' || low < 1 || high > 4094 || low > high) return undefined;
    for (let id = low; id <= high; id += 1) ids.add(id);
  }
  return [...ids].sort((a, b) => a - b);
}

/** The shortest list of ids; two neighbours already make a range, as on all switches of which output was seen. */
export function vlanListText(ids: Iterable<number>): string {
  const runs: { first: number; last: number }[] = [];
  for (const id of [...ids].sort((a, b) => a - b)) {
    const run = runs.at(-1);
    if (run?.last === id - 1) run.last = id;
    else runs.push({ first: id, last: id });
  }
  return runs.map(({ first, last }) => (first === last ? String(first) : `${first}-${last}`)).join(',');
}

/** Every VLAN there can be. */
export const allVlans: readonly number[] = Array.from({ length: 4094 }, (_, index) => index + 1);

/** What `allowed vlan` makes of a list: `add`, `remove` and `except` go before other VLANs, a bare list replaces. */
export function changedVlans(
  before: readonly number[],
  [verb = '', list]: readonly string[],
): readonly number[] {
  if (verb === 'none') return [];
  if (verb === 'all') return allVlans;
  const named = new Set(parseVlanList(list ?? verb));
  if (verb === 'add') return allVlans.filter((id) => named.has(id) || before.includes(id));
  if (verb === 'remove') return before.filter((id) => !named.has(id));
  if (verb === 'except') return allVlans.filter((id) => !named.has(id));
  return [...named];
}
