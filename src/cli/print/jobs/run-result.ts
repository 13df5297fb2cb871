/** How a run ended: for people, and as `apply --json`. */
import type { RunResult } from '../../../engine/use-cases.ts';
import type { Warning } from '../../../fabric/errors.ts';
import type { ErrorReport } from '../../error-report.ts';
import { errorBlocks } from '../error-blocks.ts';
import { leftAloneWords } from '../plan/left-alone.ts';
import { columns, counted } from '../layout.ts';
import type { Paint } from '../paint.ts';
import { printableValue } from '../printable.ts';
import { warningLines } from '../warnings-text.ts';
import { stateWord } from './job-words.ts';

export function runJson({ run, jobs }: RunResult) {
  return {
    run,
    jobs: jobs.map(({ id, unit, state, switches }) => ({ job: id, unit, state, switches })),
  };
}

/** What went wrong, and what was to become of the jobs. */
export interface Outcome {
  readonly errors: readonly ErrorReport[];
  readonly warnings: readonly Warning[];
  readonly wanted: 'succeeded' | 'rolled-back';
}

/** A table of the jobs, what went wrong with the switches' own words, and a closing line. */
export function runText(result: RunResult, { errors, warnings, wanted }: Outcome, paint: Paint): string {
  const { run, jobs } = printableValue(result);
  const told = errorBlocks(errors, paint);
  const left = leftAloneWords(result);
  if (jobs.length === 0) {
    const which = left === '' ? 'the switches' : 'the other switches';
    return [
      ...told,
      `Nothing was sent: ${which} are as described.`,
      ...(left === '' ? [] : [`${left}.`]),
    ].join('\n\n');
  }
  const rows = jobs.map((job) => [job.unit, stateWord(job.state, paint), job.switches.join(', '), job.id]);
  const reached = jobs.filter(({ state }) => state === wanted).length;
  const what = wanted === 'succeeded' ? 'applied and verified' : 'put back as it was';
  return [
    columns(['unit', 'result', 'switches', 'job'], rows),
    ...told,
    ...(warnings.length === 0 ? [] : [warningLines(warnings, paint)]),
    `${paint.title('Run')} ${run}: ${String(reached)} of ${counted(jobs.length, 'unit')} ${what}.${left === '' ? '' : ` ${paint.removed(left)}.`}`,
  ].join('\n\n');
}
