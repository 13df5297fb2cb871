/** Whether two sessions ever changed one switch in turns. */
import type { TypedLine } from '../lab/line-record.ts';

/** In words, every line of a session that was overtaken: another one had changed the switch since its last line. */
export function interleavings(lines: readonly TypedLine[]): readonly string[] {
  const found: string[] = [];
  const overtaken = new Map<string, Set<number>>();
  const current = new Map<string, number>();
  for (const line of lines) {
    if (!line.isChange) continue;
    const before = current.get(line.switch);
    if (before === line.session) continue;
    const past = overtaken.get(line.switch) ?? new Set<number>();
    if (before !== undefined) past.add(before);
    if (past.has(line.session)) {
      found.push(
        `${line.switch}: session ${String(line.session)} typed '${line.line.trim()}' after session ${String(before)} had begun`,
      );
    }
    overtaken.set(line.switch, past);
    current.set(line.switch, line.session);
  }
  return found;
}
