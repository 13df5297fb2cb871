/** A thrown value as a person reads it and as `--json` gives it. */
import { GuardError, IntentError, TwinleafError } from '../fabric/errors.ts';
import type { Problem, Refusal } from '../fabric/errors.ts';
import { waivers } from '../fabric/plan/plan.ts';
import type { UnreadSwitch, WaitingUnit } from '../fabric/plan/plan.ts';
import type { JobError, JobState, JobSummary } from '../engine/store.ts';
import { UnreadError } from '../engine/switches/unread-error.ts';
import { nextAfterError, nextAfterGuards, nextAfterJob, nextAfterUnread } from './next/next-step.ts';
import type { JobAtEnd, NextStep } from './next/next-step.ts';
import type { Place } from './next/place.ts';
import { printable, printableLines } from './print/printable.ts';
import type { Paint } from './print/paint.ts';

/** One entry of `errors` in the JSON form. */
export interface ErrorReport {
  readonly code: string;
  readonly message: string;
  readonly file?: string;
  readonly line?: number;
  readonly column?: number;
  readonly path?: string;
  /** The unit that was left alone, or lacks this switch. */
  readonly unit?: string;
  readonly switch?: string;
  readonly command?: string;
  /** The device's own words. */
  readonly output?: string;
  readonly hint?: string;
  /** Why a job ended as it did, where `code` names the ending. */
  readonly cause?: string;
  readonly job?: string;
  /** What to type next. */
  readonly next?: NextStep;
}

/** Every mistake behind a thrown value: all problems of a site, all refusals, all switches, or the one error. */
export function errorReports(error: unknown, place: Place): readonly ErrorReport[] {
  if (error instanceof IntentError) return error.problems.map(problemReport);
  if (error instanceof GuardError) return refusalReports(error.refusals, place);
  if (error instanceof UnreadError) return leftAloneReports(error, place, place.again());
  if (error instanceof TwinleafError) {
    const next = nextAfterError(error.code, place);
    return [{ code: error.code, message: error.message, ...deviceFacts(error.details), ...given({ next }) }];
  }
  const message = `a fault of Twinleaf itself: ${wordsOf(error)}`;
  return [{ code: 'internal', message, ...given({ next: nextAfterError('internal', place) }) }];
}

/** A job, and what is known of it beside its record. */
type EndedJob = JobSummary & Pick<JobAtEnd, 'isDead' | 'settledBy'>;

/** The entries for jobs that did not end as they should; `code` is the ending, `cause` what led to it. */
export function jobReports(jobs: readonly EndedJob[], place: Place): readonly ErrorReport[] {
  return jobs.map((job) => jobReport(job, place));
}

/** What a plan, a run or a look at the switches had to leave alone. */
export interface LeftAlone {
  readonly unread?: readonly UnreadSwitch[];
  readonly waiting?: readonly WaitingUnit[];
}

/**
 * The entries for switches that could not be read and for the units that wait for them; the last of each kind says
 * what to type. `again` is what finds them once they can be.
 */
export function leftAloneReports(
  { unread = [], waiting = [] }: LeftAlone,
  place: Place,
  again: string,
): readonly ErrorReport[] {
  const last = new Set(new Map(unread.map((one) => [one.code, one])).values());
  return [
    ...unread.map((one) => (last.has(one) ? { ...one, next: nextAfterUnread(one.code, place, again) } : one)),
    ...waiting.map(({ unit, message }) => ({ code: 'unit-waits', message, unit })),
  ];
}

