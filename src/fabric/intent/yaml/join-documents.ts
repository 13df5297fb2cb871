/** Documents of all files to one site: lists are joined, and every entry remembers where it stands. */
import type { Finding, Place } from '../finding.ts';
import { placeName, shown } from '../finding.ts';
import { nearestName } from '../known-names.ts';
import { type ListKey, listSchemas, reservedLists } from '../schema/site-schema.ts';
import { partOf } from '../schema/not-yet.ts';
import type { SourceFile } from '../source.ts';
import { Origins } from './origins.ts';

/** A document with content, and its number among those of its file. */
export interface SiteDocument {
  readonly file: SourceFile;
  readonly ordinal: number;
  readonly value: unknown;
}

/** The site as written: one `fabric`, joined lists, joined `credentials`; nothing below that is checked. */
export interface JoinedSite {
  readonly fabric: { readonly value: unknown; readonly file: SourceFile } | undefined;
  readonly credentials: ReadonlyMap<string, unknown>;
  readonly lists: Readonly<Record<ListKey, readonly unknown[]>>;
  readonly origins: Origins;
  readonly findings: readonly Finding[];
  /** Whether something could not be joined, so that a name missing here may be described there. */
  readonly isIncomplete: boolean;
}

/** The site that the documents describe together. */
export function joinDocuments(documents: readonly SiteDocument[]): JoinedSite {
  const join = new Join();
  for (const document of documents) join.add(document);
  return join.result();
}

const listKeys = Object.keys(listSchemas) as ListKey[];
const topLevelKeys = ['fabric', 'credentials', ...listKeys, ...Object.keys(reservedLists)];

class Join {
  readonly #origins = new Origins();
  readonly #findings: Finding[] = [];
  readonly #credentials = new Map<string, unknown>();
  readonly #lists = Object.fromEntries(listKeys.map((key) => [key, [] as unknown[]])) as Record<
    ListKey,
    unknown[]
  >;
  #fabric: { value: unknown; file: SourceFile } | undefined;
  #isIncomplete = false;

  add(document: SiteDocument): void {
    if (!isMapping(document.value)) {
      const place = { file: document.file, ordinal: document.ordinal, path: [] };
      this.#refuse({
        code: 'wrong-type',
        path: [],
        place,
        message: `a document of a site must be a mapping, not ${shown(document.value)}`,
        hint: 'start it with a key such as `fabric:` or `servers:`',
      });
      return;
    }
    for (const [key, value] of Object.entries(document.value)) {
      this.#addKey(key, value, { file: document.file, ordinal: document.ordinal, path: [key] });
    }
  }

  result(): JoinedSite {
    return {
      fabric: this.#fabric,
      credentials: this.#credentials,
      lists: this.#lists,
      origins: this.#origins,
      findings: this.#findings,
      isIncomplete: this.#isIncomplete,
    };
  }

  #addKey(key: string, value: unknown, place: Place): void {
    if (key === 'fabric') this.#addFabric(value, place);
    else if (isListKey(key)) this.#addList(key, value, place);
    else if (key === 'credentials') this.#addCredentials(value, place);
    else if (Object.hasOwn(reservedLists, key))
      this.#checkReserved(key as keyof typeof reservedLists, value, place);
    else this.#refuse(unknownKey(key, place));
  }

  #addFabric(value: unknown, place: Place): void {
    const first = this.#origins.place(['fabric']);
    if (first === undefined) {
      this.#fabric = { value, file: place.file };
      this.#origins.addFabric(place);
      return;
    }
    this.#findings.push({
      code: 'duplicate-fabric',
      path: ['fabric'],
      place,
      at: 'key',
      message: 'the site describes `fabric` already',
      otherPlace: first,
      hint: 'a site has one fabric: join the two, or keep two sites in two directories',
    });
  }

  #addList(key: ListKey, value: unknown, place: Place): void {
    if (value === null) return;
    if (!Array.isArray(value)) {
      this.#refuse(wrongType(place, 'a list', value, 'start every entry with "- "'));
      return;
    }
    const list = this.#lists[key];
    this.#origins.addList(key, list.length, place);
    for (const entry of value as unknown[]) list.push(entry);
  }

  #addCredentials(value: unknown, place: Place): void {
    if (value === null) return;
    if (!isMapping(value)) {
      this.#refuse(wrongType(place, 'a mapping', value, 'write a name, a colon, and the account below it'));
      return;
    }
    for (const [name, entry] of Object.entries(value)) {
      const own: Place = { ...place, path: ['credentials', name] };
      const first = this.#origins.place(['credentials', name]);
      if (first === undefined) {
        this.#credentials.set(name, entry);
        this.#origins.addCredentials(name, own);
        continue;
      }
      this.#findings.push({
        code: 'duplicate-name',
        path: own.path,
        place: own,
        at: 'key',
        message: `credentials ${shown(name)} are described already`,
        otherPlace: first,
        hint: 'rename or remove one of them',
      });
    }
  }

  #checkReserved(key: keyof typeof reservedLists, value: unknown, place: Place): void {
    if (value === null || (Array.isArray(value) && value.length === 0)) return;
    const part = partOf(reservedLists[key]) ?? 'later';
    this.#findings.push({
      code: 'not-yet',
      path: place.path,
      place,
      at: 'key',
      message: `\`${key}\` belongs to the ${part} part of Twinleaf, which is not built yet`,
      hint: 'leave it out, or leave its list empty',
    });
  }

  #refuse(finding: Finding): void {
    this.#isIncomplete = true;
    this.#findings.push(finding);
  }
}

function unknownKey(key: string, place: Place): Finding {
  const nearest = nearestName(key, topLevelKeys);
  return {
    code: 'unknown-key',
    path: place.path,
    place,
    at: 'key',
    message: `unknown key ${shown(key)} at the top of a document`,
    hint: nearest === undefined ? `known keys: ${topLevelKeys.join(', ')}` : `did you mean "${nearest}"?`,
  };
}

function wrongType(place: Place, expected: string, value: unknown, hint: string): Finding {
  const message = `\`${placeName(place.path)}\` must be ${expected}, not ${shown(value)}`;
  return { code: 'wrong-type', path: place.path, place, message, hint };
}

function isListKey(key: string): key is ListKey {
  return Object.hasOwn(listSchemas, key);
}

function isMapping(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
