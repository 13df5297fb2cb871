/** Reading what `show ... | json` prints: every access checks, so that a changed shape is an error with a name. */
import { unreadable } from './unreadable.ts';

/** An object of a JSON document. */
export type JsonRecord = Readonly<Record<string, unknown>>;

/**
 * The document as an object; throws DeviceError `output-unreadable` where it is none. It is printed as one line,
 * which is broken wherever the terminal ends.
 */
export function jsonRecord(output: string): JsonRecord {
  let document: unknown;
  try {
    document = JSON.parse(output.replaceAll(/\r?\n/g, ''));
  } catch (error) {
    if (error instanceof SyntaxError) throw unreadable('JSON', output);
    throw error;
  }
  if (!isRecord(document)) throw unreadable('a JSON object', output);
  return document;
}

/**
 * The rows of `TABLE_<name>`: a list, or one object where there is one row, or nothing at all where there is
 * none. Throws DeviceError `output-unreadable` at anything else.
 */
export function rowsOf(parent: JsonRecord, name: string): readonly JsonRecord[] {
  const table = parent[`TABLE_${name}`];
  if (table === undefined || table === '') return [];
  const rows = isRecord(table) ? table[`ROW_${name}`] : undefined;
  const list: readonly unknown[] = Array.isArray(rows) ? rows : [rows];
  if (!list.every(isRecord)) throw unreadable(`table "${name}" of the JSON`, JSON.stringify(parent));
  return list;
}

/** The text under a key, numbers as text; throws DeviceError `output-unreadable` where there is neither. */
export function textAt(parent: JsonRecord, key: string): string {
  const value = parent[key];
  if (typeof value === 'number') return String(value);
  if (typeof value !== 'string') throw unreadable(`"${key}" of the JSON`, JSON.stringify(parent));
  return value;
}

/** The same, or undefined where the key is absent. */
export function optionalText(parent: JsonRecord, key: string): string | undefined {
  return parent[key] === undefined ? undefined : textAt(parent, key);
}

/** Whether the answer is JSON rather than a table for people. */
export function isJson(output: string): boolean {
  return output.trimStart().startsWith('{');
}

function isRecord(value: unknown): value is JsonRecord {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
