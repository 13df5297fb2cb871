/**
 * What the workers of one process know of each other: which units they have in hand, so that a unit is never
 * in two hands, and that something has changed.
 */
export interface Board {
  /** Counts the changes; a worker that saw this number has nothing new to look at. */
  version(): number;
  /** Settles once the version is another one. */
  changedSince(version: number): Promise<void>;
  /** Counts the announcements; after a new one the store has jobs that nobody has seen. */
  announcements(): number;
  announce(): void;
  /** Makes every waiting worker look again. */
  wake(): void;
  /** True if the unit was free and is the job's now. */
  take(unit: string, job: string): boolean;
  release(unit: string): void;
  /** Whether a worker of this process has the job in hand. */
  has(job: string): boolean;
}

/** An empty board. */
export function emptyBoard(): Board {
  const inHand = new Map<string, string>();
  let announcements = 0;
  let version = 0;
  let waiting: (() => void)[] = [];
  const wake = (): void => {
    version += 1;
    const woken = waiting;
    waiting = [];
    for (const goOn of woken) goOn();
  };
  return {
    version: () => version,
    changedSince: (seen) =>
      seen === version ? new Promise((resolve) => waiting.push(resolve)) : Promise.resolve(),
    announcements: () => announcements,
    announce: () => {
      announcements += 1;
      wake();
    },
    wake,
    take: (unit, job) => {
      if (inHand.has(unit)) return false;
      inHand.set(unit, job);
      return true;
    },
    release: (unit) => {
      inHand.delete(unit);
      wake();
    },
    has: (job) => [...inHand.values()].includes(job),
  };
}
