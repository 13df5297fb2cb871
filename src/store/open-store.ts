/** The door to a store in a directory: a SQLite file. */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Store } from '../engine/store.ts';
import { openSqlite, openSqliteInMemory } from './databases/sqlite-database.ts';
import { storeError } from './store-error.ts';
import { storeIn } from './store-in.ts';

export interface StoreOptions {
  /** Holds `store.sqlite`; made, for its owner only, if it is missing. */
  readonly directory: string;
  /** Milliseconds since 1970; the clock of the machine if left out. */
  readonly now?: () => number;
}

/**
 * The store of a directory, made or brought up to the schema of this version. Several processes of one machine
 * may have it open. This and every method of it throw `store-failed`, with path and reason in the details: not
 * writable, disk full, damaged, kept locked by another process, or written by a newer version.
 */
export async function openStore({ directory, now = Date.now }: StoreOptions): Promise<Store> {
  await makeDirectory(directory);
  return storeIn(await openSqlite(join(directory, 'store.sqlite'), () => new Date(now())));
}

/**
 * A store in which nothing is and which lies nowhere: what somebody who only looks is given where there is none,
 * so that looking finds the same as in an empty store and makes none. What is written to it is lost.
 */
export async function openEmptyStore(): Promise<Store> {
  return storeIn(await openSqliteInMemory(() => new Date()));
}

async function makeDirectory(directory: string): Promise<void> {
  try {
    await mkdir(directory, { recursive: true, mode: 0o700 });
  } catch (error) {
    throw storeError(error, directory);
  }
}
