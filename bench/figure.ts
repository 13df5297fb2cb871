/** Figures: what was measured, and what it may be at most. */

export type Unit = 's' | 'ms' | 'GiB' | 'MiB' | 'MB' | 'times' | 'lines';

/** One measured figure against its bound. */
export interface Figure {
  readonly name: string;
  readonly measured: number;
  readonly unit: Unit;
  /** At most this, in the same unit; absent: shown beside the others, bound to nothing. */
  readonly bound?: number;
  /** Where the time or the memory goes, for the reader of a bound that was missed. */
  readonly because?: string;
}

/** False where more was measured than the bound allows. */
export function isKept({ measured, bound = Infinity }: Figure): boolean {
  return measured <= bound;
}

/** The measured value or another one as people read it: `7.15 s`. */
export function inUnit({ unit }: Figure, value: number): string {
  const digits = { s: 2, ms: 1, GiB: 2, MiB: 0, MB: 0, times: 2, lines: 0 }[unit];
  return `${value.toFixed(digits)} ${unit}`;
}

/**
 * The figures of several runs as one: the shortest time and the smallest ratio, which other work on the machine
 * disturbed least, and the most memory, which nothing disturbs.
 */
export function bestOf([first = [], ...others]: readonly (readonly Figure[])[]): readonly Figure[] {
  return first.map((figure, position) => {
    const values = [first, ...others].map((run) => run[position]?.measured ?? figure.measured);
    const isSize = ['GiB', 'MiB', 'MB', 'lines'].includes(figure.unit);
    return { ...figure, measured: isSize ? Math.max(...values) : Math.min(...values) };
  });
}

/** What a piece of work gave, and what it took. */
export interface Timed<Value> {
  readonly value: Value;
  /** By the clock on the wall. */
  readonly seconds: number;
  /** Of all threads, those of the garbage collector included; other work on the machine adds nothing to it. */
  readonly processorSeconds: number;
}

/** Does the work once. */
export function timed<Value>(work: () => Value): Timed<Value> {
  const before = process.cpuUsage();
  const start = performance.now();
  const value = work();
  const seconds = (performance.now() - start) / 1000;
  const { user, system } = process.cpuUsage(before);
  return { value, seconds, processorSeconds: (user + system) / 1e6 };
}

/** The most memory the process has had, in MiB. `maxRSS` is in KiB (getrusage). */
export function peakMiB(): number {
  return process.resourceUsage().maxRSS / 1024;
}
