/** Steps and states of a job in words that stand alone. */
import type { JobGoal, JobState, JobStep, JobSummary, StepName } from '../../../engine/store.ts';
import type { Paint } from '../paint.ts';
import { printable } from '../printable.ts';

const states: Readonly<Record<JobState, string>> = {
  queued: 'queued',
  running: 'running',
  succeeded: 'succeeded',
  'rolled-back': 'rolled back',
  'half-applied': 'HALF-APPLIED',
  failed: 'failed, nothing was sent',
  cancelled: 'cancelled, nothing was sent',
};

/** A state in words, coloured by how good it is. */
export function stateWord(state: JobState, paint: Paint): string {
  if (state === 'succeeded') return paint.added(states[state]);
  if (state === 'queued' || state === 'running') return states[state];
  return state === 'cancelled' ? paint.warning(states[state]) : paint.removed(states[state]);
}

/** The state of a job with what a person must know besides: that its worker died, or which job it was merged into. */
export function jobWord(job: JobSummary & { readonly isDead: boolean }, paint: Paint): string {
  if (job.isDead) return paint.removed('its worker died');
  if (job.state === 'cancelled' && job.error?.code === 'merged' && job.error.job !== undefined) {
    return paint.warning(printable(`merged into ${job.error.job}`));
  }
  if (job.isCancelRequested && job.state === 'running') return paint.warning('running, to be cancelled');
  return stateWord(job.state, paint);
}

/** What a job is to reach where that is not its plan: `, to be finished`. */
export function goalWord(goal: JobGoal): string {
  return { apply: '', resume: ', to be finished', undo: ', to be put back' }[goal];
}

/** While it is done, and once it is done. */
const steps: Readonly<Record<StepName, readonly [string, string]>> = {
  lock: ['locking the unit', 'locked the unit'],
  preflight: ['checking before the change', 'checked before the change'],
  change: ['sending the change', 'sent the change'],
  verify: ['verifying', 'verified'],
  confirming: ['deciding to keep the change', 'decided to keep the change'],
  confirm: ['confirming over a new connection', 'confirmed over a new connection'],
  save: ['saving to the startup configuration', 'saved to the startup configuration'],
  record: ['recording what was read back', 'recorded what was read back'],
  revert: ['putting back what was there', 'put back what was there'],
  unlock: ['unlocking the unit', 'unlocked the unit'],
};

/** `sw1: sent the change (12 lines)`, `sw1: verifying ...`, `sw1: FAILED verifying (port 3 does not forward)`. */
export function stepWords({ step, phase, switch: hostname, message: told }: JobStep): string {
  const where = hostname === undefined ? '' : `${hostname}: `;
  const message = told.startsWith(where) ? told.slice(where.length) : told;
  const [doing, done] = steps[step];
  const saysMore = message !== '' && !message.startsWith(step) && message !== done;
  const detail = saysMore ? ` (${message})` : '';
  if (phase === 'started') return `${where}${doing} ...${detail}`;
  return phase === 'done' ? `${where}${done}${detail}` : `${where}FAILED ${doing}${detail}`;
}
