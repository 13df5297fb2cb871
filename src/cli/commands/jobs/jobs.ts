/** `twinleaf jobs`: what was done, is being done and waits. */
import type { Command } from 'commander';
import type { StoreToLookAt } from '../../../engine/store.ts';
import { positiveInteger } from '../../changes/positive-integer.ts';
import { readingSite } from '../../context.ts';
import type { Choose, Context } from '../../context.ts';
import { exitCodeOfJobs, exitCodes } from '../../exit-code.ts';
import type { ExitCode } from '../../exit-code.ts';
import { printLabBanner } from '../../lab-banner.ts';
import { nextAfterJob } from '../../next/next-step.ts';
import { jobCost } from '../../print/jobs/job-cost.ts';
import { jobJson } from '../../print/jobs/job-json.ts';
import { doubtText, jobListText } from '../../print/jobs/job-list.ts';
import { jobStory } from '../../print/jobs/job-story.ts';
import { offerDecisions } from './pursue.ts';
import { jobsByName, jobsInDoubt, readStories, withDeaths } from './read-jobs.ts';
import { watchJobs } from './watch-jobs.ts';

const listedJobs = 20;

export function offerJobs(program: Command, choose: Choose): void {
  const jobs = program.command('jobs').description('the queue: what was done, is being done and waits');
  jobs
    .command('list', { isDefault: true })
    .description('the newest jobs, and all at which a person must look')
    .option('--unit <name>', 'only this unit')
    .option('--limit <count>', 'how many', positiveInteger, listedJobs)
    .action((flags: ListFlags) => {
      choose((context) => withStore(context, (store) => list(context, store, flags)));
    });
  jobs
    .command('show')
    .description('the story of a job, or of every job of a run')
    .argument('<id>', 'job or run')
    .option('--full', 'everything the switches said, uncut')
    .action((id: string, flags: { readonly full?: boolean }) => {
      choose((context) =>
        withStore(context, (store) => show(context, store, { id, isFull: flags.full === true })),
      );
    });
  jobs
    .command('watch')
    .description('follow a job or a run until it ends, whoever is at work on it')
    .argument('<id>', 'job or run')
    .action((id: string) => {
      choose(
        (context) => withStore(context, (store) => watch(context, store, id)),
        'No longer watching; the jobs go on.',
      );
    });
  offerDecisions(jobs, choose);
}

interface ListFlags {
  readonly unit?: string;
  readonly limit: number;
}

async function withStore(
  context: Context,
  work: (store: StoreToLookAt) => Promise<ExitCode>,
): Promise<ExitCode> {
  printLabBanner(context);
  return readingSite(context, context.options.site ?? '.', async (site) => work(await site.storeToLookAt()));
}

async function list({ terminal, place }: Context, store: StoreToLookAt, flags: ListFlags): Promise<ExitCode> {
  const { unit, limit } = flags;
  const newest = await store.listJobs({ limit, ...(unit === undefined ? {} : { unit }) });
  const jobs = await withDeaths(store, newest);
  const inDoubt = (await jobsInDoubt(store)).filter((job) => unit === undefined || job.unit === unit);
  if (terminal.isJson) {
    terminal.printJson({ jobs: jobs.map(jobJson), inDoubt: inDoubt.map(jobJson) });
    return exitCodes.done;
  }
  const doubt = doubtText(inDoubt, place, terminal.paint);
  terminal.print([jobListText(jobs, terminal.paint), ...doubt].join('\n\n'));
  return exitCodes.done;
}

async function show(
  { terminal, place }: Context,
  store: StoreToLookAt,
  { id, isFull }: { readonly id: string; readonly isFull: boolean },
): Promise<ExitCode> {
  const stories = await readStories(store, await jobsByName(store, id));
  if (terminal.isJson) {
    const jobs = stories.map((story) => ({
      ...jobJson(story),
      cost: jobCost(story),
      next: nextAfterJob(story, place) ?? null,
    }));
    terminal.printJson({ jobs });
  } else {
    const options = { paint: terminal.paint, isFull, place };
    terminal.print(stories.map((story) => jobStory(story, options)).join('\n\n'));
  }
  return exitCodes.done;
}

async function watch(
  { terminal, signal, place }: Context,
  store: StoreToLookAt,
  id: string,
): Promise<ExitCode> {
  const ended = await watchJobs(store, await jobsByName(store, id), { terminal, signal });
  if (terminal.isJson) {
    terminal.printJson({ jobs: ended.map(jobJson) });
  } else {
    const left = ended.filter(({ state, isDead }) => isDead || state === 'half-applied');
    terminal.print(
      [jobListText(ended, terminal.paint), ...doubtText(left, place, terminal.paint)].join('\n\n'),
    );
  }
  if (ended.some(({ isDead }) => isDead)) return exitCodes.halfApplied;
  return exitCodeOfJobs(
    ended.map(({ state }) => state),
    signal.aborted,
  );
}
