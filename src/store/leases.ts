/** Leases on units: who may change one, until when, under which fencing number. */
import type { EntityManager } from 'typeorm';
import type { Store } from '../engine/store.ts';
import { insertRows } from './database.ts';
import type { Database } from './database.ts';
import { leaseTable } from './entities/lease-rows.ts';
import type { LeaseRow } from './entities/lease-rows.ts';

type LeaseStore = Pick<Store, 'acquireLease' | 'renewLease' | 'releaseLease'>;

/**
 * The part of the store that holds leases. `now` decides what has run out: on one machine its clock. A holder
 * that asks again for what it has gets a new fencing number, and the old one is lost.
 */
export function leaseStore(database: Database, now: () => Date): LeaseStore {
  return {
    acquireLease: (unit, holder, forMs) =>
      database.write(async (rows) => {
        const at = now();
        const lease = await rows.findOneBy(leaseTable, { unit });
        if (lease !== null && isHeld(lease, at) && lease.holder !== holder) return undefined;
        const fence = 1 + ((await rows.maximum(leaseTable, 'fence')) ?? 0);
        await putLease(rows, { unit, holder, fence, expiresAt: after(at, forMs) });
        return fence;
      }),
    renewLease: (unit, fence, forMs) =>
      database.write(async (rows) => {
        const at = now();
        const lease = await rows.findOneBy(leaseTable, { unit });
        if (lease?.fence !== fence || !isHeld(lease, at)) return false;
        await putLease(rows, { ...lease, expiresAt: after(at, forMs) });
        return true;
      }),
    releaseLease: (unit, fence) =>
      database.write(async (rows) => {
        await rows.update(leaseTable, { unit, fence }, { holder: null, expiresAt: null });
      }),
  };
}

function isHeld(lease: LeaseRow, at: Date): boolean {
  return lease.expiresAt !== null && at.getTime() < Date.parse(lease.expiresAt);
}

function after(at: Date, forMs: number): string {
  return new Date(at.getTime() + forMs).toISOString();
}

async function putLease(rows: EntityManager, lease: LeaseRow): Promise<void> {
  await rows.delete(leaseTable, { unit: lease.unit });
  await insertRows(rows, leaseTable, [lease]);
}
