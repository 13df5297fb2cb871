/** Who may change a unit right now. */
import { EntitySchema } from 'typeorm';

export interface LeaseRow {
  readonly unit: string;
  /** Null after a release; the row stays, so that its fencing number is never given again. */
  readonly holder: string | null;
  readonly fence: number;
  /** ISO 8601, UTC; from this moment on the lease is free. */
  readonly expiresAt: string | null;
}

/** Table `leases`. */
export const leaseTable = new EntitySchema<LeaseRow>({
  name: 'leases',
  columns: {
    unit: { type: 'text', primary: true },
    holder: { type: 'text', nullable: true },
    fence: { type: 'integer' },
    expiresAt: { name: 'expires_at', type: 'text', nullable: true },
  },
});
