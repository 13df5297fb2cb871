/** Jobs in a table, in the order given. */
import type { JobSummary } from '../../../engine/store.ts';
import { stateWord } from './job-words.ts';
import { columns } from '../layout.ts';
import type { Paint } from '../paint.ts';
import { printableValue } from '../printable.ts';

export function jobListText(jobs: readonly JobSummary[], paint: Paint): string {
  if (jobs.length === 0) return 'No jobs.';
  const rows = printableValue(jobs).map((job) => [
    job.id,
    job.unit,
    stateWord(job.state, paint),
    moment(job.createdAt),
    job.requestedBy,
  ]);
  return columns(['job', 'unit', 'state', 'asked for at (UTC)', 'by'], rows);
}

/** `2026-01-31 09:15:02` from ISO 8601. */
export function moment(at: string): string {
  return at.slice(0, 19).replace('T', ' ');
}
