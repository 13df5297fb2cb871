/** Where a PostgreSQL store is, for its driver and for people. */
import type { PoolConfig } from 'pg';
import { storeFailed } from '../store-error.ts';

export interface PostgresAddress {
  /** `postgresql://user:password@host:port/database`. */
  readonly url: string;
  /** The schema that holds every table of the store: lower-case letters, digits and `_`. */
  readonly schema: string;
}

/** How long anybody waits for the server to answer, and for a process that is writing. */
export const patienceMs = 10_000;

/**
 * A process that stops in the middle of a transaction keeps all others from writing. After this time the server
 * gives its transaction up, before the patience of those who wait is at its end.
 */
const stuckMs = 5000;

/** Longer than any statement of ours takes: after this time without an answer the server counts as gone. */
const silenceMs = 30_000;

/** What node-postgres needs to connect. */
export function connectionOptions(url: string): PoolConfig {
  return {
    connectionString: url,
    application_name: 'twinleaf',
    connectionTimeoutMillis: patienceMs,
    query_timeout: silenceMs,
    lock_timeout: patienceMs,
    idle_in_transaction_session_timeout: stuckMs,
    keepAlive: true,
  };
}

/** The place in words, without the password. Throws `store-failed` where the URL or the schema is none. */
export function placeOf({ url, schema }: PostgresAddress): string {
  const parsed = URL.canParse(url) ? new URL(url) : undefined;
  if (parsed === undefined || !/^postgres(ql)?:$/.test(parsed.protocol)) {
    // The text itself stays out of the message: it may hold a password.
    throw storeFailed('in PostgreSQL', 'its address is no URL that begins with postgresql://');
  }
  const place = `${parsed.protocol}//${hostOf(parsed)}${parsed.pathname} (schema ${schema})`;
  if (!/^[a-z_][a-z0-9_]{0,62}$/.test(schema)) throw storeFailed(place, 'the schema has no plain name');
  return place;
}

/** A socket is named in the query, or in the place of the host with its slashes encoded. */
function hostOf(url: URL): string {
  if (url.host !== '') return decodeURIComponent(url.host);
  return url.searchParams.get('host') ?? 'localhost';
}
