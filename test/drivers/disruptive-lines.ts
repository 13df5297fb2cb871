/** Which lines a driver declares to stop a port for a moment. */
import assert from 'node:assert/strict';
import type { Driver } from '../../src/drivers/driver.ts';

/** Lines of a change that do, and lines that do not. */
export function itTellsDisruptiveLines(
  { disruptive }: Driver,
  stopping: readonly string[],
  harmless: readonly string[],
): void {
  const isDisruptive = (line: string): boolean => disruptive.some((pattern) => pattern.test(line));
  for (const line of stopping) {
    it(`knows that a port stops forwarding after "${line.trim()}"`, () => {
      assert.ok(isDisruptive(line));
    });
  }
  for (const line of harmless) {
    it(`knows that every port goes on forwarding after "${line.trim()}"`, () => {
      assert.ok(!isDisruptive(line));
    });
  }
}
