/** Steps and states of a job in words that stand alone. */
import type { JobState, JobStep, StepName } from '../../engine/store.ts';
import type { Paint } from './paint.ts';

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

const steps: Readonly<Record<StepName, string>> = {
  lock: 'lock the unit',
  preflight: 'check before the change',
  change: 'send the change',
  verify: 'verify',
  confirm: 'confirm over a new connection',
  save: 'save to the startup configuration',
  record: 'record what was read back',
  revert: 'put back what was there',
  unlock: 'unlock the unit',
};
const phases: Readonly<Record<JobStep['phase'], string>> = { started: '...', done: 'done', failed: 'FAILED' };

/** `sw1: verify, done: 3 ports forward again`. */
export function stepWords({ step, phase, switch: hostname, message }: JobStep): string {
  const where = hostname === undefined ? '' : `${hostname}: `;
  const detail = message === '' ? '' : ` - ${message}`;
  return `${where}${steps[step]} ${phases[phase]}${detail}`;
}
