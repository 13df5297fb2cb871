/** From a plan to its end: shown, agreed to, done, and told how it went; the same for `apply` and `rollback`. */
import { TwinleafError, type Warning } from '../../fabric/errors.ts';
import type { Plan } from '../../fabric/plan/plan.ts';
import type { RunResult, UseCases } from '../../engine/use-cases.ts';
import type { Context } from '../context.ts';
import { jobReports, leftAloneReports } from '../error-report.ts';
import { exitCodeBeside, exitCodeOfJobs, exitCodeOfPlan } from '../exit-code.ts';
import type { ExitCode } from '../exit-code.ts';
import { counted } from '../print/layout.ts';
import { progressOn } from '../print/jobs/progress.ts';
import type { ShowProgress } from '../print/jobs/progress.ts';
import { runJson, runText } from '../print/jobs/run-result.ts';
import { planSummary } from '../print/plan/plan-json.ts';
import { planText } from '../print/plan/plan-text.ts';
import { sayingWhoIsWaitedFor } from './waited-for.ts';
import { askedBy } from './asked-by.ts';
import { OwedSaves } from './owed-saves.ts';

/** A worker that is there begins sooner. */
const patienceMs = 10_000;

export interface PushOptions {
  /** `--yes`. */
  readonly isAgreed: boolean;
  /** What finds units that had to be left alone, once they can be read. */
  readonly again: string;
  readonly limit?: string;
  readonly maxUnavailable?: number;
}

/** Shows the plan, asks, and does it. */
export async function push(
  context: Context,
  site: UseCases,
  plan: Plan,
  options: PushOptions,
): Promise<ExitCode> {
  const { terminal, signal } = context;
  const { isAgreed, again, ...limits } = options;
  terminal.print(planText(plan, terminal.paint));
  if (!isAgreed) await confirm(context, limited(plan, options.limit));
  const patience = wonderingWhere(context, progressOn(terminal, plan.units.length));
  const owed = new OwedSaves();
  const onProgress: ShowProgress = (progress) => {
    owed.note(progress);
    patience.show(progress);
  };
  const apply = { requestedBy: askedBy(), signal, onProgress, ...limits };
  const result = await sayingWhoIsWaitedFor(terminal, (onWaiting) =>
    site.apply(plan, { ...apply, onWaiting }).finally(patience.end),
  );
  const code = reportRun(context, result, { again, warnings: owed.warnings() });
  return plan.units.length === 0 ? exitCodeOfPlan(plan) : code;
}

/**
 * Where no job begins in a while, somebody must be told why nothing happens: with a Redis the jobs are for workers,
 * and otherwise a unit is in the hands of another job, which may have died and then holds it until its lease ends.
 */
function wonderingWhere(
  { terminal, env, place }: Context,
  show: ShowProgress,
): { readonly show: ShowProgress; readonly end: () => void } {
  const isQueued = (env['REDIS_URL'] ?? '') !== '';
  const words = isQueued
    ? `No worker has begun yet. In another terminal: ${place.onSite('worker')}`
    : `Waiting: another job has the unit, or died there a moment ago. See ${place.onObject('jobs list', '')}`;
  const timer = setTimeout(() => {
    terminal.note(words);
  }, patienceMs);
  const end = (): void => {
    clearTimeout(timer);
  };
  return {
    end,
    show: (progress) => {
      end();
      show(progress);
    },
  };
}

/** Asks, and throws `interrupted` unless the answer is yes; `usage` where nobody is there to answer. */
export async function agree({ terminal, signal }: Context, question: string): Promise<void> {
  if (await terminal.ask(question, signal)) return;
  throw new TwinleafError('interrupted', 'not confirmed; nothing was sent');
}

interface Expectation {
  readonly wanted?: 'succeeded' | 'rolled-back';
  /** As of `PushOptions`; absent where nothing can have been left alone. */
  readonly again?: string;
  /** What is to be said although it is no failure. */
  readonly warnings?: readonly Warning[];
}

/** Says how the jobs ended, and what was wanted of them; gives the exit code of the worst. */
export function reportRun(
  { terminal, signal, place }: Context,
  result: RunResult,
  { wanted = 'succeeded', again = place.again(), warnings = [] }: Expectation = {},
): ExitCode {
  const missed = result.jobs.filter(({ state }) => state !== wanted);
  const errors = [...jobReports(missed, place), ...leftAloneReports(result, place, again)];
  if (terminal.isJson) {
    const also = { ...(errors.length > 0 && { errors }), ...(warnings.length > 0 && { warnings }) };
    terminal.printJson({ ...runJson(result), ...also });
  } else terminal.print(runText(result, { errors, warnings, wanted }, terminal.paint));
  const code = exitCodeOfJobs(
    missed.map(({ state }) => state),
    signal.aborted,
  );
  return exitCodeBeside(code, result.unread ?? []);
}

/** Asks where there is something to change; a plan that a guard stops is not worth a question. */
async function confirm(context: Context, plan: Plan): Promise<void> {
  if (plan.units.length === 0 || plan.refusals.length > 0) return;
  const { commands, switchesChanged } = planSummary(plan);
  await agree(
    context,
    `Push ${counted(commands, 'command')} to ${counted(switchesChanged, 'switch', 'switches')}?`,
  );
}

function limited(plan: Plan, limit: string | undefined): Plan {
  return limit === undefined ? plan : { ...plan, units: plan.units.filter(({ unit }) => unit === limit) };
}
