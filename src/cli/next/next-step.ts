/** The one place that decides what a person types after something went wrong. */
import type { ErrorCode } from '../../fabric/errors.ts';
import type { JobError, JobState } from '../../engine/store.ts';
import type { Place } from './place.ts';

/** What to do in words, and the commands: one after the other, or one of them where the words say `or`. */
export interface NextStep {
  readonly words: string;
  readonly commands: readonly string[];
}

/** What is known of a job when it is looked at. */
export interface JobAtEnd {
  readonly id: string;
  readonly state: JobState;
  /** It runs on paper, but nobody is at work on it any more. */
  readonly isDead?: boolean;
  readonly error?: JobError;
  /** A later job of its unit that has succeeded; doing this one again would undo parts of that one. */
  readonly settledBy?: string;
}

/** After an error that ended a command; undefined where the error itself says what was wrong with what was typed. */
export function nextAfterError(code: ErrorCode, place: Place): NextStep | undefined {
  const { words, first, again } = remedies[code];
  const commands = [...(first?.(place) ?? []), ...(again === true ? [place.again()] : [])];
  return commands.length === 0 ? undefined : { words, commands };
}

/** After a switch could not be read; `again` is what finds it once it can be. */
export function nextAfterUnread(code: ErrorCode, place: Place, again: string): NextStep {
  const { words, first } = remedies[code];
  const before = (first?.(place) ?? []).filter((command) => command !== again);
  return { words, commands: [...before, again] };
}

/** After a plan was refused for want of these flags; a way back is planned by the command that does it. */
export function nextAfterGuards(waivers: readonly string[], place: Place): NextStep {
  const flags = waivers.map((waiver) => `--${waiver}`);
  const isWayBack = place.isAt('rollback');
  return {
    words: 'if that is meant, say so',
    commands: [isWayBack ? place.again(flags) : place.onSite('plan', flags)],
  };
}

/** After a job that has not succeeded; undefined for one that has. */
export function nextAfterJob(job: JobAtEnd, place: Place): NextStep | undefined {
  if (job.isDead === true) {
    const commands = ['resume', 'undo'].map((command) => place.onObject(`jobs ${command}`, job.id));
    return { words: 'finish what its worker left, or put it back', commands };
  }
  if (job.settledBy !== undefined && isOver(job)) {
    return {
      words: 'nothing; a later job of its unit has succeeded, look at that one',
      commands: [place.onObject('jobs show', job.settledBy)],
    };
  }
  return nextInState(job, place);
}

function nextInState(job: JobAtEnd, place: Place): NextStep | undefined {
  const typed = (...commands: readonly string[]) =>
    commands.map((command) => place.onObject(`jobs ${command}`, job.id));
  switch (job.state) {
    case 'succeeded':
      return undefined;
    case 'queued':
      return { words: 'follow it, or do it here if no worker takes it', commands: typed('watch', 'retry') };
    case 'running':
      return { words: 'follow it', commands: typed('watch') };
    case 'half-applied':
      return { words: 'finish it, or put back what was there', commands: typed('resume', 'undo') };
    case 'rolled-back':
      return afterGoingBack(job, place);
    case 'failed':
    case 'cancelled':
      return afterNothingSent(job, place);
  }
}

/** Whether it has ended without success; one that was merged names the job that does its work itself. */
function isOver({ state, error }: JobAtEnd): boolean {
  return state !== 'succeeded' && state !== 'queued' && state !== 'running' && error?.code !== 'merged';
}

function afterGoingBack({ id, error }: JobAtEnd, place: Place): NextStep {
  const show = place.onObject('jobs show', id);
  const cause = error?.cause ?? error?.code;
  if (cause === 'cancelled' || cause === 'interrupted') {
    return { words: 'do it after all', commands: [place.onObject('jobs retry', id)] };
  }
  const retry = place.onObject('jobs retry', id);
  if (place.showsJob) return { words: 'mend the cause, try again', commands: [retry] };
  return { words: 'look at what the switches said, mend the cause, try again', commands: [show, retry] };
}

function afterNothingSent({ id, error }: JobAtEnd, place: Place): NextStep {
  if (error?.code === 'merged' && error.job !== undefined) {
    return {
      words: 'look at the job that does its work now',
      commands: [place.onObject('jobs show', error.job)],
    };
  }
  const remedy = error === undefined ? doAgain : remedyFor(error.code);
  const retry = remedy.again === false ? [] : [place.onObject('jobs retry', id)];
  return { words: remedy.words, commands: [...(remedy.first?.(place) ?? []), ...retry] };
}

/** Codes of jobs come out of a store, where a newer Twinleaf may have written. */
function remedyFor(code: string): Remedy {
  return code in remedies ? remedies[code as ErrorCode] : doAgain;
}

interface Remedy {
  /** What a person does, in words. */
  readonly words: string;
  readonly first?: (place: Place) => readonly string[];
  /** Whether the command, or the job, is to be done again then. */
  readonly again?: boolean;
}

