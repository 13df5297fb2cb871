/** `twinleaf plan`: what would change, exactly. */
import type { Command } from 'commander';
import { readingSite } from '../context.ts';
import type { Choose, Context } from '../context.ts';
import { exitCodeOfPlan } from '../exit-code.ts';
import type { ExitCode } from '../exit-code.ts';
import { writeTextFile } from '../files.ts';
import { printLabBanner } from '../lab-banner.ts';
import { planJson } from '../print/plan/plan-json.ts';
import { planText } from '../print/plan/plan-text.ts';
import { missingWaivers } from '../print/plan/plan-guards.ts';
import { givenWaivers, withWaivers } from '../changes/waivers.ts';
import type { Plan, Waiver } from '../../fabric/plan/plan.ts';

interface PlanFlags {
  readonly running?: string;
  readonly out?: string;
}

/** Secrets never get into a plan, but what a network looks like is nobody's business either. */
const planFileMode = 0o600;

export function offerPlan(program: Command, choose: Choose): void {
  const command = program
    .command('plan')
    .description('what would change on which switch, the exact commands')
    .argument('[path]', 'file or folder of YAML', '.')
    .option('--running <dir>', 'read DIR/<hostname>.cfg instead of the switches')
    .option('--out <file>', 'write the plan to a file that `apply` takes')
    .action((path: string, flags: PlanFlags) => {
      const waivers = givenWaivers(command);
      choose((context) => plan(context, path, { ...flags, waivers }));
    });
  withWaivers(command);
}

async function plan(
  context: Context,
  path: string,
  flags: PlanFlags & { readonly waivers: readonly Waiver[] },
): Promise<ExitCode> {
  printLabBanner(context);
  const { terminal, signal } = context;
  const made = await readingSite(context, path, (site) =>
    site.plan({
      waivers: flags.waivers,
      signal,
      ...(flags.running === undefined ? {} : { runningDirectory: flags.running }),
    }),
  );
  if (flags.out !== undefined) {
    await writeTextFile(flags.out, `${JSON.stringify(made, null, 2)}\n`, planFileMode);
  }
  if (terminal.isJson) terminal.printJson({ ...planJson(made), ...refusalsJson(made) });
  else terminal.print(`${planText(made, terminal.paint)}\n\n${nextStep(context, path, made, flags.out)}`);
  return exitCodeOfPlan(made);
}

/** A refused plan is shown with everything that refuses it. */
function refusalsJson({ refusals }: Plan) {
  return refusals.length === 0 ? {} : { errors: refusals };
}

/** What to type next. */
function nextStep(context: Context, path: string, made: Plan, file: string | undefined): string {
  if (made.units.length === 0) return `Next: twinleaf verify ${path}${labFlag(context)}`;
  const needed = [...made.waivers, ...missingWaivers(made)].map((waiver) => ` --${waiver}`).join('');
  if (file === undefined) return `Next: twinleaf apply ${path}${labFlag(context)}${needed}`;
  if (missingWaivers(made).length === 0) {
    return `Next: twinleaf apply ${file} --site ${path}${labFlag(context)}`;
  }
  return `Next: twinleaf plan ${path}${labFlag(context)}${needed} --out ${file}`;
}

function labFlag({ options }: Context): string {
  return options.lab === true ? ' --lab' : '';
}
