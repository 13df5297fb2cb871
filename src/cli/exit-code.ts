/** The one place where an ending becomes an exit code; what each means is promised in the README. */
import { TwinleafError } from '../fabric/errors.ts';
import type { ErrorCode } from '../fabric/errors.ts';
import type { JobState } from '../engine/store.ts';
import type { Plan } from '../fabric/plan/plan.ts';

export const exitCodes = {
  /** Done; for commands that compare: nothing differs. */
  done: 0,
  /** It failed and nothing is left half-done. */
  failed: 1,
  /** For commands that compare: something differs. */
  differs: 2,
  /** A unit is half-applied or its state is unknown: a person must look. */
  halfApplied: 4,
  /** The command line is wrong, or a question had nobody to answer it. */
  usage: 64,
  /** No new step was started; the current one was finished or reverted. */
  interrupted: 130,
} as const;
export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

/** Codes of errors that do not simply mean `failed`. */
const special: Partial<Record<ErrorCode, ExitCode>> = {
  usage: exitCodes.usage,
  interrupted: exitCodes.interrupted,
  'half-applied': exitCodes.halfApplied,
  'rollback-failed': exitCodes.halfApplied,
};

/** The exit code of a thrown value; whatever is no TwinleafError is a fault of ours and counts as failed. */
export function exitCodeOfError(error: unknown): ExitCode {
  return (error instanceof TwinleafError ? special[error.code] : undefined) ?? exitCodes.failed;
}

/** The exit code of a run from the states its jobs ended in; the worst state decides. */
export function exitCodeOfJobs(states: readonly JobState[], wasInterrupted: boolean): ExitCode {
  if (states.includes('half-applied')) return exitCodes.halfApplied;
  if (states.every((state) => state === 'succeeded')) return exitCodes.done;
  return wasInterrupted ? exitCodes.interrupted : exitCodes.failed;
}

/**
 * The exit code of a plan. One without changes for a fabric in which a job died is no good news: what runs there
 * may still put itself back.
 */
export function exitCodeOfPlan(plan: Pick<Plan, 'refusals' | 'units' | 'warnings' | 'unread'>): ExitCode {
  const { refusals, units, warnings, unread = [] } = plan;
  if (refusals.length > 0) return exitCodes.failed;
  const isUnfinished = warnings.some(({ code }) => code === 'job-unfinished');
  if (units.length === 0 && isUnfinished) return exitCodes.halfApplied;
  const code = units.length > 0 ? exitCodes.differs : exitCodes.done;
  return exitCodeBeside(code, unread);
}

/** What else there was to say counts less than that a switch could not be read, unless a person must look. */
export function exitCodeBeside(code: ExitCode, unread: readonly unknown[]): ExitCode {
  const isOutdone = code === exitCodes.done || code === exitCodes.differs;
  return unread.length > 0 && isOutdone ? exitCodes.failed : code;
}

/** `differs` where a comparison found something. */
export function exitCodeOfDifference(differs: boolean): ExitCode {
  return differs ? exitCodes.differs : exitCodes.done;
}
