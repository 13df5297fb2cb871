/** A schema of a PostgreSQL database: reads side by side, writers one at a time over all processes. */
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { DataSource } from 'typeorm';
import type { EntityManager, QueryRunner } from 'typeorm';
import type { Database } from './database.ts';
import { allTables } from '../entities/all.ts';
import { allMigrations } from '../migrations/all.ts';
import { connectionOptions, patienceMs, placeOf } from './postgres-address.ts';
import type { PostgresAddress } from './postgres-address.ts';
import { isBehind, makeMigrations } from './schema-version.ts';
import { isUnreachable, storeError, storeFailed } from '../store-error.ts';
import { inTurn } from './turns.ts';

const pauseMs = 100;

/** Makes the schema if it is missing and brings it up to date. Without `now` the clock is the server's. */
export async function openPostgres(address: PostgresAddress, now?: () => Date): Promise<Database> {
  const place = placeOf(address);
  try {
    const source = await postgresSource(address).initialize();
    await migrateOrClose(source, address.schema, place);
    return postgresDatabase(source, address.schema, {
      place,
      time: now === undefined ? serverTime : fixed(now),
    });
  } catch (error) {
    throw storeError(error, place);
  }
}

/** The data source of a schema, not connected. The schema comes from migrations alone. */
export function postgresSource({ url, schema }: PostgresAddress): DataSource {
  return new DataSource({
    type: 'postgres',
    driver: pg,
    schema,
    entities: allTables,
    migrations: allMigrations,
    synchronize: false,
    logging: false,
    // An idle connection that breaks harms nobody: whoever needs one next gets another.
    poolErrorHandler: () => undefined,
    extra: connectionOptions(url),
  });
}

function fixed(now: () => Date): Database['time'] {
  return () => Promise.resolve(now());
}

/** Workers on several machines agree on what has run out only by a clock that is none of theirs. */
async function serverTime(rows: EntityManager): Promise<Date> {
  const [row] = await rows.query<{ at: Date }[]>('SELECT clock_timestamp() AS "at"');
  if (row === undefined) throw new Error('the server does not tell the time');
  return row.at;
}

/**
 * Writers hold one lock of the schema, over all processes, from before their first look to the end of their
 * transaction, and each statement sees what was committed before it: so nothing comes in between.
 */
const beginWrite = (schema: string): string =>
  `BEGIN ISOLATION LEVEL READ COMMITTED; SELECT pg_advisory_xact_lock(hashtext('twinleaf'), hashtext('${schema}'))`;
const beginRead = 'BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY';

async function migrateOrClose(source: DataSource, schema: string, place: string): Promise<void> {
  try {
    await transaction(source, beginWrite(schema), (runner) => migrate(source, runner, { schema, place }));
  } catch (error) {
    await source.destroy();
    throw error;
  }
}

async function migrate(
  source: DataSource,
  runner: QueryRunner,
  { schema, place }: { readonly schema: string; readonly place: string },
): Promise<void> {
  // Whoever may not make schemas may still use one that somebody made for him.
  if (!(await runner.hasSchema(schema))) await runner.createSchema(schema);
  if (await isBehind(source, runner, place)) await makeMigrations(source, runner);
}

function postgresDatabase(
  source: DataSource,
  schema: string,
  { place, time }: Pick<Database, 'place' | 'time'>,
): Database {
  const takeTurn = inTurn();
  const underWay = new Set<Promise<unknown>>();
  let isClosed = false;
  const inTransaction = async <T>(begin: string, work: (rows: EntityManager) => Promise<T>): Promise<T> => {
    try {
      return await transaction(source, begin, ({ manager }) => work(manager));
    } catch (error) {
      throw storeError(error, place);
    }
  };
  const tracked = async <T>(start: () => Promise<T>): Promise<T> => {
    if (isClosed) throw storeFailed(place, 'it has been closed');
    const working = start();
    underWay.add(working);
    return working.finally(() => underWay.delete(working));
  };
  return {
    place,
    time,
    read: (work) => tracked(() => inTransaction(beginRead, work)),
    // In turn within the process as well: waiting writers would take every connection from the readers.
    write: (work) => tracked(() => takeTurn(() => inTransaction(beginWrite(schema), work))),
    close: async () => {
      isClosed = true;
      await Promise.allSettled(underWay);
      if (source.isInitialized) await source.destroy();
    },
  };
}

async function transaction<T>(
  source: DataSource,
  begin: string,
  work: (runner: QueryRunner) => Promise<T>,
): Promise<T> {
  const runner = await begun(source, begin);
  try {
    const result = await work(runner);
    await runner.query('COMMIT');
    return result;
  } catch (error) {
    await rollBack(runner, error);
    throw error;
  } finally {
    await runner.release();
  }
}

/** A connection on which the transaction has begun. As long as nothing has, a server that restarts is waited for. */
async function begun(source: DataSource, begin: string): Promise<QueryRunner> {
  const deadline = Date.now() + patienceMs;
  for (;;) {
    const runner = source.createQueryRunner();
    try {
      await runner.query(begin);
      return runner;
    } catch (error) {
      await rollBack(runner, error);
      await runner.release();
      if (!isUnreachable(error) || Date.now() >= deadline) throw error;
    }
    await pause(pauseMs);
  }
}

/** Over a connection that is gone there is nothing to undo: the server rolls back what was not committed. */
async function rollBack(runner: QueryRunner, reason: unknown): Promise<void> {
  if (runner.isReleased) return;
  if (isUnreachable(reason)) return hangUp(runner);
  try {
    await runner.query('ROLLBACK');
  } catch (error) {
    await hangUp(runner);
    if (!isUnreachable(error)) throw error;
  }
}

/** Keeps a connection in doubt from being used again: a late answer would be taken for that of the next query. */
async function hangUp(runner: QueryRunner): Promise<void> {
  const client = await (runner.connect() as Promise<pg.PoolClient & { end(): Promise<void> }>).catch(
    // There never was one.
    () => undefined,
  );
  void client?.end();
}
