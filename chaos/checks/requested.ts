/** Whether what people asked for came to what they were told. */
import type { Request } from '../history/history.ts';
import type { End } from '../processes/crew.ts';

/** A request and how it ended. */
export interface Requested {
  readonly request: Request;
  /** By which its jobs name it. */
  readonly name: string;
  readonly end: End;
  /** How many lines that can change something were typed at any switch meanwhile. */
  readonly changesTyped: number;
}

/** Refused before anything is sent. */
const harmless = ['plan-stale', 'state-missing', 'unknown-object', 'not-possible'];

/** In words, each request that was refused although something was sent; of those that had the site for themselves. */
export function refusalFaults(requested: readonly Requested[]): readonly string[] {
  const [only, ...others] = requested;
  if (only === undefined || others.length > 0 || only.end.kind !== 'refused') return [];
  const { code } = only.end;
  if (only.changesTyped === 0 || !(harmless.includes(code) || code.startsWith('guard-'))) return [];
  return [`${only.name} was refused (${code}), and ${String(only.changesTyped)} lines were typed`];
}
