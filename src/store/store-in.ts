/** The engine's Store over any database. */
import type { Store } from '../engine/store.ts';
import { claimStore } from './claims.ts';
import type { Database } from './databases/database.ts';
import { jobStore } from './jobs.ts';
import { journalStore } from './journal.ts';
import { leaseStore } from './leases.ts';
import { runStore } from './runs.ts';
import { stateStore } from './state.ts';

/** The store whose tables lie in that database; closing it closes the database. */
export function storeIn(database: Database): Store {
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
