/** How jobs end, and what the end of one means for those that depend on it. */
import type { JobError, JobState, JobSummary } from '../engine/store.ts';
import type { ErrorCode } from '../fabric/errors.ts';

/** Whether a job in this state is left alone by workers. */
export function hasEnded(state: JobState): boolean {
  return state !== 'queued' && state !== 'running';
}

/** The job that does instead what this one was to do; undefined where it was not merged into another. */
export function heirOf({ state, error }: JobSummary): string | undefined {
  const merged: ErrorCode = 'merged';
  return state === 'cancelled' && error?.code === merged ? error.job : undefined;
}

/** The reason of a job that was cancelled because one it depends on ended without success: the first in a chain. */
export function cancelledBecause({ id, unit, state, error }: JobSummary): JobError {
  const code: ErrorCode = 'dependency-failed';
  if (error?.code === code) return error;
  const own = error === undefined ? '' : `: ${error.message}`;
  return {
    code,
    message: `job ${id} on ${unit}, which has to succeed first, ended as ${state}${own}`,
  };
}
