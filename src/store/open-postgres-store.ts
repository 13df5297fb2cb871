/** The door to a store in a PostgreSQL database. */
import pg from 'pg';
import type { Store } from '../engine/store.ts';
import { connectionOptions, placeOf } from './databases/postgres-address.ts';
import type { PostgresAddress } from './databases/postgres-address.ts';
import { openPostgres } from './databases/postgres-database.ts';
import { storeError } from './store-error.ts';
import { storeIn } from './store-in.ts';

export interface PostgresStoreOptions extends PostgresAddress {
  /** Milliseconds since 1970; the clock of the server if left out. */
  readonly now?: () => number;
}

/**
 * The store in a schema of a PostgreSQL database, made or brought up to the schema of this version. Any number of
 * processes on any number of machines may have it open; leases run out by the clock of the server. This and
 * every method of it throw `store-failed`, with place (without the password) and reason in the details. A server
 * that restarts is waited for, for some seconds, by whatever has not begun yet.
 */
export async function openPostgresStore({ now, ...address }: PostgresStoreOptions): Promise<Store> {
  return storeIn(await openPostgres(address, now === undefined ? undefined : () => new Date(now())));
}

/** Whether the schema holds the tables of a store, of whatever version; makes none. Throws `store-failed`. */
export async function hasPostgresStore(address: PostgresAddress): Promise<boolean> {
  const place = placeOf(address);
  const client = new pg.Client(connectionOptions(address.url));
  try {
    await client.connect();
    const { rows } = await client.query<{ found: string | null }>('SELECT to_regclass($1) AS "found"', [
      `${address.schema}.fabric`,
    ]);
    return rows[0]?.found !== null;
  } catch (error) {
    throw storeError(error, place);
  } finally {
    await client.end();
  }
}
