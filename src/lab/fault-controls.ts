/** What goes wrong at a virtual switch on request. */
import type { VirtualFaults } from '../drivers/virtual-switch.ts';

/** Whether the line still reaches the switch before the session is cut. */
export type CutMoment = 'before' | 'after';

interface LineFault {
  readonly pattern: RegExp;
  readonly moment: CutMoment;
  /** Lines of the pattern that pass before the fault begins. */
  spared: number;
  left: number;
}

export interface FaultOptions {
  /** How many lines it concerns; absent: one for a cut, every one for a refusal. */
  readonly times?: number;
  /** How many lines of the pattern pass before; absent: none. */
  readonly after?: number;
}

export class FaultControls implements VirtualFaults {
  readonly #isSave: (line: string) => boolean;
  #delays: readonly { readonly pattern: RegExp; readonly ms: number }[] = [];
  #cuts: LineFault[] = [];
  #refusals: LineFault[] = [];
  #refusesSaves = false;

  /** `isSave` tells which typed lines ask for the configuration to be saved. */
  constructor(isSave: (line: string) => boolean) {
    this.#isSave = isSave;
  }

  /** Every answer, or that to lines of a pattern, takes so many milliseconds. */
  setDelay(ms: number, pattern = /^/): void {
    this.#delays = [...this.#delays, { pattern, ms }];
  }

  /** Cuts the session at a line: before the switch has read it, or after it has acted but before it answers. */
  dropAt(
    pattern: RegExp,
    { moment = 'before', times = 1, after = 0 }: FaultOptions & { readonly moment?: CutMoment } = {},
  ): void {
    this.#cuts.push({ pattern, moment, spared: after, left: times });
  }

  /** Answers lines of a pattern with the operating system's own refusal. */
  refuse(pattern: RegExp, { times = Number.POSITIVE_INFINITY, after = 0 }: FaultOptions = {}): void {
    this.#refusals.push({ pattern, moment: 'before', spared: after, left: times });
  }

  /** Refuses every attempt to save the configuration. */
  refuseSave(): void {
    this.#refusesSaves = true;
  }

  /** Ends all faults. */
  clear(): void {
    this.#delays = [];
    this.#cuts = [];
    this.#refusals = [];
    this.#refusesSaves = false;
  }

  /** When a line cuts the session; uses the fault up. */
  takeCut(line: string): CutMoment | undefined {
    return take(this.#cuts, line)?.moment;
  }

  delayMs(line: string): number {
    return Math.max(0, ...this.#delays.filter(({ pattern }) => pattern.test(line)).map(({ ms }) => ms));
  }

  drops(line: string): boolean {
    return this.#cuts.some(({ pattern, left }) => left > 0 && pattern.test(line));
  }

  refuses(line: string): boolean {
    if (this.#refusesSaves && this.#isSave(line)) return true;
    return take(this.#refusals, line) !== undefined;
  }
}

function take(faults: readonly LineFault[], line: string): LineFault | undefined {
  const fault = faults.find(({ pattern, left }) => left > 0 && pattern.test(line));
  if (fault === undefined) return undefined;
  if (fault.spared > 0) {
    fault.spared -= 1;
    return undefined;
  }
  fault.left -= 1;
  return fault;
}
