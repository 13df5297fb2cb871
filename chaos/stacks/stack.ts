/** Where the store and the queue of a history lie, and how to look into them from outside. */
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { labStateDirectory } from '../../src/app.ts';

export interface Stack {
  /** For the processes of the history. */
  readonly environment: Readonly<Record<string, string>>;
  restartRedis(): Promise<void>;
  flushRedis(): Promise<void>;
  /** Kills the database server, and starts it again that much later; only where it serves nobody else. */
  crashPostgres(forMs: number): Promise<void>;
  /** Everything that store and queue hold, by where it was found. */
  contents(): Promise<ReadonlyMap<string, Buffer | string>>;
  stop(): Promise<void>;
}

/** In that directory. `mayCrash`: the database server is to crash, so it has to be one for this history alone. */
export type StartStack = (directory: string, options: { readonly mayCrash: boolean }) => Promise<Stack>;

/** The embedded queue over SQLite in the state directory. */
export function embeddedStack(directory: string): Stack {
  return {
    environment: {},
    restartRedis: () => Promise.resolve(),
    flushRedis: () => Promise.resolve(),
    crashPostgres: () => Promise.resolve(),
    contents: () => stateFiles(directory),
    stop: () => Promise.resolve(),
  };
}

/** The files of the state directory; `lab.json`, which says how one logs in to the lab, is not among them. */
export async function stateFiles(directory: string): Promise<ReadonlyMap<string, Buffer>> {
  const state = labStateDirectory(directory);
  const names = await readdir(state, { recursive: true, withFileTypes: true });
  const files = names
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name));
  return new Map(await Promise.all(files.map(async (file) => [file, await readFile(file)] as const)));
}
