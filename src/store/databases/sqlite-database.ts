/** A SQLite file: one connection, write-ahead log, transactions in turn. */
import { open } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import sqlite3 from 'sqlite3';
import { DataSource } from 'typeorm';
import type { EntityManager } from 'typeorm';
import type { Database } from './database.ts';
import { allTables } from '../entities/all.ts';
import { allMigrations } from '../migrations/all.ts';
import { isBehind, makeMigrations } from './schema-version.ts';
import { isBusy, storeError, storeFailed } from '../store-error.ts';
import { inTurn } from './turns.ts';

/** How long a process waits for another one that is writing. */
const patienceMs = 10_000;
const pauseMs = 20;

/**
 * Opens the file, makes it if it is missing (for its owner only), and brings its schema up to date. `now` is the
 * clock of everybody who has it open: the machine's.
 */
export async function openSqlite(file: string, now: () => Date): Promise<Database> {
  try {
    await (await open(file, 'a', 0o600)).close();
    return sqliteDatabase(await connect(file), file, now);
  } catch (error) {
    throw storeError(error, file);
  }
}

/** SQLite's name for a database of one connection that is never a file (sqlite.org/inmemorydb.html). */
const inMemory = ':memory:';

/** An empty database of this version that lies in no file and is gone when it is closed. */
export async function openSqliteInMemory(now: () => Date): Promise<Database> {
  try {
    return sqliteDatabase(await connect(inMemory), inMemory, now);
  } catch (error) {
    throw storeError(error, inMemory);
  }
}

/** TypeORM switches on that every call keeps a stack trace, which takes longer than most of our statements. */
const terse = { ...sqlite3, verbose: () => sqlite3 };

/** The data source of a file, not connected. Its schema comes from migrations alone. */
export function sqliteSource(file: string): DataSource {
  return new DataSource({
    type: 'sqlite',
    driver: terse,
    database: file,
    entities: allTables,
    migrations: allMigrations,
    synchronize: false,
    logging: false,
    enableWAL: true,
    busyTimeout: patienceMs,
  });
}

/** Turning on the write-ahead log does not wait for other processes, so it is tried again while they do it. */
async function connect(file: string): Promise<DataSource> {
  for (let waitedMs = 0; ; waitedMs += pauseMs) {
    try {
      const source = await sqliteSource(file).initialize();
      await migrateOrClose(source, file);
      return source;
    } catch (error) {
      if (!isBusy(error) || waitedMs >= patienceMs) throw error;
    }
    await pause(pauseMs);
  }
}

async function migrateOrClose(source: DataSource, file: string): Promise<void> {
  try {
    await migrate(source, file);
  } catch (error) {
    await source.destroy();
    throw error;
  }
}

async function migrate(source: DataSource, file: string): Promise<void> {
  const runner = source.createQueryRunner();
  if (!(await isBehind(source, runner, file))) return;
  // Rebuilding a table needs foreign keys off, and SQLite cannot turn them off inside a transaction.
  await source.query('PRAGMA foreign_keys = OFF');
  await transaction(source, 'BEGIN IMMEDIATE', async () => {
    // Another process may have made them meanwhile.
    if (await isBehind(source, runner, file)) await makeMigrations(source, runner);
  });
  await source.query('PRAGMA foreign_keys = ON');
}

function sqliteDatabase(source: DataSource, place: string, now: () => Date): Database {
  const takeTurn = inTurn();
  const inTransaction = <T>(begin: string, work: (rows: EntityManager) => Promise<T>): Promise<T> =>
    takeTurn(async () => {
      if (!source.isInitialized) throw storeFailed(place, 'it has been closed');
      try {
        return await transaction(source, begin, () => work(source.manager));
      } catch (error) {
        throw storeError(error, place);
      }
    });
  return {
    place,
    time: () => Promise.resolve(now()),
    read: (work) => inTransaction('BEGIN', work),
    // A plain BEGIN takes the write lock at the first write only, and fails at once, without waiting, if
    // another process has written since the first read (sqlite.org/lang_transaction.html, 2.2).
    write: (work) => inTransaction('BEGIN IMMEDIATE', work),
    close: () => takeTurn(() => (source.isInitialized ? source.destroy() : Promise.resolve())),
  };
}

async function transaction<T>(source: DataSource, begin: string, work: () => Promise<T>): Promise<T> {
  await source.query(begin);
  try {
    const result = await work();
    await source.query('COMMIT');
    return result;
  } catch (error) {
    await rollBack(source, error);
    throw error;
  }
}

/** SQLite has already rolled back by itself after some failures (disk full, I/O), and then has nothing to undo. */
async function rollBack(source: DataSource, reason: unknown): Promise<void> {
  try {
    await source.query('ROLLBACK');
  } catch (error) {
    if (!String(error).includes('no transaction is active')) throw new AggregateError([reason, error]);
  }
}
