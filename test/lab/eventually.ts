import { AssertionError } from 'node:assert';
import { setTimeout as delay } from 'node:timers/promises';

/** Between two looks. */
const pauseMs = 200;

/**
 * Looks again and again until what is asserted holds; after half a minute the assertion that failed last is thrown.
 * Anything else that is thrown is thrown at once.
 */
export async function eventually(assertion: () => Promise<void>, patienceMs = 30_000): Promise<void> {
  const deadline = performance.now() + patienceMs;
  for (;;) {
    try {
      await assertion();
      return;
    } catch (error) {
      if (!(error instanceof AssertionError) || performance.now() > deadline) throw error;
    }
    await delay(pauseMs);
  }
}
