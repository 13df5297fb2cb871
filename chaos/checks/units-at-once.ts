/** Whether a run that is limited ever had more units in hand than it may. */
import type { InspectedJob } from '../processes/orders.ts';

/** In words, each run of which more jobs were under way at one moment; `limits` by who asked. */
export function limitFaults(
  limits: ReadonlyMap<string, number>,
  jobs: readonly InspectedJob[],
): readonly string[] {
  return [...limits].flatMap(([name, limit]) => {
    const spans = jobs.filter((job) => job.requestedBy === name).flatMap(span);
    const most = Math.max(
      0,
      ...spans.map(({ from }) => spans.filter((one) => one.from <= from && from < one.to).length),
    );
    return most > limit ? [`${String(most)} units of ${name} were changed at once, of ${String(limit)}`] : [];
  });
}

interface Span {
  readonly from: string;
  readonly to: string;
}

/** From its lock to its last step, where it was tried once: between two tries somebody else may be at it. */
function span({ steps }: InspectedJob): readonly Span[] {
  const locks = steps.filter(({ step }) => step === 'lock');
  const [lock] = locks;
  const last = steps.findLast(({ step }) => step !== 'record' && step !== 'unlock');
  if (lock === undefined || last === undefined || locks.length > 1) return [];
  return [{ from: lock.at, to: last.at }];
}
