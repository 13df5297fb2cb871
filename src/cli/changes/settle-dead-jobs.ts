/** Jobs whose worker died are led back, or forward where they had begun to confirm, before anything new is done. */
import { TwinleafError } from '../../fabric/errors.ts';
import type { JobSummary } from '../../engine/store.ts';
import type { JobResult, UseCases } from '../../engine/use-cases.ts';
import type { Context } from '../context.ts';
import { progressOn } from '../print/jobs/progress.ts';
import { stateWord } from '../print/jobs/job-words.ts';
import { counted, wrapped } from '../print/layout.ts';
import { printable } from '../print/printable.ts';
import { askedBy } from './asked-by.ts';
import { agree } from './push.ts';

/**
 * Whether any were settled. Asks unless that is agreed to; throws `half-applied` where one could be led neither
 * way, and as `agree` does.
 */
export async function settleDeadJobs(
  context: Context,
  site: UseCases,
  { isAgreed, units }: { readonly isAgreed: boolean; readonly units?: readonly string[] },
): Promise<boolean> {
  const dead = await (await site.storeToLookAt()).listDeadJobs();
  const concerned = dead.filter(({ unit }) => units?.includes(unit) ?? true);
  if (concerned.length === 0) return false;
  const { terminal, signal } = context;
  for (const job of dead) terminal.note(wrapped(printable(deadWords(job)), `${printable(job.unit)}:`, '  '));
  if (!isAgreed) await agree(context, `Settle ${counted(dead.length, 'job')} first?`);
  const onProgress = progressOn(terminal, dead.length);
  report(context, await site.settle({ requestedBy: askedBy(), signal, onProgress }));
  return true;
}

function deadWords({ id, startedAt }: JobSummary): string {
  const since = startedAt === undefined ? '' : ` since ${startedAt.slice(0, 19).replace('T', ' ')} UTC`;
  return (
    `job ${id} was at work${since} and its worker died. Its members go back to what was there, ` +
    'or forward where it had begun to confirm.'
  );
}

function report({ terminal, place }: Context, settled: readonly JobResult[]): void {
  for (const job of settled) {
    terminal.note(printable(`${job.unit}: job ${job.id} `) + stateWord(job.state, terminal.notePaint));
  }
  const stuck = settled.find(({ state }) => state === 'half-applied');
  if (stuck === undefined) return;
  const why = stuck.error === undefined ? '' : `: ${stuck.error.message}`;
  throw new TwinleafError('half-applied', `${stuck.unit} is half-applied, so nothing new was begun${why}`, {
    hint: `${place.onObject('jobs resume', stuck.id)}, or ${place.onObject('jobs undo', stuck.id)}`,
  });
}
