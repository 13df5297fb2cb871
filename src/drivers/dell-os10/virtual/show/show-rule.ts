/** What a show command is: a syntax and the answer made from the state of the switch. */
import type { ShowAnswer } from '../cli/output-filters.ts';
import type { Configuration } from '../../../virtual/configuration.ts';
import type { Device } from '../state/device.ts';

export interface ShowContext {
  readonly device: Device;
  readonly running: Configuration;
  /** What runs where no transaction is open. */
  readonly candidate: Configuration;
  /** The whole text of what runs and of what starts. */
  readonly runningText: () => readonly string[];
  readonly startupText: () => readonly string[];
  /** Moment of the last start, in milliseconds of the switch's clock. */
  readonly bootedAt: number;
}

export interface ShowRule {
  readonly syntax: string;
  /** A string is a refusal. */
  readonly answer: (context: ShowContext, captures: readonly string[]) => ShowAnswer | string;
}

/** A rule of dashes. */
export function dashes(width: number): string {
  return '-'.repeat(width);
}

/** A text padded to a column, and never run together with the next. */
export function column(text: string, width: number): string {
  return text.length < width ? text.padEnd(width) : `${text} `;
}
