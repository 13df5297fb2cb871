/** Configurations written by us in the device's form. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The text of a file in `fixtures/devices/cisco-nxos/`. */
export function fixture(name: string): string {
  return readFileSync(join(import.meta.dirname, '../../../fixtures/devices/cisco-nxos', name), 'utf8');
}
