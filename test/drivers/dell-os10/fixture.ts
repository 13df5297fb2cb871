/** Configurations written by us in the device's form. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The text of a file in `fixtures/devices/dell-os10/`. */
export function fixture(name: string): string {
  return readFileSync(join(import.meta.dirname, '../../../fixtures/devices/dell-os10', name), 'utf8');
}
