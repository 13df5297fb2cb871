/** Places for PostgreSQL stores: a schema each, in the one server of this process. */
import assert from 'node:assert/strict';
import pg from 'pg';
import type { PostgresAddress } from '../../src/store/databases/postgres-address.ts';
import { openPostgresStore } from '../../src/store/open-postgres-store.ts';
import type { StorePlace } from '../contracts/store-place.ts';
import { sharedPostgres } from '../services/postgres.ts';

let schemas = 0;

/** The address of a schema that does not exist yet. */
export async function newPostgresAddress(): Promise<PostgresAddress> {
  const server = await sharedPostgres();
  assert.ok(server);
  schemas += 1;
  return { url: server.url, schema: `twinleaf_${process.pid}_${schemas}` };
}

/** A schema that does not exist yet. */
export async function newPostgresPlace(): Promise<StorePlace> {
  const address = await newPostgresAddress();
  return {
    open: (options = {}) => openPostgresStore({ ...address, ...options }),
    opener: {
      module: new URL('../../src/store/open-postgres-store.ts', import.meta.url).href,
      name: 'openPostgresStore',
      options: address,
    },
    remove: () => runSql(address.url, `DROP SCHEMA IF EXISTS ${address.schema} CASCADE`),
  };
}

/** Runs a statement on the server, past the store. */
export async function runSql(url: string, statement: string): Promise<void> {
  const client = new pg.Client(url);
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
