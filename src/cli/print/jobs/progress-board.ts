/** How far every unit of a run is, in at most a screenful of lines however many units there are. */
import type { JobStep } from '../../../engine/store.ts';
import type { Progress } from '../../../engine/use-cases.ts';
import { printable } from '../printable.ts';
import { stepWords } from './job-words.ts';

/** More lines than that are no longer read, however tall the terminal is. */
const mostLines = 20;
/** Kept free: the line of counts, the line of what is not shown, and the cursor's. */
const otherLines = 3;

interface Unit {
  readonly line: string;
  readonly state: 'at work' | 'done' | 'failed';
}

/** A step whose failure does not yet mean that the job fails: it is done again, or owed. */
const forgivable: ReadonlySet<JobStep['step']> = new Set(['lock', 'confirm', 'save']);

/** `rack1  sw1: sent the change (3 lines)`. */
export function progressLine(progress: Progress): string {
  return printable(`${progress.unit}  ${stepWords(progress)}`);
}

export class ProgressBoard {
  readonly #total: number;
  readonly #units = new Map<string, Unit>();

  /** `total` is how many units the run has, those that have not begun included. */
  constructor(total: number) {
    this.#total = total;
  }

  /** Notes an entry; gives a line that is to stay on the screen where a unit has failed just now. */
  take(progress: Progress): string | undefined {
    const before = this.#units.get(progress.unit)?.state ?? 'at work';
    const state = stateAfter(before, progress);
    const line = progressLine(progress);
    this.#units.set(progress.unit, { line, state });
    return this.#isSmall(mostLines) || state !== 'failed' || before === 'failed' ? undefined : line;
  }

  /** Every unit where they fit, else those at work and how many there are of each kind. */
  lines(rows: number): readonly string[] {
    const room = Math.max(1, Math.min(mostLines, rows - otherLines));
    const units = [...this.#units.values()];
    if (this.#isSmall(room)) return units.map(({ line }) => line);
    const atWork = units.filter(({ state }) => state === 'at work');
    const hidden = atWork.length - room;
    return [
      ...atWork.slice(0, room).map(({ line }) => line),
      ...(hidden > 0 ? [`... and ${String(hidden)} more at work`] : []),
      this.#counts(),
    ];
  }

  #isSmall(room: number): boolean {
    return Math.max(this.#total, this.#units.size) <= room;
  }

  #counts(): string {
    const count = (state: Unit['state']): number =>
      [...this.#units.values()].filter((unit) => unit.state === state).length;
    const waiting = Math.max(0, this.#total - this.#units.size);
    return (
      `${String(count('done'))} done, ${String(count('failed'))} failed, ` +
      `${String(count('at work'))} at work, ${String(waiting)} waiting`
    );
  }
}

function stateAfter(before: Unit['state'], { step, phase }: Progress): Unit['state'] {
  if (step === 'record' && phase === 'done') return 'done';
  if (phase === 'failed' && !forgivable.has(step)) return 'failed';
  return before;
}
