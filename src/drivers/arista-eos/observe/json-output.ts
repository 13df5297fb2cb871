/** Reading what `show ... | json` prints: every access checks, so that a changed shape is an error with a name. */
import { DeviceError } from '../../../fabric/errors.ts';

/** An object of a JSON document. */
export type JsonRecord = Readonly<Record<string, unknown>>;

/** What a parser throws about text it cannot read; DeviceError `output-unreadable` with the first words. */
export function unreadable(what: string, output: string): DeviceError {
  const words = output.trim().slice(0, 80);
  return new DeviceError('output-unreadable', `cannot read ${what}: ${words === '' ? 'no output' : words}`, {
    output,
  });
}

/** The document as an object; throws DeviceError `output-unreadable` where it is none. */
export function jsonRecord(output: string): JsonRecord {
  let document: unknown;
  try {
    document = JSON.parse(output);
  } catch (error) {
    if (error instanceof SyntaxError) throw unreadable('JSON', output);
    throw error;
  }
  if (!isRecord(document)) throw unreadable('a JSON object', output);
  return document;
}

/** The object under a key; throws DeviceError `output-unreadable` where there is none. */
export function recordAt(parent: JsonRecord, key: string): JsonRecord {
  const value = parent[key];
  if (!isRecord(value)) throw unreadable(`"${key}" of the JSON`, JSON.stringify(parent));
  return value;
}

/** Key and object of every entry; throws DeviceError `output-unreadable` at an entry that is no object. */
export function recordsOf(parent: JsonRecord): readonly (readonly [string, JsonRecord])[] {
  return Object.keys(parent).map((key) => [key, recordAt(parent, key)] as const);
}

/** The objects of the list under a key; throws DeviceError `output-unreadable` where there is none. */
export function listAt(parent: JsonRecord, key: string): readonly JsonRecord[] {
  const value = parent[key];
  if (!Array.isArray(value) || !value.every(isRecord)) {
    throw unreadable(`list "${key}" of the JSON`, JSON.stringify(parent));
  }
  return value;
}

/** The text under a key; throws DeviceError `output-unreadable` where there is none. */
export function textAt(parent: JsonRecord, key: string): string {
  const value = parent[key];
  if (typeof value !== 'string') throw unreadable(`"${key}" of the JSON`, JSON.stringify(parent));
  return value;
}

function isRecord(value: unknown): value is JsonRecord {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
