/** The way to the switches of a site: addresses, secrets, pinned keys, and a cap on how many at once. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Driver } from '../../drivers/driver.ts';
import type { CliSession, Exchange } from '../../transport/cli-session.ts';

export interface SwitchAccess {
  /** Opens a session in the driver's home mode. Throws DeviceError with the name of the switch. */
  open(hostname: string, options?: OpenOptions): Promise<OpenSwitch>;
}

export interface OpenOptions {
  readonly record?: (exchange: Exchange) => void;
  /** Asked before every write; throws to stop it. */
  readonly beforeWrite?: () => void;
  readonly signal?: AbortSignal;
  /** Connection attempts in all. */
  readonly attempts?: number;
}

export interface OpenSwitch {
  readonly hostname: string;
  readonly driver: Driver;
  readonly session: CliSession;
}

/** At most this many sessions are open at once, and a new one is opened every so many milliseconds. */
const sessionCap = 40;
const rampMs = 15;

/**
 * Does the work for every item, at most `sessionCap` at once and started one after the other; results in the
 * order of the items. If some fail, the first failure in that order is thrown after all have ended.
 */
export async function forEachSwitch<Item, Result>(
  items: readonly Item[],
  work: (item: Item) => Promise<Result>,
): Promise<readonly Result[]> {
  const settled = new Array<PromiseSettledResult<Result>>(items.length);
  const queue = [...items.entries()];
  const worker = async (position: number): Promise<void> => {
    if (position > 0) await sleep(position * rampMs);
    for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
      const [index, item] = next;
      const [outcome] = await Promise.allSettled([work(item)]);
      settled[index] = outcome;
    }
  };
  await Promise.all(
    Array.from({ length: Math.min(sessionCap, items.length) }, (_, position) => worker(position)),
  );
  return settled.map((outcome) => {
    if (outcome.status === 'rejected') throw outcome.reason;
    return outcome.value;
  });
}
