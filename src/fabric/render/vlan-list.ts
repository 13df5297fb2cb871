/** VLAN ids the way every operating system writes them. */

/** `10,20-21`: sorted, without repetition, neighbours folded; empty for no ids. */
export function vlanList(ids: readonly number[]): string {
  const runs: { low: number; high: number }[] = [];
  for (const id of [...new Set(ids)].toSorted((a, b) => a - b)) {
    const last = runs.at(-1);
    if (last?.high === id - 1) last.high = id;
    else runs.push({ low: id, high: id });
  }
  return runs
    .map(({ low, high }) => (low === high ? String(low) : `${String(low)}-${String(high)}`))
    .join(',');
}
