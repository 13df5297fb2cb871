/** Jobs whose worker died, was cut off from the store, or slept through its lease (design section 8, recovery). */
import type { JobGoal, JobRecord, Store } from './store.ts';
import type { TwinleafError } from '../fabric/errors.ts';

/**
 * Where such a job is led: back, unless its last word on the matter was that it had begun to confirm; then
 * forward, since a member may be confirmed. One that was being led somewhere goes on in that direction.
 */
export function goalOfDead({ goal, steps }: Pick<JobRecord, 'goal' | 'steps'>): JobGoal {
  if (goal !== 'apply') return goal;
  const last = steps.findLast(({ step }) => step === 'confirming' || step === 'revert');
  return last?.step === 'confirming' ? 'resume' : 'undo';
}

/** Queues a dead job again, towards that end; false where somebody else has. Throws `unknown-object`. */
export async function queueDeadJob(store: Store, id: string): Promise<boolean> {
  const job = await store.readJob(id);
  if (job?.state !== 'running') return false;
  const code: TwinleafError['code'] = 'worker-lost';
  const message = `the worker that changed ${job.unit} died or was cut off`;
  return store.moveJob(id, 'queued', {
    isDead: true,
    goal: goalOfDead(job),
    error: job.error ?? { code, message },
  });
}