const doAgain: Remedy = { words: 'try again', again: true };
const onSite =
  (command: string, ...flags: readonly string[]) =>
  (place: Place) => [place.onSite(command, flags)];
const lab = (place: Place) => [place.onLab()];
const jobs = (place: Place) => [place.onObject('jobs list', '')];
/** What a name may mean depends on what it was given to. */
const names = (place: Place) => {
  // The hint of an unknown driver lists them all.
  if (place.isAt('diff')) return [];
  return place.isAt('jobs', 'rollback') ? jobs(place) : [place.onSite('ports')];
};
const mended = (what: string): Remedy => ({ words: `mend ${what}, then once more`, again: true });
const replanned = (words: string): Remedy => ({ words, first: onSite('plan'), again: false });
const verified = (words: string): Remedy => ({ words, first: onSite('verify') });
const allowed = (flag: string): Remedy => ({
  words: 'if that is meant, say so',
  first: onSite('plan', `--${flag}`),
  again: false,
});

/** Every code has its remedy, so that a new one cannot be forgotten. */
const remedies: Readonly<Record<ErrorCode, Remedy>> = {
  'intent-invalid': { words: 'mend the files, then', first: onSite('validate') },
  // What was wrong with a command line stands in the message, and its hint says how it is right.
  usage: { words: '' },
  'not-yet': { words: '' },
  'unknown-object': { words: 'look up the name', first: names },
  'file-error': mended('the file'),
  'lab-not-running': { words: 'start one in another terminal', first: lab, again: true },
  'lab-not-loopback': { words: 'start the lab again', first: lab, again: true },
  'plan-of-lab': replanned('make one of the network'),
  'template-error': { words: 'mend the template, then', first: onSite('render') },
  'template-conflict': { words: 'mend one of the templates, then', first: onSite('render') },
  'unsupported-feature': { words: 'leave that out of the site, then', first: onSite('validate') },
  'order-cycle': replanned('change less at once, then'),
  'change-unsafe': replanned('change less at once, then'),
  'command-not-printable': {
    words: 'take the control character out of the text, then',
    first: onSite('validate'),
  },
  'guard-adopt': allowed('adopt'),
  'guard-allow-removals': allowed('allow-removals'),
  'guard-accept-index-moves': allowed('accept-index-moves'),
  'guard-allow-outage': allowed('allow-outage'),
  'guard-no-lldp-check': { words: 'see what is cabled where', first: onSite('discover'), again: false },
  'guard-save-foreign': allowed('save-foreign'),
  'global-conflict': replanned('change that setting on the switch by hand, then'),
  'foreign-member': replanned('take that port out by hand, then'),
  'state-missing': { words: 'rebuild the store from the switches', first: onSite('recover') },
  'state-foreign': mended('--state, which names the store of another fabric'),
  'plan-stale': replanned('see what changes now'),
  'plan-unreadable': replanned('make a new plan'),
  'pair-unhealthy': verified('see what is wrong with the pair'),
  'wrong-device': mended('the address or the cable'),
  'no-privilege': mended('what the account may do'),
  'unit-locked': { words: 'see who is at work', first: jobs, again: true },
  'connect-failed': mended('the way to the switch'),
  'host-key-unknown': { words: 'compare its fingerprint and pin it', first: onSite('trust'), again: true },
  'host-key-changed': {
    words: 'find out why it changed, then pin the new one',
    first: onSite('trust'),
    again: true,
  },
  'auth-failed': mended('the credentials'),
  'secret-missing': mended('the variable or file that holds the secret'),
  'device-timeout': { words: 'once the switch answers', again: true },
  'session-lost': { words: 'once the switch answers', again: true },
  'line-rejected': mended('what the switch refuses'),
  'commit-failed': mended('what the switch refuses'),
  'save-failed': mended('what keeps the switch from saving'),
  'output-unreadable': verified('see what the switch shows'),
  'not-observed': verified('see what the switches show'),
  'forwarding-lost': verified('see what the switches show'),
  'rolled-back': { words: 'look at what the switches said', first: jobs, again: true },
  'rollback-failed': { words: 'find the job, then finish it or put it back', first: jobs },
  'half-applied': { words: 'find the job, then finish it or put it back', first: jobs },
  'store-failed': mended('the store'),
  merged: { words: 'find the job that does its work now', first: jobs },
  cancelled: { words: 'do it after all', again: true },
  'worker-lost': { words: 'its members were put back; do it after all', again: true },
  'not-possible': { words: 'see in which state the jobs are', first: jobs },
  'unit-waits': { words: 'once the unit that it waits for can be read', again: true },
  'dependency-failed': { words: 'once the job before it has succeeded', first: jobs, again: true },
  interrupted: { words: 'do it after all', again: true },
  internal: { words: 'please report it; then', again: true },
};
