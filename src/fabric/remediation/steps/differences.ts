/** Which lines of a section differ, paired by the setting that they are. */
import type { ConfigLine } from '../config-tree.ts';
import { lineMeaning, removalOf } from '../lines/line-meaning.ts';
import type { RuleBook, Scope } from '../lines/rule-book.ts';

/** A line that goes, comes, or becomes another; a section whose lines may differ has both. */
export type Difference =
  | { readonly before: ConfigLine; readonly after?: undefined }
  | { readonly before?: undefined; readonly after: ConfigLine }
  | { readonly before: ConfigLine; readonly after: ConfigLine };

/** What comes or changes, in the order of `target`, then what goes, last line first. */
export function differences(
  running: readonly ConfigLine[],
  target: readonly ConfigLine[],
  at: { readonly scope: Scope; readonly book: RuleBook },
): readonly Difference[] {
  const beforeByText = new Map(running.map((line) => [line.text, line]));
  const stays = new Set(target.flatMap(({ text }) => (beforeByText.has(text) ? [text] : [])));
  const gone = goneLines(
    running.filter(({ text }) => !stays.has(text)),
    at,
  );
  const coming = target.flatMap((after): Difference[] => {
    const same = beforeByText.get(after.text);
    if (same) return isSameLine(same, after) ? [] : [{ before: same, after }];
    const before = gone.take(after);
    return [before ? { before, after } : { after }];
  });
  return [...coming, ...gone.rest().map((before) => ({ before }))];
}

/** Whether a line opens a section, by rule or because something is below it. */
export function isSection(line: ConfigLine, scope: Scope): boolean {
  return line.children.length > 0 || scope.section(line.text) !== undefined;
}

/** Lines without a line of the same text on the other side, by what may replace them. */
function goneLines(
  lines: readonly ConfigLine[],
  { scope, book }: { readonly scope: Scope; readonly book: RuleBook },
): { take(after: ConfigLine): ConfigLine | undefined; rest(): readonly ConfigLine[] } {
  const left = new Set(lines);
  const byKey = new Map<string, ConfigLine>();
  const byRemoval = new Map<string, ConfigLine>();
  for (const line of lines) {
    if (isSection(line, scope)) continue;
    const meaning = lineMeaning(line.text, scope);
    byKey.set(meaning.key, line);
    const removal = removalOf(meaning, book);
    if (removal !== undefined) byRemoval.set(removal, line);
  }
  return {
    take(after) {
      if (isSection(after, scope)) return undefined;
      const found = byKey.get(lineMeaning(after.text, scope).key) ?? byRemoval.get(after.text);
      return found && left.delete(found) ? found : undefined;
    },
    rest: () => [...left].reverse(),
  };
}

/** Whether two lines are the same value, or the same text line by line; order counts, so a "no" is provisional. */
function isSameLine(one: ConfigLine, other: ConfigLine): boolean {
  return (
    one === other ||
    (one.text === other.text &&
      one.children.length === other.children.length &&
      one.children.every((child, i) => {
        const counterpart = other.children[i];
        return counterpart !== undefined && isSameLine(child, counterpart);
      }))
  );
}
