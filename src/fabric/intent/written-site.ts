/** The joined site with every entry checked by itself: what is well formed is typed, what is not is reported. */
import type { z } from 'zod';
import type { Finding } from './finding.ts';
import { shown } from './finding.ts';
import {
  credentialsSchema,
  fabricSchema,
  type WrittenCredentials,
  type WrittenFabric,
} from './schema/fabric-schema.ts';
import { removableKeys, schemaFindings, type Subject } from './schema/schema-findings.ts';
import { type ListKey, listSchemas } from './schema/site-schema.ts';
import { nameValue } from './schema/values.ts';
import type { SitePath } from './site-path.ts';
import type { JoinedSite } from './yaml/join-documents.ts';

/** An entry and where it stands in the joined site. */
export interface Entry<Value> {
  readonly path: SitePath;
  readonly value: Value;
}

/** The entries of one list. */
export interface Entries<Value> {
  /** Those that are well formed, in the order of the site. */
  readonly all: readonly Entry<Value>[];
  /** Names of entries that are not, so that references to them are not reported on top. */
  readonly brokenNames: readonly string[];
  /** Whether an entry among those has no usable name. */
  readonly hasNameless: boolean;
}

type Lists = { readonly [Key in ListKey]: Entries<z.output<(typeof listSchemas)[Key]>> };

export interface WrittenSite extends Lists {
  readonly fabric: Entry<WrittenFabric> | undefined;
  readonly credentials: Entries<WrittenCredentials & { readonly name: string }>;
  /** Whether names may be missing because something could not be read at all. */
  readonly isIncomplete: boolean;
}

/** The typed entries of a joined site, and what is wrong with the others. */
export function readEntries(joined: JoinedSite): {
  readonly site: WrittenSite;
  readonly findings: Finding[];
} {
  const findings: Finding[] = [];
  const list = <Key extends ListKey>(key: Key): Lists[Key] =>
    readList(joined.lists[key], key, findings) as unknown as Lists[Key];
  const fabric =
    joined.fabric &&
    readEntry({ schema: fabricSchema, path: ['fabric'], value: joined.fabric.value }, findings);
  const site: WrittenSite = {
    fabric: fabric === undefined ? undefined : { path: ['fabric'], value: fabric as WrittenFabric },
    credentials: readCredentials(joined.credentials, findings),
    switches: list('switches'),
    switchPairs: list('switchPairs'),
    externalSystems: list('externalSystems'),
    servers: list('servers'),
    logicalNetworks: list('logicalNetworks'),
    endpointGroups: list('endpointGroups'),
    isIncomplete: joined.isIncomplete,
  };
  return { site, findings };
}

function readList(values: readonly unknown[], key: ListKey, findings: Finding[]): Entries<unknown> {
  const all: Entry<unknown>[] = [];
  const brokenNames: (string | undefined)[] = [];
  values.forEach((value, index) => {
    const subject = { schema: listSchemas[key], path: [key, index], value };
    const read = readEntry(subject, findings);
    if (read !== undefined) all.push({ path: subject.path, value: read });
    else brokenNames.push(writtenName(value));
  });
  return entries(all, brokenNames);
}

function readCredentials(
  written: ReadonlyMap<string, unknown>,
  findings: Finding[],
): WrittenSite['credentials'] {
  const all: Entry<WrittenCredentials & { readonly name: string }>[] = [];
  const brokenNames: string[] = [];
  for (const [name, value] of written) {
    const path = ['credentials', name];
    if (!nameValue.safeParse(name).success) {
      const hint = 'a name consists of letters, digits, ".", "_" and "-", and starts with a letter or digit';
      const message = `${shown(name)} is no name for credentials`;
      findings.push({ code: 'bad-value', path, at: 'key', message, hint });
    }
    const read = readEntry({ schema: credentialsSchema, path, value }, findings);
    if (read === undefined) brokenNames.push(name);
    else all.push({ path, value: { ...(read as WrittenCredentials), name } });
  }
  return entries(all, brokenNames);
}

/** The parsed value, also where nothing but keys that are refused whole stand in the way. */
function readEntry(subject: Subject & { readonly schema: z.ZodType }, findings: Finding[]): unknown {
  const result = subject.schema.safeParse(subject.value);
  if (result.success) return result.data;
  findings.push(...schemaFindings(subject, result.error.issues));
  const removable = removableKeys(subject, result.error.issues);
  if (removable === undefined) return undefined;
  return subject.schema.safeParse(without(subject.value, removable)).data;
}

/** A copy without the keys at the given paths. */
function without(value: unknown, paths: readonly SitePath[]): unknown {
  const copy: unknown = structuredClone(value);
  for (const path of paths) {
    const parent = path.slice(0, -1).reduce<unknown>((part, key) => (part as Mapping)[key], copy);
    Reflect.deleteProperty(parent as Mapping, String(path.at(-1)));
  }
  return copy;
}

type Mapping = Record<string | number, unknown>;

function writtenName(value: unknown): string | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const { hostname, name } = value as Mapping;
  const result = nameValue.safeParse(hostname ?? name);
  return result.success ? result.data : undefined;
}

function entries<Value>(
  all: readonly Entry<Value>[],
  broken: readonly (string | undefined)[],
): Entries<Value> {
  const brokenNames = broken.filter((name) => name !== undefined);
  return { all, brokenNames, hasNameless: brokenNames.length < broken.length };
}
