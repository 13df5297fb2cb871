/** Addresses in the joined site, such as `servers[0].interfaces[1].switch`, as text and as segments. */

/** Keys and list indexes from the root of the joined site; empty for the site itself. */
export type SitePath = readonly (string | number)[];

const plainKey = /^[A-Za-z_][A-Za-z0-9_-]*$/;
const segment = /\[(\d+)\]|\[("(?:[^"\\]|\\.)*")\]|\.?([^.[\]]+)/gy;

/** The text form; a key that is no plain word stands in brackets and quotes: `credentials["a.b"]`. */
export function formatSitePath(path: SitePath): string {
  return path.map(formatSegment).join('');
}

/** The segments of a text made by `formatSitePath`; what cannot be read ends the path. */
export function parseSitePath(text: string): SitePath {
  return [...text.matchAll(segment)].map(([whole, index, quoted, word]) => {
    if (index !== undefined) return Number(index);
    return quoted === undefined ? (word ?? whole) : String(JSON.parse(quoted));
  });
}

function formatSegment(part: string | number, position: number): string {
  if (typeof part === 'number') return `[${String(part)}]`;
  if (!plainKey.test(part)) return `[${JSON.stringify(part)}]`;
  return position === 0 ? part : `.${part}`;
}
