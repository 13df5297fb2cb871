/** The lock on a change unit: a lease with a fencing number, renewed while the work goes on. */
import { SafetyError } from '../../fabric/errors.ts';
import type { Store } from '../store.ts';

/** The unit is, or will soon be, another worker's: nothing more may be written to it, nor said about its job. */
export class LostUnit extends SafetyError {
  constructor(unit: string) {
    super('unit-locked', `the lock on ${unit} was lost while it was being changed`, {
      unit,
      hint: 'another worker leads the unit back or forward; `twinleaf jobs show` tells how it went',
    });
  }
}

/** Whether that is what an error comes from, in the end. */
export function isLostUnit(error: unknown): boolean {
  if (error instanceof LostUnit) return true;
  return error instanceof Error && error.cause !== undefined && isLostUnit(error.cause);
}

export interface Lease {
  /** Higher than every number given before. */
  readonly fence: number;
  /** Throws LostUnit once the lease may have run out; asked before every write to a switch. */
  readonly check: () => void;
  release(): Promise<void>;
}

/**
 * Keeps the lease that came with the claim of a job until it is released. It is renewed at once: between the
 * claim and this call the process may have been stopped for longer than the lease.
 */
export async function keepLease(store: Store, unit: string, fence: number, forMs: number): Promise<Lease> {
  let heldUntil = 0;
  const renew = async (): Promise<void> => {
    const at = Date.now();
    heldUntil = (await store.renewLease(unit, fence, forMs)) ? at + forMs : 0;
  };
  await renew();
  const timer = setInterval(() => {
    // A renewal that cannot be made leaves the lease to run out, which `check` notices.
    renew().catch(() => undefined);
  }, forMs / 3);
  timer.unref();
  return {
    fence,
    check: () => {
      if (Date.now() >= heldUntil) throw new LostUnit(unit);
    },
    release: async () => {
      clearInterval(timer);
      await store.releaseLease(unit, fence);
    },
  };
}
