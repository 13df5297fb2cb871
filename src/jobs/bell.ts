/** How the workers of one process tell each other that something has changed. */
export interface Bell {
  ring(): void;
  /** How often it rang; somebody who saw this number has nothing new to look at. */
  rings(): number;
  /** Settles once it has rung more often than that, or after so many milliseconds. */
  rungAfter(rings: number, orAfterMs: number): Promise<void>;
}

/** A bell that has not rung yet. */
export function newBell(): Bell {
  let rings = 0;
  const waiting = new Set<() => void>();
  return {
    ring: () => {
      rings += 1;
      for (const goOn of waiting) goOn();
    },
    rings: () => rings,
    rungAfter: (seen, orAfterMs) =>
      new Promise((resolve) => {
        const goOn = (): void => {
          clearTimeout(timer);
          waiting.delete(goOn);
          resolve();
        };
        const timer = setTimeout(goOn, seen === rings ? orAfterMs : 0);
        waiting.add(goOn);
      }),
  };
}
