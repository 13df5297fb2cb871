/** What a show command is: a syntax and the answer made from the state of the switch. */
import type { ShowAnswer } from './output-filters.ts';
import type { Rule } from '../grammar/syntax.ts';
import type { SwitchCore } from '../switch-core.ts';

export interface ShowContext {
  readonly device: SwitchCore;
  /** Lines that the session has buffered for a commit; absent outside of that mode. */
  readonly buffered: readonly string[] | undefined;
}

export interface ShowRule extends Rule {
  /** A string is a refusal. */
  readonly answer: (context: ShowContext, captures: readonly string[]) => ShowAnswer | string;
}

/** A text padded or cut to a column, with one blank behind it. */
export function column(text: string, width: number): string {
  return text.slice(0, width - 1).padEnd(width);
}

/** `0200.0000.0101`: the form of tables. */
export function dottedMac(mac: string): string {
  return mac.replaceAll(':', '').replace(/(.{4})(.{4})(.{4})/, '$1.$2.$3');
}

/** `Wed May 26 11:59:05 2021`. */
export function dateText(ms: number): string {
  const [weekday = '', day = '', month = '', year = '', time = ''] = new Date(ms).toUTCString().split(' ');
  return `${weekday.slice(0, 3)} ${month} ${String(Number(day)).padStart(2)} ${time} ${year}`;
}

/** `name   : value`, as the vPC commands print. */
export function labelled(label: string, value: string | number): string {
  return `${label.padEnd(34)}: ${value}`;
}
