/** Takes up what workers left behind that died, or that lost their unit. */
import type { JobError, Store } from '../engine/store.ts';
import type { ErrorCode } from '../fabric/errors.ts';
import { recoveryGoal } from './recovery-goal.ts';

const code: ErrorCode = 'worker-lost';
const workerLost: JobError = {
  code,
  message: 'the process that did the job died, or was cut off for longer than its lease on the unit',
};

/**
 * Queues dead jobs again, each towards the goal that its journal asks for; with `among` only those. Gives how
 * many it queued. Several workers may do so at once: one of them takes a job up.
 */
export async function requeueDeadJobs(store: Store, among?: ReadonlySet<string>): Promise<number> {
  let queued = 0;
  for (const { id } of await store.listDeadJobs()) {
    if (among !== undefined && !among.has(id)) continue;
    const job = await store.readJob(id);
    if (job === undefined) continue;
    const move = { goal: recoveryGoal(job), error: job.error ?? workerLost };
    if (await store.moveJob(id, 'queued', { from: ['running'], isDead: true, ...move })) queued += 1;
  }
  return queued;
}
