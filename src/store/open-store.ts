/** The one door to this room: a directory in, the engine's Store out. */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Store } from '../engine/store.ts';
import { claimStore } from './claims.ts';
import { jobStore } from './jobs.ts';
import { journalStore } from './journal.ts';
import { leaseStore } from './leases.ts';
import { runStore } from './runs.ts';
import { openSqlite } from './sqlite-database.ts';
import { stateStore } from './state.ts';
import { storeError } from './store-error.ts';

export interface StoreOptions {
  /** Holds `store.sqlite`; made, for its owner only, if it is missing. */
  readonly directory: string;
  /** Milliseconds since 1970; the clock of the machine if left out. */
  readonly now?: () => number;
}

/**
 * The store of a directory, made or brought up to the schema of this version. Several processes may have it
 * open. This and every method of it throw `store-failed`, with path and reason in the details: not writable,
 * disk full, damaged, kept locked by another process, or written by a newer version.
 */
export async function openStore(options: StoreOptions): Promise<Store> {
  const clock = options.now ?? Date.now;
  await makeDirectory(options.directory);
  const database = await openSqlite(join(options.directory, 'store.sqlite'), () => new Date(clock()));
  return {
    ...stateStore(database),
    ...runStore(database),
    ...jobStore(database),
    ...claimStore(database),
    ...journalStore(database),
    ...leaseStore(database),
    close: () => database.close(),
  };
}

async function makeDirectory(directory: string): Promise<void> {
  try {
    await mkdir(directory, { recursive: true, mode: 0o700 });
  } catch (error) {
    throw storeError(error, directory);
  }
}
