/** Claims: a job and its unit, taken for one worker in one step; and jobs whose worker is gone. */
import { In } from 'typeorm';
import type { EntityManager } from 'typeorm';
import type { Claim, Store } from '../engine/store.ts';
import { chunks } from './databases/database.ts';
import type { Database } from './databases/database.ts';
import { leaseTable } from './entities/lease-rows.ts';
import { jobTable } from './entities/run-rows.ts';
import type { JobRow } from './entities/run-rows.ts';
import { readSummaries } from './jobs.ts';
import { isHeld, takeLease } from './leases.ts';
import { requireJob, requireRun } from './required-rows.ts';

type ClaimStore = Pick<Store, 'claimJob' | 'listDeadJobs'>;

/** The part of the store that gives jobs to workers. */
export function claimStore(database: Database): ClaimStore {
  return {
    claimJob: (id, forMs) =>
      database.write(async (rows) =>
        claim(rows, await requireJob(rows, id), await database.time(rows), forMs),
      ),
    listDeadJobs: () =>
      database.read(async (rows) => {
        const at = await database.time(rows);
        const running = await readSummaries(rows, { states: ['running'] });
        const alive = await holders(rows, new Set(running.map((job) => job.unit)), at);
        return running.filter((job) => alive.get(job.unit) !== job.id).reverse();
      }),
  };
}

async function claim(rows: EntityManager, job: JobRow, at: Date, forMs: number): Promise<Claim> {
  if (job.state !== 'queued') return 'taken';
  if (await isUnitBusy(rows, job, at)) return 'unit-busy';
  if (await isRunBusy(rows, job)) return 'run-busy';
  const startedAt = job.startedAt ?? at.toISOString();
  await rows.update(jobTable, { id: job.id }, { state: 'running', startedAt, cancelRequested: false });
  return { fence: await takeLease(rows, { unit: job.unit, holder: job.id }, at, forMs) };
}

/** A job that runs on paper keeps its unit even when its lease has run out: it must be settled first. */
async function isUnitBusy(rows: EntityManager, { id, unit }: JobRow, at: Date): Promise<boolean> {
  if (await rows.existsBy(jobTable, { unit, state: 'running' })) return true;
  const holder = (await holders(rows, new Set([unit]), at)).get(unit);
  return holder !== undefined && holder !== id;
}

async function isRunBusy(rows: EntityManager, job: JobRow): Promise<boolean> {
  const { maxUnavailable } = await requireRun(rows, job.run);
  if (maxUnavailable === null) return false;
  return (await rows.countBy(jobTable, { run: job.run, state: 'running' })) >= maxUnavailable;
}

/** Who holds each of these units at that moment; units that nobody holds are left out. */
async function holders(
  rows: EntityManager,
  units: ReadonlySet<string>,
  at: Date,
): Promise<ReadonlyMap<string, string>> {
  const found = new Map<string, string>();
  for (const chunk of chunks([...units])) {
    for (const lease of await rows.findBy(leaseTable, { unit: In(chunk) })) {
      if (lease.holder !== null && isHeld(lease, at)) found.set(lease.unit, lease.holder);
    }
  }
  return found;
}
