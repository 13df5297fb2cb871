/**
 * Jobs whose worker died, or that left a member in doubt. What they made on the switches bears our marks, and
 * nobody has recorded it: without them it would look like somebody else's, and would never be removed again.
 */
import type { Warning } from '../../fabric/errors.ts';
import type { Ownership } from '../../fabric/model/ownership.ts';
import { ownsNothing } from '../../fabric/model/ownership.ts';
import type { RunningFacts } from '../../fabric/model/running-facts.ts';
import { unitedOwnership } from '../../fabric/plan/ownership/desired-ownership.ts';
import { markedOwnership } from '../../fabric/plan/ownership/marked-state.ts';
import type { JobSummary, StoreToLookAt } from '../store.ts';

/** Jobs that run, wait to be led to an end or are half-applied, and that no later success on their unit has settled. */
export async function unfinishedJobs(store: StoreToLookAt): Promise<readonly JobSummary[]> {
  const begun = await store.listJobs({ states: ['queued', 'running', 'half-applied'] });
  const open = begun.filter(({ state, goal }) => state !== 'queued' || goal !== 'apply');
  const unsettled = await Promise.all(
    open.map(async (job) => {
      const [success] = await store.listJobs({ unit: job.unit, states: ['succeeded'], limit: 1 });
      return success === undefined || success.createdAt < job.createdAt ? [job] : [];
    }),
  );
  return unsettled.flat();
}

/** Ownership by hostname with what those jobs were to claim, as far as it is marked on the switches. */
export async function withUnfinished(
  ownership: ReadonlyMap<string, Ownership>,
  store: StoreToLookAt,
  facts: ReadonlyMap<string, RunningFacts>,
): Promise<ReadonlyMap<string, Ownership>> {
  const united = new Map(ownership);
  for (const job of await unfinishedJobs(store)) {
    const plan = await store.readPlan(job.plan);
    for (const one of plan?.units.find(({ unit }) => unit === job.unit)?.switches ?? []) {
      const running = facts.get(one.switch);
      if (running === undefined) continue;
      const made = inBoth(one.ownership, markedOwnership(running));
      united.set(one.switch, unitedOwnership(united.get(one.switch) ?? ownsNothing, made));
    }
  }
  return united;
}

function inBoth(a: Ownership, b: Ownership): Ownership {
  return {
    vlans: a.vlans.filter((vlan) => b.vlans.includes(vlan)),
    ports: a.ports.filter((port) => b.ports.includes(port)),
    portChannels: a.portChannels.filter((id) => b.portChannels.includes(id)),
    svis: a.svis.filter((vlan) => b.svis.includes(vlan)),
    pairDomain: a.pairDomain && b.pairDomain,
  };
}

/** What a reader of a plan must know of them: what the switches run may not last. */
export async function unfinishedWarnings(store: StoreToLookAt): Promise<readonly Warning[]> {
  return (await unfinishedJobs(store)).map(({ id, unit, state }) => ({
    code: 'job-unfinished' as const,
    message:
      state === 'running'
        ? `${unit}: job ${id} has not ended: it is at work, or its process died; a switch that it did not confirm takes its change back by itself`
        : `${unit}: job ${id} left the unit half-applied; see \`twinleaf jobs show ${id}\``,
  }));
}
