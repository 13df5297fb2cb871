/** How a run ended: for people, and as `apply --json`. */
import type { RunResult } from '../../../engine/use-cases.ts';
import { errorText } from '../../error-report.ts';
import type { ErrorReport } from '../../error-report.ts';
import { columns, counted } from '../layout.ts';
import type { Paint } from '../paint.ts';
import { printableValue } from '../printable.ts';
import { stateWord } from './job-words.ts';

export function runJson({ run, jobs }: RunResult) {
  return {
    run,
    jobs: jobs.map(({ id, unit, state, switches }) => ({ job: id, unit, state, switches })),
  };
}

/** A table of the jobs, what went wrong with the switches' own words, and a closing line. */
export function runText(result: RunResult, errors: readonly ErrorReport[], paint: Paint): string {
  const { run, jobs } = printableValue(result);
  if (jobs.length === 0) return 'Nothing was sent: the switches are as described.';
  const rows = jobs.map((job) => [job.unit, stateWord(job.state, paint), job.switches.join(', '), job.id]);
  const succeeded = jobs.filter(({ state }) => state === 'succeeded').length;
  return [
    columns(['unit', 'result', 'switches', 'job'], rows),
    ...errors.map((error) => errorText(error, paint)),
    `${paint.title('Run')} ${run}: ${String(succeeded)} of ${counted(jobs.length, 'unit')} applied and verified.`,
    ...(errors.length === 0 ? [] : [`Next: twinleaf jobs show ${String(errors[0]?.job)}`]),
  ].join('\n\n');
}
