/** Configurations written by us in the device's form. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Reads files of `fixtures/devices/<driver>/` by their name. */
export function fixturesOf(driver: string): (name: string) => string {
  return (name) => readFileSync(join(import.meta.dirname, '../../fixtures/devices', driver, name), 'utf8');
}
