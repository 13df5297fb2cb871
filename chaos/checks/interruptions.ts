/** Whether who is asked to stop does so in good order. */
import { isGentle } from '../history/faults.ts';
import type { Round, Variant } from '../history/history.ts';
import type { InspectedJob } from '../processes/orders.ts';
import type { Requested } from './requested.ts';

/**
 * In words, what was left in a mess although nobody was killed, cut off or refused: jobs of the round that
 * somebody else had to lead to an end, and jobs that still ran when who had done them was gone.
 */
export function interruptionFaults(
  { requests, faults }: Round,
  variant: Variant,
  requested: readonly Requested[],
  jobs: readonly InspectedJob[],
): readonly string[] {
  if (!faults.every(isGentle)) return [];
  const names = new Set(requested.map(({ name }) => name));
  const lost = jobs.filter(
    ({ requestedBy, state, error }) =>
      names.has(requestedBy) && (state === 'half-applied' || error?.code === 'worker-lost'),
  );
  return [
    ...lost.map(
      ({ id, state, error }) => `job ${id} is ${state} although nobody was killed: ${error?.message ?? ''}`,
    ),
    ...requested.flatMap(({ name, end }) =>
      variant === 'embedded' && requests.length === 1 && end.kind === 'jobs'
        ? end.jobs
            .filter(({ state }) => state === 'running')
            .map(({ id }) => `${name} left job ${id} running`)
        : [],
    ),
  ];
}
