/** Jobs whose worker died, was cut off from the store, or slept through its lease (`docs/safe-change.md`). */
import type { TwinleafError } from '../../fabric/errors.ts';
import type { JobGoal, JobRecord, JobStep, Store } from '../store.ts';

/**
 * Where such a job is led: back, unless its last word on the matter was that it had begun to confirm; then
 * forward, since a member may be confirmed. One that was being led somewhere goes on in that direction; one that
 * had sent nothing begins again with its plan, which is checked anew.
 */
export function goalOfDead({ goal, steps }: Pick<JobRecord, 'goal' | 'steps'>): JobGoal {
  if (goal !== 'apply') return goal;
  if (switchesSentTo(steps).size === 0) return 'apply';
  const last = steps.findLast(({ step }) => step === 'confirming' || step === 'revert');
  return last?.step === 'confirming' ? 'resume' : 'undo';
}

/** Switches to which a job may have sent something: the entry is in the journal before the first line goes out. */
export function switchesSentTo(steps: readonly JobStep[]): ReadonlySet<string> {
  const begun = steps.filter(({ step, phase }) => step === 'change' && phase === 'started');
  return new Set(begun.flatMap((step) => step.switch ?? []));
}

/**
 * Queues a dead job again, towards that end; false where somebody else has. Without `beginsAgain` a job that had
 * sent nothing is to end as failed: nobody may be there any more who wants it. Throws `unknown-object`.
 */
export async function queueDeadJob(
  store: Store,
  id: string,
  { beginsAgain }: { readonly beginsAgain: boolean },
): Promise<boolean> {
  const job = await store.readJob(id);
  if (job?.state !== 'running') return false;
  const goal = goalOfDead(job);
  const code: TwinleafError['code'] = 'worker-lost';
  const message = `the worker that changed ${job.unit} died or was cut off`;
  return store.moveJob(id, 'queued', {
    isDead: true,
    goal: goal === 'apply' && !beginsAgain ? 'undo' : goal,
    error: job.error ?? { code, message },
  });
}
