import assert from 'node:assert/strict';
import { DeviceError } from '../../src/fabric/errors.ts';

/** Whether an output was refused because it could not be read. */
export function isUnreadable(error: unknown): boolean {
  return error instanceof DeviceError && error.code === 'output-unreadable';
}

/** Outputs that are read in vain, each with what is wrong with it. */
export function itDoesNotGuess(readings: readonly (readonly [string, () => unknown])[]): void {
  for (const [what, read] of readings) {
    it(`does not guess: ${what}`, () => {
      assert.throws(read, isUnreadable);
    });
  }
}
