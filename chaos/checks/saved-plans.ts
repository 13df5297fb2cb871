/** Whether what was sent for a saved plan is exactly that plan. */
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import type { InspectedJob } from '../processes/orders.ts';
import type { Requested } from './requested.ts';

const around =
  /^(show|configure|commit|end|exit|abort|terminal|write|copy|lock|unlock|discard|start transaction|checkpoint|no checkpoint|enable|no paging|<secret>)/;

/** Whether a command belongs to the way in which lines are typed, and is none of a plan. */
export function isAround(command: string): boolean {
  return command.trim() === '' || around.test(command.trim());
}

interface PlanText {
  readonly id: string;
  readonly units: readonly {
    readonly unit: string;
    readonly switches: readonly { readonly switch: string; readonly commands: readonly string[] }[];
  }[];
}

/** The plans that lie in the folder, by file. */
export async function savedPlans(directory: string): Promise<ReadonlyMap<string, string>> {
  const names = (await readdir(directory)).filter((name) => name.startsWith('plan-'));
  const texts = names.map(
    async (name) => [name, await readFile(path.join(directory, name), 'utf8')] as const,
  );
  return new Map(await Promise.all(texts));
}

/** In words, where the request to apply a saved plan has sent anything but what its file says. */
export async function savedPlanFaults(
  directory: string,
  requested: readonly Requested[],
  jobs: readonly InspectedJob[],
): Promise<readonly string[]> {
  const plans = await savedPlans(directory);
  return requested.flatMap(({ request, name }) => {
    const text = request.kind === 'apply-plan' ? plans.get(request.file) : undefined;
    return text === undefined ? [] : planFaults(name, text, jobs);
  });
}

/** The same for one plan, as its file has it, and who asked for it. */
export function planFaults(name: string, text: string, jobs: readonly InspectedJob[]): readonly string[] {
  const plan = JSON.parse(text) as PlanText;
  return jobs
    .filter((job) => job.requestedBy === name)
    .flatMap((job) => {
      if (job.plan !== plan.id) return [`job ${job.id} of ${name} does plan ${job.plan}, not ${plan.id}`];
      const switches = plan.units.find(({ unit }) => unit === job.unit)?.switches ?? [];
      return wentStraight(job) ? switches.flatMap((one) => sentFaults(job, one.switch, one.commands)) : [];
    });
}

/** Tried once, by one worker, and never led back or forward. */
function wentStraight({ state, steps }: InspectedJob): boolean {
  const locks = steps.filter(({ step }) => step === 'lock');
  return state === 'succeeded' && locks.length === 1 && !steps.some(({ step }) => step === 'revert');
}

function sentFaults(job: InspectedJob, hostname: string, commands: readonly string[]): readonly string[] {
  const sent = linesOf(job.typed.filter((one) => one.switch === hostname).map(({ command }) => command));
  const planned = linesOf(commands);
  const isSame = sent.toSorted().join('\n') === planned.toSorted().join('\n');
  return isSame
    ? []
    : [
        `job ${job.id} sent ${hostname} other lines than its plan:\n${sent.join('\n')}\ninstead of\n${planned.join('\n')}`,
      ];
}

function linesOf(commands: readonly string[]): readonly string[] {
  return commands.filter((command) => !isAround(command)).map((command) => command.trim());
}
