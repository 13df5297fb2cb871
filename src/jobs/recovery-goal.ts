/** Back or forward: what becomes of a job whose worker died. */
import type { JobGoal, JobRecord } from '../engine/store.ts';

/**
 * Where a job is led whose worker died or lost its unit (design, section 8, 'Recovery'): back, unless its journal
 * says that it had begun to confirm; then forward. A job that was on its way back or forward keeps its goal.
 */
export function recoveryGoal({ goal, steps }: Pick<JobRecord, 'goal' | 'steps'>): JobGoal {
  if (goal !== 'apply') return goal;
  return steps.some(({ step }) => step === 'confirming') ? 'resume' : 'undo';
}
