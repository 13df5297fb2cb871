/** What aliases make of a document: a few lines of them can stand for more values than any memory holds. */

/** Values a document with aliases may stand for. */
export const largestExpansion = 1_000_000;

/** Where a text may have an alias: the offset of the first `*name`, or undefined. */
export function firstAlias(text: string): number | undefined {
  const match = /(?:^|[\s,[{:?-])\*[^\s,[\]{}*]/m.exec(text);
  return match === null ? undefined : match.index + match[0].indexOf('*');
}

/** The number of values that a document stands for once every alias is replaced; infinite for one that contains itself. */
export function expandedSize(value: unknown): number {
  const sizes = new Map<object, number>();
  const measure = (part: unknown): number => {
    if (typeof part !== 'object' || part === null) return 1;
    const known = sizes.get(part);
    if (known !== undefined) return known;
    sizes.set(part, Number.POSITIVE_INFINITY);
    const size = Object.values(part).reduce<number>((sum, inner) => sum + measure(inner), 1);
    sizes.set(part, size);
    return size;
  };
  return measure(value);
}
