/** How jobs end, and what the end of one means for those that depend on it. */
import type { JobError, JobState, JobSummary } from '../engine/store.ts';
import type { ErrorCode } from '../fabric/errors.ts';

/** Whether a job in this state is left alone by workers. */
export function hasEnded(state: JobState): boolean {
  return state !== 'queued' && state !== 'running';
}

/** The reason of a job that was cancelled because one it depends on ended without success. */
export function cancelledBecause(dependency: JobSummary): JobError {
  const code: ErrorCode = 'dependency-failed';
  const own = dependency.error === undefined ? '' : `: ${dependency.error.message}`;
  return {
    code,
    message: `job ${dependency.id} on ${dependency.unit}, which has to succeed first, ended as ${dependency.state}${own}`,
  };
}
