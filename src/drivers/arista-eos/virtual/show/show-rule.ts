/** What a show command is: a syntax and the answer made from the state of the switch. */
import type { Candidate, Candidates } from '../cli/candidates.ts';
import type { ShowAnswer } from '../cli/output-filters.ts';
import type { Configuration } from '../../../virtual/configuration.ts';
import type { Device } from '../state/device.ts';

export interface ShowContext {
  readonly device: Device;
  readonly running: Configuration;
  readonly startup: Configuration;
  readonly candidates: Candidates;
  /** The session that the command is typed in. */
  readonly candidate?: Candidate;
  readonly username: string;
  /** Moment of the last start, in milliseconds of the switch's clock. */
  readonly bootedAt: number;
}

export interface ShowRule {
  readonly syntax: string;
  /** Only in privileged mode. */
  readonly isPrivileged?: true;
  /** A string is a refusal. */
  readonly answer: (context: ShowContext, captures: readonly string[]) => ShowAnswer | string;
}

/** Seconds since the switch started; commit timers are told in them (SOURCES.md 2.2). */
export function uptimeSeconds({ device, bootedAt }: ShowContext): number {
  return Math.round((device.now() - bootedAt) / 10) / 100;
}

/** A text padded or cut to a column. */
export function column(text: string, width: number): string {
  return text.slice(0, width).padEnd(width);
}

/** `0200.0000.0101`: the form of tables. */
export function dottedMac(mac: string): string {
  return mac.replaceAll(':', '').replace(/(.{4})(.{4})(.{4})/, '$1.$2.$3');
}
