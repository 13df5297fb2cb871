/** A thrown value as a person reads it and as `--json` gives it. */
import { GuardError, IntentError, TwinleafError } from '../fabric/errors.ts';
import type { Problem } from '../fabric/errors.ts';
import type { JobError, JobState, JobSummary } from '../engine/store.ts';
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
  readonly switch?: string;
  readonly command?: string;
  /** The device's own words. */
  readonly output?: string;
  readonly hint?: string;
  /** Why a job ended as it did, where `code` names the ending. */
  readonly cause?: string;
  readonly job?: string;
}

/** Every mistake behind a thrown value: all problems of a site, all refusals, or the one error. */
export function errorReports(error: unknown): readonly ErrorReport[] {
  if (error instanceof IntentError) return error.problems.map(problemReport);
  if (error instanceof GuardError) return error.refusals;
  if (error instanceof TwinleafError) {
    return [{ code: error.code, message: error.message, ...deviceFacts(error.details) }];
  }
  return [{ code: 'internal', message: `a fault of Twinleaf itself: ${wordsOf(error)}` }];
}

/** The entries for jobs that did not succeed; `code` is the ending, `cause` what led to it. */
export function jobReports(jobs: readonly JobSummary[]): readonly ErrorReport[] {
  return jobs.filter((job) => job.state !== 'succeeded').map(jobReport);
}

/** Lines for a person; the problems of a site are for `formatProblem`. */
export function errorText(report: ErrorReport, paint: Paint): string {
  const cause = report.cause === undefined ? '' : `, ${report.cause}`;
  const [message = '', ...details] = printableLines(report.message);
  const lines = [`${paint.removed('error:')} ${message} (${report.code}${cause})`];
  lines.push(...details.map((line) => `    ${line}`));
  if (report.command !== undefined) {
    lines.push(`  ${printable(report.switch ?? 'the switch')} was told: ${printable(report.command.trim())}`);
  }
  if (report.output !== undefined) {
    lines.push('  it answered:', ...printableLines(report.output).map((line) => `    | ${line}`));
  }
  if (report.hint !== undefined) lines.push(`  ${paint.faint('hint:')} ${printable(report.hint)}`);
  return lines.join('\n');
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

function jobReport(job: JobSummary): ErrorReport {
  const { error } = job;
  const code = endingCodes[job.state] ?? error?.code ?? 'interrupted';
  const cause = error === undefined || error.code === code ? {} : { cause: error.code };
  const message = error?.message ?? `the job of ${job.unit} ended as ${job.state}`;
  return { code, message, ...(error === undefined ? {} : deviceFacts(error)), ...cause, job: job.id };
}

/** Endings that have a code of their own; the others are told by their cause. */
const endingCodes: Partial<Record<JobState, string>> = {
  'rolled-back': 'rolled-back',
  'half-applied': 'half-applied',
};

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
