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

/** Output that stops in the middle of a text. */
export interface OutputBreak {
  /** Wherever the output has it. */
  readonly text: string;
  /** So many characters of it come before the pause. */
  readonly offset: number;
  readonly pauseMs: number;
  /** The rest never comes: the session is cut after the pause. */
  readonly isCut?: boolean;
}

export class FaultControls implements VirtualFaults {
  readonly #isSave: (line: string) => boolean;
  #delays: readonly { readonly pattern: RegExp; readonly ms: number }[] = [];
  #cuts: LineFault[] = [];
  #refusals: LineFault[] = [];
  #refusesSaves = false;
  #breaks: readonly OutputBreak[] = [];

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

  /** Delivers a text in two pieces, with a pause in between, whenever it is printed. */
  breakOutput(broken: OutputBreak): void {
    this.#breaks = [...this.#breaks, broken];
  }

  /** Ends all faults. */
  clear(): void {
    this.#breaks = [];
    this.#delays = [];
    this.#cuts = [];
    this.#refusals = [];
    this.#refusesSaves = false;
  }

  /** When a line cuts the session; uses the fault up. */
  takeCut(line: string): CutMoment | undefined {
    return take(this.#cuts, line)?.moment;
  }

  /** Where that output is broken first, and what happens there; a break that cuts the session is used up. */
  takeBreak(output: string): (OutputBreak & { readonly at: number }) | undefined {
    const [first] = this.#breaks
      .map((broken) => ({ ...broken, broken, at: output.indexOf(broken.text) + broken.offset }))
      .filter(({ text }) => output.includes(text))
      .sort((a, b) => a.at - b.at);
    if (first?.isCut === true) this.#breaks = this.#breaks.filter((one) => one !== first.broken);
    return first;
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