/** Lines for a person; the problems of a site are for `formatProblem`. */
export function errorText(report: ErrorReport, paint: Paint): string {
  const isSaid = report.cause === undefined || report.message.includes(`[${report.cause}]`);
  const cause = isSaid ? '' : `, ${report.cause}`;
  const [message = '', ...details] = printableLines(report.message);
  const lines = [`${paint.removed('error:')} ${message} (${report.code}${cause})`];
  lines.push(...details.map((line) => `    ${line}`));
  if (report.command !== undefined) {
    lines.push(`  ${printable(report.switch ?? 'the switch')} was told: ${printable(report.command.trim())}`);
  }
  if (report.output !== undefined) lines.push(...answerLines(report.output));
  // Some messages say already what the hint says; once is enough.
  if (report.hint !== undefined && !report.message.includes(report.hint))
    lines.push(`  ${paint.faint('hint:')} ${printable(report.hint)}`);
  lines.push(...nextLines(report.next).map((line) => `  ${line}`));
  return lines.join('\n');
}

/** `Next: words` and a line for each command, to be copied; empty where there is none. */
export function nextLines(next: NextStep | undefined, subject = 'Next'): readonly string[] {
  if (next === undefined) return [];
  return [
    `${printable(subject)}: ${next.words}`,
    ...next.commands.map((command) => `    ${printable(command)}`),
  ];
}

/** Where a fault of Twinleaf happened, for a report of it; empty for everything thrown on purpose. */
export function faultTrace(error: unknown): string {
  if (error instanceof TwinleafError || !(error instanceof Error)) return '';
  return printableLines(error.stack ?? '').join('\n');
}

function problemReport(problem: Problem): ErrorReport {
  const { code, message, file, line, column, path, hint } = problem;
  return {
    code,
    message,
    ...(file === undefined ? {} : { file }),
    ...(line === undefined ? {} : { line }),
    ...(column === undefined ? {} : { column }),
    path,
    ...(hint === undefined ? {} : { hint }),
  };
}

function jobReport(job: EndedJob, place: Place): ErrorReport {
  const { error } = job;
  const code = endingCodes[job.state] ?? error?.code ?? 'interrupted';
  const message = error?.message ?? `the job of ${job.unit} ended as ${job.state}`;
  const facts = error === undefined ? {} : deviceFacts(error);
  return {
    code,
    message,
    ...facts,
    ...causeOf(error, code),
    job: job.id,
    ...given({ next: nextAfterJob(job, place) }),
  };
}

/** What led to an ending, where that is something else than the ending. */
function causeOf(error: JobError | undefined, code: string): Pick<ErrorReport, 'cause'> {
  const cause = error?.cause ?? error?.code ?? code;
  return cause === code ? {} : { cause };
}

/** Endings that have a code of their own; the others are told by their cause. */
const endingCodes: Partial<Record<JobState, string>> = {
  'rolled-back': 'rolled-back',
  'half-applied': 'half-applied',
};

/** Every refusal; the last one says what lifts all that can be lifted. */
function refusalReports(refusals: readonly Refusal[], place: Place): readonly ErrorReport[] {
  const flags = waivers.filter((waiver) => refusals.some(({ code }) => code === `guard-${waiver}`));
  const last = refusals.at(-1);
  const next =
    flags.length === 0 && last !== undefined
      ? nextAfterError(last.code, place)
      : nextAfterGuards(flags, place);
  return refusals.map((one) => (one === last ? { ...one, ...given({ next }) } : one));
}

function given({ next }: { readonly next: NextStep | undefined }): Partial<ErrorReport> {
  return next === undefined ? {} : { next };
}

function deviceFacts(facts: Partial<JobError>): Partial<ErrorReport> {
  return {
    ...(facts.switch === undefined ? {} : { switch: facts.switch }),
    ...(facts.command === undefined ? {} : { command: facts.command }),
    ...(facts.output === undefined ? {} : { output: facts.output }),
    ...(facts.hint === undefined ? {} : { hint: facts.hint }),
  };
}

function wordsOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** What a switch answered, set off from our own words. */
export function answerLines(output: string): readonly string[] {
  if (output.trim() === '') return ['  it answered nothing'];
  return ['  it answered:', ...printableLines(output).map((line) => `    | ${line}`)];
}
