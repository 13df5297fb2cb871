/** How the contract suites reach a store of a kind that they do not know. */
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Store } from '../../src/engine/store.ts';

/** Where one store lies; opened twice it is the same store. */
export interface StorePlace {
  open(options?: { readonly now?: () => number }): Promise<Store>;
  /** For another process: an exported function of a module, and the plain options that open the same store. */
  readonly opener: { readonly module: string; readonly name: string; readonly options: object };
  remove(): Promise<void>;
}

/** A fresh, empty place. */
export type NewPlace = () => Promise<StorePlace>;

/**
 * What another process is to do with a store; `store-process.ts` says how. With `killedAt` the process kills
 * itself while that job of its run is being written.
 */
export type StoreOrder =
  | { readonly act: 'create-run'; readonly jobs: number; readonly killedAt?: number }
  | {
      readonly act: 'take-unit';
      readonly jobs: readonly string[];
      readonly unit: string;
      readonly log: string;
    }
  | { readonly act: 'take-job'; readonly job: string };

/** Starts another process on the store; it says `ready` on stdout when the store is open. */
export function startStoreProcess(place: StorePlace, order: StoreOrder): ChildProcess {
  const script = fileURLToPath(new URL('store-process.ts', import.meta.url));
  const task = JSON.stringify({ opener: place.opener, order });
  return spawn(process.execPath, ['--import', 'tsx', script, task], { stdio: ['ignore', 'pipe', 'inherit'] });
}

/** Waits until the process has opened its store. */
export async function untilReady(child: ChildProcess): Promise<void> {
  if (child.stdout === null) throw new Error('the process has no stdout');
  await once(child.stdout, 'data');
}

/** Exit code of the process, null where a signal ended it. */
export async function exitCode(child: ChildProcess): Promise<number | null> {
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
  return child.exitCode;
}
