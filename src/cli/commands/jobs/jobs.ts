/** `twinleaf jobs`: what was done, is being done and waits. */
import type { Command } from 'commander';
import type { Store } from '../../../engine/store.ts';
import { readingSite } from '../../context.ts';
import type { Choose, Context } from '../../context.ts';
import { exitCodeOfJobs, exitCodes } from '../../exit-code.ts';
import type { ExitCode } from '../../exit-code.ts';
import { printLabBanner } from '../../lab-banner.ts';
import { jobsByName, readStories, watchJobs } from './read-jobs.ts';
import { jobListText } from '../../print/jobs/job-list.ts';
import { jobStory } from '../../print/jobs/job-story.ts';

const listedJobs = 20;

export function offerJobs(program: Command, choose: Choose): void {
  const jobs = program.command('jobs').description('the queue: what was done, is being done and waits');
  jobs
    .command('list', { isDefault: true })
    .description('the newest jobs')
    .option('--unit <name>', 'only this unit')
    .option('--limit <count>', 'how many', String(listedJobs))
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
    .description('follow a job or a run until it ends')
    .argument('<id>', 'job or run')
    .action((id: string) => {
      choose((context) => withStore(context, (store) => watch(context, store, id)));
    });
}

interface ListFlags {
  readonly unit?: string;
  readonly limit: string;
}

async function withStore(context: Context, work: (store: Store) => Promise<ExitCode>): Promise<ExitCode> {
  printLabBanner(context);
  return readingSite(context, context.options.site ?? '.', async (site) => work(await site.store()));
}

async function list({ terminal }: Context, store: Store, flags: ListFlags): Promise<ExitCode> {
  const limit = Number.parseInt(flags.limit, 10);
  const jobs = await store.listJobs({
    limit: limit > 0 ? limit : listedJobs,
    ...(flags.unit === undefined ? {} : { unit: flags.unit }),
  });
  if (terminal.isJson) terminal.printJson({ jobs });
  else terminal.print(jobListText(jobs, terminal.paint));
  return exitCodes.done;
}

async function show(
  { terminal }: Context,
  store: Store,
  { id, isFull }: { readonly id: string; readonly isFull: boolean },
): Promise<ExitCode> {
  const stories = await readStories(store, await jobsByName(store, id));
  if (terminal.isJson) terminal.printJson({ jobs: stories });
  else terminal.print(stories.map((story) => jobStory(story, terminal.paint, isFull)).join('\n\n'));
  return exitCodes.done;
}

async function watch({ terminal, signal }: Context, store: Store, id: string): Promise<ExitCode> {
  const ended = await watchJobs(store, await jobsByName(store, id), { terminal, signal });
  if (terminal.isJson) terminal.printJson({ jobs: ended });
  else terminal.print(jobListText(ended, terminal.paint));
  return exitCodeOfJobs(
    ended.map(({ state }) => state),
    signal.aborted,
  );
}
