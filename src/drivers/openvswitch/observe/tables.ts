/** Reading what `ovs-vsctl --format=json list` prints, as described in ovs-vsctl(8) and RFC 7047 section 5.1. */
import { DeviceError } from '../../../fabric/errors.ts';

/** What a parser throws about text it cannot read; DeviceError `output-unreadable` with the first words. */
export function unreadable(what: string, output: string): DeviceError {
  const words = output.trim().slice(0, 80);
  return new DeviceError('output-unreadable', `cannot read ${what}: ${words === '' ? 'no output' : words}`, {
    output,
  });
}

/** A JSON object. Throws DeviceError `output-unreadable` where the text is none. */
export function parsedRecord(output: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(output);
    if (isRecord(value)) return value;
  } catch {
    throw unreadable('JSON', output);
  }
  throw unreadable('JSON', output);
}

/** One row of a table by column. */
export type Row = ReadonlyMap<string, unknown>;

/** The rows of a table. Throws DeviceError `output-unreadable`. */
export function rowsOf(table: unknown): readonly Row[] {
  if (!isRecord(table) || !Array.isArray(table['headings']) || !Array.isArray(table['data'])) {
    throw unreadable('a table of the database', Array.isArray(table) ? 'a list' : typeof table);
  }
  const headings = table['headings'].map(String);
  return table['data'].map((row: unknown) => {
    const cells: readonly unknown[] = Array.isArray(row) ? row : [];
    return new Map(headings.map((heading, i) => [heading, cells[i]]));
  });
}

/** The text in a column; undefined where it is empty or something else. */
export function textIn(row: Row, column: string): string | undefined {
  const value = row.get(column);
  return typeof value === 'string' ? value : undefined;
}

/** The entries of a column that is a map. */
export function mapIn(row: Row, column: string): ReadonlyMap<string, string> {
  const value = row.get(column);
  const entries: readonly unknown[] =
    Array.isArray(value) && value[0] === 'map' ? (value[1] as unknown[]) : [];
  return new Map(
    entries.flatMap((entry): [string, string][] =>
      Array.isArray(entry) ? [[String(entry[0]), String(entry[1])]] : [],
    ),
  );
}

/** The row ids in a column: one, or a set of them. */
export function idsIn(row: Row, column: string): readonly string[] {
  const value = row.get(column);
  if (!Array.isArray(value)) return [];
  const [kind, inside] = value as readonly unknown[];
  if (kind === 'uuid') return [String(inside)];
  return Array.isArray(inside) ? inside.map((one: unknown) => String(Array.isArray(one) ? one[1] : one)) : [];
}

/** The numbers in a column: one, or a set of them. */
export function numbersIn(row: Row, column: string): readonly number[] {
  const value = row.get(column);
  const inside: unknown = Array.isArray(value) ? value[1] : value;
  return (Array.isArray(inside) ? inside : [inside]).filter((one) => typeof one === 'number');
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
