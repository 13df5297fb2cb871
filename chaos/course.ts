/** The course of a history: what the journals say and what the switches saw, in one order of time. */
import type { TypedLine } from './lab/line-record.ts';
import type { InspectedJob } from './processes/orders.ts';

/** One line each, oldest first. */
export function courseOf(lines: readonly TypedLine[], jobs: readonly InspectedJob[]): readonly string[] {
  const typed = lines
    .filter(({ isChange }) => isChange)
    .map(({ at, switch: hostname, session, line }) => ({
      at: new Date(at).toISOString(),
      text: `${hostname} #${session} ${line}`,
    }));
  const steps = jobs.flatMap(({ id, steps: its }) =>
    its.map(({ at, step, phase, switch: hostname = '', message }) => ({
      at,
      text: `        ${id} ${step} ${phase} ${hostname} ${message}`,
    })),
  );
  const ends = jobs.map(({ id, endedAt = '', state, error }) => ({
    at: endedAt,
    text: `        ${id} ended as ${state} ${error?.message ?? ''}`,
  }));
  return [...typed, ...steps, ...ends]
    .toSorted((a, b) => (a.at < b.at ? -1 : Number(a.at > b.at)))
    .map(({ at, text }) => `${at} ${text}`);
}
