/** `twinleaf plan`: what would change, exactly. */
import { Option } from 'commander';
import type { Command } from 'commander';
import { TwinleafError } from '../../fabric/errors.ts';
import type { Plan, Waiver } from '../../fabric/plan/plan.ts';
import { namesPlanFile } from '../changes/plan-file.ts';
import { sayingWhoIsWaitedFor } from '../changes/waited-for.ts';
import { givenWaivers, withWaivers } from '../changes/waivers.ts';
import { readingSite } from '../context.ts';
import type { Choose, Context } from '../context.ts';
import { errorReports, leftAloneReports, nextLines } from '../error-report.ts';
import { exitCodeOfPlan } from '../exit-code.ts';
import type { ExitCode } from '../exit-code.ts';
import { writeTextFile } from '../files.ts';
import { printLabBanner } from '../lab-banner.ts';
import { named, unitsLeftAlone } from '../print/plan/left-alone.ts';
import { missingWaivers } from '../print/plan/plan-guards.ts';
import { planJson } from '../print/plan/plan-json.ts';
import { errorsJunit, planJunit } from '../print/plan/plan-junit.ts';
import { errorsMarkdown, planMarkdown } from '../print/plan/plan-markdown.ts';
import { planText } from '../print/plan/plan-text.ts';

const formats = ['text', 'json', 'markdown', 'junit'] as const;
type Format = (typeof formats)[number];

interface PlanFlags {
  readonly running?: string;
  readonly out?: string;
  readonly format: Format;
  readonly waivers: readonly Waiver[];
}

/** Secrets never get into a plan, but what a network looks like is nobody's business either. */
const planFileMode = 0o600;

export function offerPlan(program: Command, choose: Choose): void {
  const command = program
    .command('plan')
    .description('what would change on which switch, the exact commands')
    .argument('[path]', 'file or folder of YAML, or a saved plan to show it again', '.')
    .option('--running <dir>', 'read DIR/<hostname>.cfg instead of the switches')
    .option('--out <file>', 'write the plan to a file that `apply` takes')
    .addOption(
      new Option(
        '--format <name>',
        'on stdout: json is --json, markdown a comment on a pull request, junit a test report',
      )
        .choices(formats)
        .default('text'),
    )
    .action((path: string, flags: Omit<PlanFlags, 'waivers'>) => {
      const waivers = givenWaivers(command);
      choose((context) => plan(context, path, { ...flags, waivers }));
    });
  withWaivers(command);
}

async function plan(context: Context, path: string, flags: PlanFlags): Promise<ExitCode> {
  const { format } = flags;
  const document = format === 'markdown' || format === 'junit' ? format : undefined;
  printLabBanner(context, document === undefined ? 'text' : 'raw');
  try {
    const isSaved = await namesPlanFile(path);
    const made = isSaved ? await savedPlan(context, path, flags) : await freshPlan(context, path, flags);
    if (document !== undefined) printDocument(context, document, made);
    else printPlan(context, path, made, isSaved ? path : flags.out);
    return exitCodeOfPlan(made);
  } catch (error) {
    if (document !== undefined) printErrors(context, document, error);
    throw error;
  }
}

async function freshPlan(context: Context, path: string, flags: PlanFlags): Promise<Plan> {
  const { waivers, running, out } = flags;
  const made = await sayingWhoIsWaitedFor(context.terminal, (onWaiting) =>
    readingSite(context, path, (site) =>
      site.plan({
        waivers,
        onWaiting,
        signal: context.signal,
        ...(running === undefined ? {} : { runningDirectory: running }),
      }),
    ),
  );
  if (out !== undefined) await writeTextFile(out, `${JSON.stringify(made, null, 2)}\n`, planFileMode);
  return made;
}

/** A saved plan is shown as it is; nothing is read but the file. */
async function savedPlan(
  context: Context,
  file: string,
  { waivers, running, out }: PlanFlags,
): Promise<Plan> {
  if (waivers.length > 0 || running !== undefined || out !== undefined) {
    throw new TwinleafError(
      'usage',
      `${file} is a saved plan, which is only shown: nothing of it can be changed`,
      {
        hint: 'give the site instead to make a new one',
      },
    );
  }
  const made = await readingSite(context, context.options.site ?? '.', (site) => site.readPlanFile(file));
  if (isOfLabOnly(context, made))
    context.terminal.note(`${file} was made with --lab: for virtual switches only.`);
  return made;
}

function printPlan(context: Context, path: string, made: Plan, file: string | undefined): void {
  const { terminal, place } = context;
  const left = leftAloneReports(made, place, place.onSite('plan', waiverFlags(made.waivers)));
  if (terminal.isJson) {
    const errors = [...made.refusals, ...left];
    terminal.printJson({ ...planJson(made), ...(errors.length === 0 ? {} : { errors }) });
    return;
  }
  const then = left.flatMap(({ next }) => nextLines(next, `For ${named(unitsLeftAlone(made))}`));
  const isQuiet = made.units.length === 0 && left.length > 0;
  const next = [...(isQuiet ? [] : [nextStep(context, path, made, file)]), ...then];
  terminal.print(`${planText(made, terminal.paint)}\n\n${next.join('\n')}`);
}

function printDocument({ terminal, options }: Context, format: 'markdown' | 'junit', made: Plan): void {
  const isLab = options.lab === true || made.isLab === true;
  terminal.printRaw(format === 'markdown' ? planMarkdown(made, isLab) : planJunit(made, isLab));
}

/** A pipeline that posts what it gets posts why there is no plan; the error goes its usual way besides. */
function printErrors({ terminal, place }: Context, format: 'markdown' | 'junit', error: unknown): void {
  const reports = errorReports(error, place);
  terminal.printRaw(format === 'markdown' ? errorsMarkdown(reports) : errorsJunit(reports));
}

function waiverFlags(waivers: readonly Waiver[]): readonly string[] {
  return waivers.map((waiver) => `--${waiver}`);
}

/** A saved plan of virtual switches, shown without `--lab`. */
function isOfLabOnly({ options }: Context, { isLab }: Plan): boolean {
  return isLab === true && options.lab !== true;
}

/** What to type next; `file` is where the plan is kept. */
function nextStep(context: Context, path: string, made: Plan, file: string | undefined): string {
  const { place } = context;
  if (made.units.length === 0) return `Next: ${place.onSite('verify')}`;
  const missing = missingWaivers(made);
  // A cable is looked at before anybody waives the look at it.
  if (missing.includes('no-lldp-check')) return `Next: ${place.onSite('discover')}`;
  const flags = waiverFlags([...made.waivers, ...missing]);
  if (file === undefined) return `Next: ${place.onSite('apply', flags)}`;
  if (missing.length === 0) {
    return `Next: ${place.onObject('apply', file, isOfLabOnly(context, made) ? ['--lab'] : [])}`;
  }
  return `Next: ${place.onSite('plan', [...flags, '--out', file === path ? 'plan.json' : file])}`;
}
