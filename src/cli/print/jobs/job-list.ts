/** Jobs in a table, in the order given, and those at which a person must look. */
import { nextLines } from '../../error-report.ts';
import type { JobSummary } from '../../../engine/store.ts';
import { nextAfterJob } from '../../next/next-step.ts';
import type { Place } from '../../next/place.ts';
import { columns } from '../layout.ts';
import type { Paint } from '../paint.ts';
import { printable, printableValue } from '../printable.ts';
import { jobWord } from './job-words.ts';

/** A job, and whether it runs on paper only. */
export interface ListedJob extends JobSummary {
  /** Its worker died, or lost the unit: nobody is at work on it any more. */
  readonly isDead: boolean;
}

/** That many are told one by one. */
const toldInDoubt = 10;

export function jobListText(jobs: readonly ListedJob[], paint: Paint): string {
  if (jobs.length === 0) return 'No jobs.';
  const rows = printableValue(jobs).map((job) => [
    job.id,
    job.unit,
    jobWord(job, paint),
    moment(job.createdAt),
    job.requestedBy,
  ]);
  return columns(['job', 'unit', 'state', 'asked for at (UTC)', 'by'], rows);
}

/** A paragraph with what to type for each; empty where there is none. */
export function doubtText(jobs: readonly ListedJob[], place: Place, paint: Paint): readonly string[] {
  if (jobs.length === 0) return [];
  const told = jobs
    .slice(0, toldInDoubt)
    .flatMap((job) => [
      `  ${printable(`${job.unit}: job ${job.id}`)}: ${jobWord(job, paint)}`,
      ...nextLines(nextAfterJob(job, place)).map((line) => `    ${line}`),
    ]);
  const more = jobs.length - toldInDoubt;
  return [
    [paint.removed('A person must look:'), ...told, ...(more > 0 ? [`  and ${String(more)} more`] : [])].join(
      '\n',
    ),
  ];
}

/** `2026-01-31 09:15:02` from ISO 8601. */
export function moment(at: string): string {
  return at.slice(0, 19).replace('T', ' ');
}
