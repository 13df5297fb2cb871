/** Whole changes, as `twinleaf apply` makes them: from no connection to a closed one, checked, saved, recorded. */
import type { RunResult, UseCases } from '../../src/engine/use-cases.ts';
import { peakMiB, type Figure } from '../figure.ts';
import { generateSite } from '../site-generator.ts';
import { withLabSite } from './lab-site.ts';
import { singleSwitches } from './single-switches.ts';

const because =
  'A change looks twice at everything: it reads configuration and state before, opens a second connection after the change to prove the way in, and reads everything back before and after the confirmation.';

/** One switch after the other, `rounds` of them; the best is kept, since the first one warms the process up. */
export async function benchOneSwitch(rounds: number): Promise<readonly Figure[]> {
  return withLabSite(singleSwitches(rounds), async ({ site }) => {
    const all: Change[] = [];
    for (let i = 0; i < rounds; i += 1) {
      all.push(await change(site, `sw${String(i).padStart(2, '0')}`));
    }
    const best = all.reduce((a, b) => (a.jobSeconds <= b.jobSeconds ? a : b));
    return [
      {
        name: `one switch, ${best.commands} lines: from nothing to closed connection, checked and saved`,
        measured: best.jobSeconds,
        unit: 's',
        bound: 0.3,
        because,
      },
      { name: '  the same, from `apply` to its end', measured: best.applySeconds, unit: 's' },
    ];
  });
}

/** That many switches at the same time. */
export async function benchManySwitches(count: number): Promise<readonly Figure[]> {
  return withLabSite(singleSwitches(count), async ({ site }) => {
    const all = await change(site);
    return [
      {
        name: `${count} switches in parallel: the same`,
        measured: all.jobSeconds,
        unit: 's',
        bound: 0.6,
        because: `${because} With ${count} switches that is ${2 * count} SSH handshakes on either side, and every entry of a journal is in the store before its next step begins; worker and lab share the cores.`,
      },
      { name: '  the same, from `apply` to its end', measured: all.applySeconds, unit: 's' },
    ];
  });
}

/** One worker that changes so many pairs in one apply. Run alone in a process. */
export async function benchOneWorker(pairs: number): Promise<readonly Figure[]> {
  return withLabSite(generateSite({ pairs, serversPerPair: 8, networks: 2 * pairs }), async ({ site }) => {
    const all = await change(site);
    return [
      {
        name: `${2 * pairs} switches in one apply, ${all.commands.toLocaleString('en')} lines: the worker’s memory at the peak`,
        measured: peakMiB(),
        unit: 'MiB',
        bound: 512,
      },
      { name: '  its time, the lab on the same cores', measured: all.applySeconds, unit: 's' },
    ];
  });
}

export interface Change {
  readonly commands: number;
  /** From the first job's start to the last one's end. */
  readonly jobSeconds: number;
  readonly applySeconds: number;
}

/** Plans and applies; throws where a job does not succeed. */
export async function change(site: UseCases, limit?: string): Promise<Change> {
  const plan = await site.plan({ waivers: [], ...(limit === undefined ? {} : { limit }) });
  const start = performance.now();
  const { jobs } = await site.apply(plan, { requestedBy: 'bench' });
  const applySeconds = (performance.now() - start) / 1000;
  const failed = jobs.find((job) => job.state !== 'succeeded');
  if (failed !== undefined) throw new Error(`${failed.unit}: ${failed.error?.message ?? failed.state}`);
  const commands = plan.units
    .flatMap((unit) => unit.switches)
    .reduce((sum, one) => sum + one.commands.length, 0);
  return { commands, jobSeconds: jobSeconds(jobs), applySeconds };
}

function jobSeconds(jobs: RunResult['jobs']): number {
  const starts = jobs.map((job) => Date.parse(job.startedAt ?? ''));
  const ends = jobs.map((job) => Date.parse(job.endedAt ?? ''));
  return (Math.max(...ends) - Math.min(...starts)) / 1000;
}
