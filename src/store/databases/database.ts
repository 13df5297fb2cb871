/** What the store asks of a database: transactions. One implementation for each kind of database. */
import type { EntityManager, EntitySchema, ObjectLiteral } from 'typeorm';

/** Errors of the database leave it as `store-failed`; what the work itself throws passes unchanged. */
export interface Database {
  /** Where it is, for messages. */
  readonly place: string;
  /**
   * The time by which leases run out and moves are stamped: one clock for everybody who shares the database.
   */
  time(rows: EntityManager): Promise<Date>;
  /** Work on one consistent view. */
  read<T>(work: (rows: EntityManager) => Promise<T>): Promise<T>;
  /** Work that happens whole or not at all, and alone: no other process writes in between. */
  write<T>(work: (rows: EntityManager) => Promise<T>): Promise<T>;
  /** Waits for work under way; afterwards everything is refused. */
  close(): Promise<void>;
}

/**
 * How many rows go into one statement: the widest table has 10 columns, and the smallest limit on values of one
 * statement is SQLite's 32766 (SQLITE_MAX_VARIABLE_NUMBER, 3.32 and later).
 */
const rowsAtOnce = 500;

/** Adds the rows in their order. */
export async function insertRows<Row extends ObjectLiteral>(
  rows: EntityManager,
  table: EntitySchema<Row>,
  values: readonly Row[],
): Promise<void> {
  for (const chunk of chunks(values)) {
    // Read back, the generated numbers would cost a query for each row, and nobody wants them.
    await rows.createQueryBuilder().insert().into(table).values(chunk).updateEntity(false).execute();
  }
}

/** Pieces small enough for one statement. */
export function chunks<T>(values: readonly T[]): T[][] {
  const count = Math.ceil(values.length / rowsAtOnce);
  return Array.from({ length: count }, (_, i) => values.slice(i * rowsAtOnce, (i + 1) * rowsAtOnce));
}
