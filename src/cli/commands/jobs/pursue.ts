/** `twinleaf jobs retry`, `resume`, `undo`, `cancel`: what a person decides about a job. */
import type { Command } from 'commander';
import { TwinleafError } from '../../../fabric/errors.ts';
import type { JobGoal, JobRecord, JobState, StoreToLookAt } from '../../../engine/store.ts';
import type { JobResult, UseCases } from '../../../engine/use-cases.ts';
import { askedBy } from '../../changes/asked-by.ts';
import { agree, reportRun } from '../../changes/push.ts';
import { withSite } from '../../context.ts';
import type { Choose, Context } from '../../context.ts';
import { exitCodes } from '../../exit-code.ts';
import type { ExitCode } from '../../exit-code.ts';
import { printLabBanner } from '../../lab-banner.ts';
import { intentionText, intentionWords } from '../../print/jobs/intention.ts';
import { stateWord } from '../../print/jobs/job-words.ts';
import { progressOn } from '../../print/jobs/progress.ts';
import { printable } from '../../print/printable.ts';
import { deadIds, jobsByName, readJobs } from './read-jobs.ts';

interface Decision {
  readonly command: string;
  readonly goal: JobGoal;
  readonly description: string;
  /** States of the jobs that it is about; a running one only if its worker died. */
  readonly states: readonly JobState[];
}

const decisions: readonly Decision[] = [
  {
    command: 'retry',
    goal: 'apply',
    description: 'do a job again that failed, went back or was cancelled',
    states: ['queued', 'failed', 'rolled-back', 'cancelled'],
  },
  {
    command: 'resume',
    goal: 'resume',
    description: 'finish a half-applied job, or one whose worker died',
    states: ['half-applied', 'running'],
  },
  {
    command: 'undo',
    goal: 'undo',
    description: 'put back what a half-applied job, or one whose worker died, has changed',
    states: ['half-applied', 'running'],
  },
];

/** Adds the commands to `jobs`. */
export function offerDecisions(jobs: Command, choose: Choose): void {
  for (const decision of decisions) {
    jobs
      .command(decision.command)
      .description(decision.description)
      .argument('<id>', 'job, or a run for all of its jobs')
      .option('--yes', 'without asking')
      .action((id: string, flags: { readonly yes?: boolean }) => {
        choose((context) => pursue(context, decision, id, flags.yes === true));
      });
  }
  jobs
    .command('cancel')
    .description('take a waiting job out of the queue, or stop a running one between two steps')
    .argument('<id>', 'job, or a run for all of its jobs')
    .option('--yes', 'without asking')
    .action((id: string, flags: { readonly yes?: boolean }) => {
      choose((context) => cancel(context, id, flags.yes === true));
    });
}

async function pursue(
  context: Context,
  decision: Decision,
  id: string,
  isAgreed: boolean,
): Promise<ExitCode> {
  printLabBanner(context);
  const { terminal, signal, options } = context;
  return withSite(context, options.site ?? '.', async (site) => {
    const store = await site.storeToLookAt();
    const jobs = await undecided(store, id, decision);
    terminal.print(await intentions(store, jobs, decision.goal, context));
    if (!isAgreed) await agree(context, 'Go on?');
    const ended: JobResult[] = [];
    for (const job of jobs) {
      const onProgress = progressOn(terminal, 1);
      const result = await site.pursue(job.id, decision.goal, { requestedBy: askedBy(), signal, onProgress });
      ended.push(...result.jobs);
    }
    // A job that was to be put back and was is done, whatever its state is called.
    const wanted = decision.goal === 'undo' ? 'rolled-back' : 'succeeded';
    return reportRun(context, { run: jobs[0]?.run ?? id, jobs: ended }, { wanted });
  });
}

/** Throws `not-possible` before anybody is asked about a job that a worker has in hand. */
async function undecided(
  store: StoreToLookAt,
  id: string,
  { states, goal }: Decision,
): Promise<readonly JobRecord[]> {
  const jobs = await concerned(store, id, states);
  if (goal === 'apply') return jobs;
  const dead = await deadIds(store);
  const open = jobs.filter((job) => job.state !== 'running' || dead.has(job.id));
  if (open.length > 0) return open;
  throw new TwinleafError('not-possible', `a worker has ${id} in hand`, {
    hint: '`twinleaf jobs cancel` stops it between two steps; if its process is gone, it counts as dead within a minute',
  });
}

async function intentions(
  store: StoreToLookAt,
  jobs: readonly JobRecord[],
  goal: JobGoal,
  { terminal }: Context,
): Promise<string> {
  const texts: string[] = [];
  for (const job of jobs) {
    const plan = await store.readPlan(job.plan);
    texts.push(
      intentionText(
        job,
        goal,
        plan?.units.find(({ unit }) => unit === job.unit),
        terminal.paint,
      ),
    );
  }
  return texts.join('\n\n');
}

/** The job, or those of the run, if in one of the states; throws `unknown-object`, `not-possible`. */
async function concerned(
  store: StoreToLookAt,
  id: string,
  states: readonly JobState[],
): Promise<readonly JobRecord[]> {
  const jobs = await readJobs(store, await jobsByName(store, id));
  const open = jobs.filter(({ state }) => states.includes(state));
  if (open.length > 0) return open;
  const are = [...new Set(jobs.map(({ state }) => state))].join(', ');
  throw new TwinleafError('not-possible', `${id} is ${are}, which leaves nothing to do here`, {
    hint: `this takes a job that is ${states.join(', ')}`,
  });
}

async function cancel(context: Context, id: string, isAgreed: boolean): Promise<ExitCode> {
  printLabBanner(context);
  const { terminal, options } = context;
  return withSite(context, options.site ?? '.', async (site) => {
    const jobs = await concerned(await site.storeToLookAt(), id, ['queued', 'running']);
    const running = jobs.filter(({ state }) => state === 'running');
    if (running.length > 0 && !isAgreed) {
      terminal.print(running.map((job) => intentionWords(job, 'cancel')).join('\n'));
      await agree(context, 'Go on?');
    }
    const states = await cancelAll(site, jobs);
    if (terminal.isJson) terminal.printJson({ jobs: states.map(([job, state]) => ({ job: job.id, state })) });
    else for (const [job, state] of states) terminal.print(cancelledWords(context, job, state));
    return states.every(([, state]) => state === 'cancelled' || state === 'running')
      ? exitCodes.done
      : exitCodes.failed;
  });
}

async function cancelAll(
  site: UseCases,
  jobs: readonly JobRecord[],
): Promise<readonly (readonly [JobRecord, JobState])[]> {
  const states: [JobRecord, JobState][] = [];
  for (const job of jobs) states.push([job, await site.cancel(job.id, askedBy())]);
  return states;
}

function cancelledWords({ terminal, place }: Context, { id, unit }: JobRecord, state: JobState): string {
  const what = `${printable(unit)}: job ${printable(id)}`;
  if (state === 'running') {
    return `${what} stops between two steps and puts back what it has changed.\nNext: ${place.onObject('jobs watch', id)}`;
  }
  const word = stateWord(state, terminal.paint);
  return state === 'cancelled' ? `${what}: ${word}.` : `${what} had ended already: ${word}.`;
}
