/** Leases on units: who may change one, until when, under which fencing number. */
import type { EntityManager } from 'typeorm';
import type { Store } from '../engine/store.ts';
import { insertRows } from './databases/database.ts';
import type { Database } from './databases/database.ts';
import { leaseTable } from './entities/lease-rows.ts';
import type { LeaseRow } from './entities/lease-rows.ts';

type LeaseStore = Pick<Store, 'renewLease' | 'releaseLease'>;

/** The part of the store that keeps leases going and ends them; `takeLease` begins them. */
export function leaseStore(database: Database): LeaseStore {
  return {
    renewLease: (unit, fence, forMs) =>
      database.write(async (rows) => {
        const at = await database.time(rows);
        if (!(await holdsUnit(rows, unit, fence, at))) return false;
        await rows.update(leaseTable, { unit, fence }, { expiresAt: after(at, forMs) });
        return true;
      }),
    releaseLease: (unit, fence) =>
      database.write(async (rows) => {
        await rows.update(leaseTable, { unit, fence }, { holder: null, expiresAt: null });
      }),
  };
}

/** The fencing number of a lease that somebody takes now, whoever had the unit before. */
export async function takeLease(
  rows: EntityManager,
  { unit, holder }: { readonly unit: string; readonly holder: string },
  at: Date,
  forMs: number,
): Promise<number> {
  const fence = 1 + ((await rows.maximum(leaseTable, 'fence')) ?? 0);
  await rows.delete(leaseTable, { unit });
  await insertRows(rows, leaseTable, [{ unit, holder, fence, expiresAt: after(at, forMs) }]);
  return fence;
}

/** Whether that fencing number is the unit's, neither released nor run out. */
export async function holdsUnit(
  rows: EntityManager,
  unit: string,
  fence: number,
  at: Date,
): Promise<boolean> {
  const lease = await rows.findOneBy(leaseTable, { unit, fence });
  return lease !== null && isHeld(lease, at);
}

/** Whether the job has the lease on its unit. */
export async function hasUnit(
  rows: EntityManager,
  { id, unit }: { readonly id: string; readonly unit: string },
  at: Date,
): Promise<boolean> {
  const lease = await rows.findOneBy(leaseTable, { unit, holder: id });
  return lease !== null && isHeld(lease, at);
}

/** Whether the lease is somebody's at that moment. */
export function isHeld(lease: LeaseRow, at: Date): boolean {
  return lease.expiresAt !== null && at.getTime() < Date.parse(lease.expiresAt);
}

function after(at: Date, forMs: number): string {
  return new Date(at.getTime() + forMs).toISOString();
}
