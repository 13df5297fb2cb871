/** `twinleaf apply`: plans or takes a plan, asks, pushes, and says how it went. */
import { stat } from 'node:fs/promises';
import { hostname, userInfo } from 'node:os';
import type { Command } from 'commander';
import { TwinleafError } from '../../fabric/errors.ts';
import type { Plan, Waiver } from '../../fabric/plan/plan.ts';
import type { RunResult, UseCases } from '../../engine/use-cases.ts';
import { withSite } from '../context.ts';
import type { Choose, Context } from '../context.ts';
import { jobReports } from '../error-report.ts';
import { exitCodeOfJobs, exitCodeOfPlan } from '../exit-code.ts';
import type { ExitCode } from '../exit-code.ts';
import { unlessInterrupted } from '../interruption.ts';
import { printLabBanner } from '../lab-banner.ts';
import { counted } from '../print/layout.ts';
import { planSummary } from '../print/plan/plan-json.ts';
import { planText } from '../print/plan/plan-text.ts';
import { progressOn } from '../print/jobs/progress.ts';
import { runJson, runText } from '../print/jobs/run-result.ts';
import { givenWaivers, withWaivers } from '../changes/waivers.ts';

interface ApplyFlags {
  readonly yes?: boolean;
  readonly limit?: string;
  readonly waivers: readonly Waiver[];
}

export function offerApply(program: Command, choose: Choose): void {
  const command = program
    .command('apply')
    .description('plan (or take a saved plan), ask, push one member at a time, verify')
    .argument('[path]', 'file or folder of YAML, or a file that `plan --out` wrote', '.')
    .option('--yes', 'push without asking')
    .option('--limit <unit>', 'only this switch pair or single switch')
    .action((path: string, flags: Omit<ApplyFlags, 'waivers'>) => {
      const waivers = givenWaivers(command);
      choose((context) => apply(context, path, { ...flags, waivers }));
    });
  withWaivers(command);
}

async function apply(context: Context, path: string, flags: ApplyFlags): Promise<ExitCode> {
  printLabBanner(context);
  const isPlanFile = await namesPlanFile(path);
  if (isPlanFile && flags.waivers.length > 0) {
    throw new TwinleafError(
      'usage',
      `--${String(flags.waivers[0])} belongs to the plan in ${path}, not to its apply`,
      {
        hint: 'give it to `twinleaf plan`',
      },
    );
  }
  const sitePath = isPlanFile ? (context.options.site ?? '.') : path;
  return withSite(context, sitePath, async (site) => {
    const plan = await unlessInterrupted(
      context.signal,
      isPlanFile ? site.readPlanFile(path) : freshPlan(site, context, flags),
    );
    return push(context, site, plan, flags);
  });
}

/** A regular file that is no YAML can only be meant as a plan. */
async function namesPlanFile(path: string): Promise<boolean> {
  if (/\.ya?ml$/i.test(path)) return false;
  const found = await stat(path).catch(() => undefined);
  return found?.isFile() === true;
}

async function freshPlan(site: UseCases, { signal }: Context, flags: ApplyFlags): Promise<Plan> {
  return site.plan({
    waivers: flags.waivers,
    signal,
    ...(flags.limit === undefined ? {} : { limit: flags.limit }),
  });
}

async function push(context: Context, site: UseCases, plan: Plan, flags: ApplyFlags): Promise<ExitCode> {
  const { terminal, signal } = context;
  terminal.print(planText(plan, terminal.paint));
  await confirm(context, plan, flags.yes === true);
  const result = await site.apply(plan, {
    requestedBy: `${userInfo().username}@${hostname()}`,
    signal,
    onProgress: progressOn(terminal),
    ...(flags.limit === undefined ? {} : { limit: flags.limit }),
  });
  const code = reportRun(context, result);
  return plan.units.length === 0 ? exitCodeOfPlan(plan) : code;
}

/** Asks where there is something to change; a plan that a guard stops is not worth a question. */
async function confirm({ terminal, signal }: Context, plan: Plan, isAgreed: boolean): Promise<void> {
  if (isAgreed || plan.units.length === 0 || plan.refusals.length > 0) return;
  const { commands, switchesChanged } = planSummary(plan);
  const question = `Push ${counted(commands, 'command')} to ${counted(switchesChanged, 'switch', 'switches')}?`;
  if (await terminal.ask(question, signal)) return;
  throw new TwinleafError('interrupted', 'not confirmed; nothing was sent');
}

function reportRun({ terminal, signal }: Context, result: RunResult): ExitCode {
  const errors = jobReports(result.jobs);
  if (terminal.isJson) terminal.printJson({ ...runJson(result), ...(errors.length === 0 ? {} : { errors }) });
  else terminal.print(runText(result, errors, terminal.paint));
  return exitCodeOfJobs(
    result.jobs.map(({ state }) => state),
    signal.aborted,
  );
}
