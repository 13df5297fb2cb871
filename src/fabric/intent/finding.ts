/** A mistake as a check finds it: by its path in the joined site, before anybody looks for line and column. */
import type { ProblemCode } from '../errors.ts';
import type { SitePath } from './site-path.ts';
import type { SourceFile } from './source.ts';

/** A spot in a file before line and column are known. */
export interface Place {
  readonly file: SourceFile;
  /** Number of the document among those of the file that have content, from 0. */
  readonly ordinal: number;
  /** Inside the document. */
  readonly path: SitePath;
}

export interface Finding {
  readonly code: ProblemCode;
  readonly path: SitePath;
  readonly message: string;
  readonly hint?: string;
  /** Whether the hint is to put what is written there in quotes: its text is added, since `007` is read as 7. */
  readonly quotesSource?: boolean;
  /** Where it stands, if the path alone does not tell. */
  readonly place?: Place;
  /** The other side of a clash; named behind the message as `(file:line)`. */
  readonly other?: SitePath;
  /** The same, where a path does not tell. */
  readonly otherPlace?: Place;
  /** Whether the line may hold a secret, so that it is not shown. */
  readonly hidesLine?: boolean;
  /** Whether the key of the last segment is at fault, or (the default) its value. */
  readonly at?: 'key' | 'value';
}

const longestQuote = 60;
/** Characters without a shape that come along with text from web pages and documents, such as a zero-width space. */
const invisible = /\p{Cf}|[\u00a0\u2000-\u200a\u3000]/gu;

/** A value as messages show it: quoted text, a plain number, or what kind of thing it is. */
export function shown(value: unknown): string {
  if (typeof value === 'string') {
    const text = JSON.stringify(value.length > longestQuote ? `${value.slice(0, longestQuote)}…` : value);
    return text.replace(
      invisible,
      (character) => `<U+${character.charCodeAt(0).toString(16).toUpperCase()}>`,
    );
  }
  if (value === null || value === undefined) return 'nothing';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return 'a mapping';
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : typeof value;
}

/** The last key of a path with the indexes behind it, as messages name a place: `ports[2]`. */
export function placeName(path: SitePath): string {
  const key = path.findLastIndex((part) => typeof part === 'string');
  const indexes = path.slice(key + 1).map((index) => `[${String(index)}]`);
  return `${String(path[key] ?? 'the site')}${indexes.join('')}`;
}
