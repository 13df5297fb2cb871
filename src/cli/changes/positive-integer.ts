/** Counts as typed. */
import { InvalidArgumentError } from 'commander';

/** For commander: a whole number from 1; anything else is a wrong command line. */
export function positiveInteger(text: string): number {
  if (/^[1-9]\d{0,5}$/.test(text)) return Number(text);
  throw new InvalidArgumentError('It takes a whole number from 1.');
}
