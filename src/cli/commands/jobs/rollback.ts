/** `twinleaf rollback`: the way back from what a run or a job changed, as a run of its own. */
import type { Command } from 'commander';
import { push } from '../../changes/push.ts';
import { withSite } from '../../context.ts';
import type { Choose, Context } from '../../context.ts';
import type { ExitCode } from '../../exit-code.ts';
import { unlessInterrupted } from '../../interruption.ts';
import { printLabBanner } from '../../lab-banner.ts';
import { givenWaivers, withWaivers } from '../../changes/waivers.ts';
import type { Waiver } from '../../../fabric/plan/plan.ts';

interface RollbackFlags {
  readonly yes?: boolean;
  readonly waivers: readonly Waiver[];
}

export function offerRollback(program: Command, choose: Choose): void {
  const command = program
    .command('rollback')
    .description('put back what a run or a job changed; it is itself a run')
    .argument('<id>', 'run or job, as `jobs list` and `apply` name them')
    .option('--yes', 'push without asking')
    .action((id: string, flags: Omit<RollbackFlags, 'waivers'>) => {
      const waivers = givenWaivers(command);
      choose((context) => rollback(context, id, { ...flags, waivers }));
    });
  withWaivers(command);
}

async function rollback(context: Context, id: string, flags: RollbackFlags): Promise<ExitCode> {
  printLabBanner(context);
  const { signal, options } = context;
  return withSite(context, options.site ?? '.', async (site) => {
    const plan = await unlessInterrupted(signal, site.planRollback(id, { waivers: flags.waivers, signal }));
    // A run of which a part went back is not taken back again: the jobs that are left are, by their names.
    const again = context.place.onObject('jobs list', '');
    return push(context, site, plan, { isAgreed: flags.yes === true, again });
  });
}
