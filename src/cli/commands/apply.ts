/** `twinleaf apply`: plans or takes a plan, asks, pushes, and says how it went. */
import type { Command } from 'commander';
import { TwinleafError } from '../../fabric/errors.ts';
import type { Plan, Waiver } from '../../fabric/plan/plan.ts';
import type { UseCases } from '../../engine/use-cases.ts';
import { namesPlanFile } from '../changes/plan-file.ts';
import { positiveInteger } from '../changes/positive-integer.ts';
import { push } from '../changes/push.ts';
import { sayingWhoIsWaitedFor } from '../changes/waited-for.ts';
import { settleDeadJobs } from '../changes/settle-dead-jobs.ts';
import { givenWaivers, withWaivers } from '../changes/waivers.ts';
import { withSite } from '../context.ts';
import type { Choose, Context } from '../context.ts';
import type { ExitCode } from '../exit-code.ts';
import { unlessInterrupted } from '../interruption.ts';
import { printLabBanner } from '../lab-banner.ts';

interface ApplyFlags {
  readonly yes?: boolean;
  readonly limit?: string;
  readonly maxUnavailable?: number;
  readonly waivers: readonly Waiver[];
}

export function offerApply(program: Command, choose: Choose): void {
  const command = program
    .command('apply')
    .description('plan (or take a saved plan), ask, push one member at a time, verify')
    .argument('[path]', 'file or folder of YAML, or a file that `plan --out` wrote', '.')
    .option('--yes', 'push without asking; settle jobs whose worker died without asking')
    .option('--limit <unit>', 'only this switch pair or single switch')
    .option('--max-unavailable <n>', 'change at most so many units at once', positiveInteger)
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
      { hint: 'give it to `twinleaf plan`' },
    );
  }
  const sitePath = isPlanFile ? (context.options.site ?? '.') : path;
  return withSite(context, sitePath, async (site) => {
    const plan = isPlanFile
      ? await savedPlan(context, site, path, flags)
      : await freshPlan(context, site, flags);
    const { place } = context;
    const again = isPlanFile ? place.onSite('plan') : place.again();
    return push(context, site, plan, { isAgreed: flags.yes === true, again, ...limits(flags) });
  });
}

/** What died on its units is settled first: the plan then holds, or is stale and says so. */
async function savedPlan(context: Context, site: UseCases, file: string, flags: ApplyFlags): Promise<Plan> {
  const plan = await site.readPlanFile(file);
  const units = plan.units.map(({ unit }) => unit).filter((unit) => unit === (flags.limit ?? unit));
  if (units.length > 0) await settleDeadJobs(context, site, { isAgreed: flags.yes === true, units });
  return plan;
}

/** A plan made while the change of a dead worker still runs on a switch would not last, so it is made again. */
async function freshPlan(context: Context, site: UseCases, flags: ApplyFlags): Promise<Plan> {
  const { signal } = context;
  const { waivers, limit } = flags;
  const limited = limit === undefined ? {} : { limit };
  const make = () =>
    sayingWhoIsWaitedFor(context.terminal, (onWaiting) =>
      unlessInterrupted(signal, site.plan({ waivers, signal, onWaiting, ...limited })),
    );
  const plan = await make();
  if (!plan.warnings.some(({ code }) => code === 'job-unfinished')) return plan;
  const isAgreed = flags.yes === true;
  const units = limit === undefined ? {} : { units: [limit] };
  return (await settleDeadJobs(context, site, { isAgreed, ...units })) ? make() : plan;
}

function limits({ limit, maxUnavailable }: ApplyFlags) {
  return {
    ...(limit === undefined ? {} : { limit }),
    ...(maxUnavailable === undefined ? {} : { maxUnavailable }),
  };
}
