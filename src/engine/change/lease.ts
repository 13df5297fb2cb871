/** The lock on a change unit: a lease with a fencing number, renewed while the work goes on. */
import { SafetyError } from '../../fabric/errors.ts';
import type { Store } from '../store.ts';

export interface Lease {
  /** Higher than every number given for this unit before. */
  readonly fence: number;
  /** Throws `unit-locked` once the lease may have run out; asked before every write to a switch. */
  readonly check: () => void;
  release(): Promise<void>;
}

/** Takes the lease or throws `unit-locked`. */
export async function takeLease(store: Store, unit: string, holder: string, forMs: number): Promise<Lease> {
  const asked = Date.now();
  const fence = await store.acquireLease(unit, holder, forMs);
  if (fence === undefined) {
    const seconds = String(Math.ceil(forMs / 1000));
    const hint = `wait for it to end; \`twinleaf jobs list\` shows it; if its process died, the lock ends ${seconds} s later`;
    throw new SafetyError('unit-locked', `another job is changing ${unit}`, { unit, hint });
  }
  let heldUntil = asked + forMs;
  const renew = async (): Promise<void> => {
    const at = Date.now();
    if (await store.renewLease(unit, fence, forMs)) heldUntil = at + forMs;
    else heldUntil = 0;
  };
  const timer = setInterval(() => {
    // A renewal that cannot be made leaves the lease to run out, which `check` notices.
    renew().catch(() => undefined);
  }, forMs / 3);
  timer.unref();
  return {
    fence,
    check: () => {
      if (Date.now() < heldUntil) return;
      throw new SafetyError('unit-locked', `the lock on ${unit} was lost while it was being changed`, {
        unit,
      });
    },
    release: async () => {
      clearInterval(timer);
      await store.releaseLease(unit, fence);
    },
  };
}
