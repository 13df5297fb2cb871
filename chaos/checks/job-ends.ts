/** Whether every job has exactly one end, and says the same to everybody. */
import type { End } from '../processes/crew.ts';
import type { InspectedJob } from '../processes/orders.ts';
import { isAround } from './saved-plans.ts';

const finalStates = ['succeeded', 'rolled-back', 'failed', 'cancelled'];

/** In words, what is wrong with the ends of jobs. */
export function jobEndFaults(jobs: readonly InspectedJob[]): readonly string[] {
  const byId = new Map(jobs.map((job) => [job.id, job]));
  return jobs.flatMap((job) => {
    const faults: string[] = [];
    const name = `job ${job.id} on ${job.unit}`;
    if (!finalStates.includes(job.state) && !isSettledLater(job, jobs))
      faults.push(`${name} has not ended: ${job.state} (${job.error?.message ?? ''})`);
    if (job.state !== 'succeeded' && job.error === undefined)
      faults.push(`${name} is ${job.state} and does not say why`);
    if (job.error?.code === 'internal') faults.push(`${name} met a fault of Twinleaf: ${job.error.message}`);
    if (job.state === 'failed' && hasSent(job))
      faults.push(`${name} failed, which means that nothing was sent, and lines of a change were`);
    if (job.endedAt === undefined && finalStates.includes(job.state))
      faults.push(`${name} has ended at no time`);
    if (job.error?.code === 'merged' && !isMergedInto(job, byId.get(job.error.job ?? ''))) {
      faults.push(
        `${name} was merged into ${job.error.job ?? 'nothing'}, which is no later job of that unit`,
      );
    }
    return faults;
  });
}

/** In its last try; what only opens a change is not yet one. */
function hasSent({ steps, typed }: InspectedJob): boolean {
  const lock = steps.findLast(({ step }) => step === 'lock')?.at ?? '';
  const isBegun = steps.some(({ step, at }) => step === 'change' && at >= lock);
  return isBegun && typed.some(({ command, at }) => at >= lock && !isAround(command));
}

/** Half-applied, and then another job of the unit has brought all of it to where it belongs. */
export function isSettledLater(
  { state, unit, createdAt }: InspectedJob,
  jobs: readonly InspectedJob[],
): boolean {
  const later = jobs.filter((other) => other.unit === unit && other.createdAt > createdAt);
  return state === 'half-applied' && later.some((other) => other.state === 'succeeded');
}

function isMergedInto(job: InspectedJob, into: InspectedJob | undefined): boolean {
  return into?.unit === job.unit && into.createdAt >= job.createdAt && job.state === 'cancelled';
}

/**
 * What a request was told against what the store says; unless somebody decided about jobs meanwhile, or the
 * store itself went away.
 */
export function answerFaults(
  ends: readonly End[],
  jobs: readonly InspectedJob[],
  { areDecided = false, isStoreAway = false } = {},
): readonly string[] {
  const states = new Map(jobs.map(({ id, state }) => [id, state] as const));
  return ends.flatMap((end) => {
    if (end.kind === 'hangs') return ['a request did not come to its end'];
    if (end.kind === 'crashed') return [`a process ended by itself with exit code ${String(end.code)}`];
    if (end.kind === 'refused') {
      const isFault = faultyCodes.has(end.code) && !(isStoreAway && end.code === 'store-failed');
      return isFault ? [`a request failed with ${end.code}: ${end.message}`] : [];
    }
    if (end.kind !== 'jobs' || areDecided) return [];
    return end.jobs
      .filter(({ id, state }) => finalStates.includes(state) && states.get(id) !== state)
      .map(
        ({ id, state }) =>
          `a request was told that job ${id} is ${state}; the store says ${states.get(id) ?? 'nothing'}`,
      );
  });
}

/** Never the answer to anything that goes wrong outside. */
const faultyCodes = new Set([
  'crash',
  'internal',
  'intent-invalid',
  'store-failed',
  'order-cycle',
  'change-unsafe',
  'template-error',
  'global-conflict',
]);
