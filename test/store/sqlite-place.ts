/** Places for SQLite stores. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openStore } from '../../src/store/open-store.ts';
import type { StorePlace } from '../contracts/store-place.ts';

/** A directory that does not exist yet, in a temporary one. */
export async function newSqlitePlace(): Promise<StorePlace> {
  const base = await mkdtemp(join(tmpdir(), 'twinleaf-store-'));
  const directory = join(base, 'state');
  return {
    open: (options = {}) => openStore({ directory, ...options }),
    opener: {
      module: new URL('../../src/store/open-store.ts', import.meta.url).href,
      name: 'openStore',
      options: { directory },
    },
    remove: () => rm(base, { recursive: true }),
  };
}
