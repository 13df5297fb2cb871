/** `twinleaf worker`: takes jobs from Redis until it is asked to stop. */
import type { Command } from 'commander';
import { TwinleafError } from '../../../fabric/errors.ts';
import { positiveInteger } from '../../changes/positive-integer.ts';
import { withSite } from '../../context.ts';
import type { Choose, Context } from '../../context.ts';
import { exitCodes } from '../../exit-code.ts';
import type { ExitCode } from '../../exit-code.ts';
import { printLabBanner } from '../../lab-banner.ts';
import { plainProgress } from '../../print/jobs/progress.ts';
import { counted } from '../../print/layout.ts';

const unitsAtOnce = 20;
const whenStopped =
  'Stopping: a job that has touched no switch goes back into the queue, any other is finished or put back.';

export function offerWorker(program: Command, choose: Choose): void {
  program
    .command('worker')
    .description('take jobs from Redis (REDIS_URL) until it is stopped')
    .argument('[path]', 'file or folder of YAML', '.')
    .option('--concurrency <n>', 'units at once', positiveInteger, unitsAtOnce)
    .action((path: string, flags: { readonly concurrency: number }) => {
      choose((context) => worker(context, path, flags.concurrency), whenStopped);
    });
}

async function worker(context: Context, path: string, concurrency: number): Promise<ExitCode> {
  printLabBanner(context);
  const { terminal, signal, env } = context;
  const queue = queueAddress(env['REDIS_URL']);
  return withSite(context, path, async (site) => {
    const { fabric } = await site.readSite();
    terminal.note(`Worker for ${fabric.name}: ${counted(concurrency, 'unit')} at once, until it is stopped.`);
    terminal.note(`  jobs   ${queue}`);
    terminal.note(`  store  ${storeAddress(env['DATABASE_URL'], site.stateDirectory)}`);
    const onNotice = (notice: string): void => {
      terminal.note(notice);
    };
    await site.work({ concurrency, signal, onProgress: plainProgress(terminal), onNotice });
    if (terminal.isJson) terminal.printJson({ worker: { fabric: fabric.name, stopped: true } });
    else terminal.note('The worker has stopped; what waits is left for another one.');
    return exitCodes.done;
  });
}

/** Where the jobs come from; throws `usage` without it. */
function queueAddress(url: string | undefined): string {
  if (url === undefined || url === '') {
    throw new TwinleafError('usage', 'a worker takes jobs from Redis, and REDIS_URL is not set', {
      hint: 'set REDIS_URL; without it apply does its jobs itself',
    });
  }
  return withoutSecrets('REDIS_URL', url);
}

function storeAddress(url: string | undefined, stateDirectory: string): string {
  if (url !== undefined && url !== '') return withoutSecrets('DATABASE_URL', url);
  return `SQLite in ${stateDirectory}; set DATABASE_URL for workers on other machines`;
}

/** The address without user, password and parameters; one that is none is never printed, it may be a password. */
function withoutSecrets(name: string, text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined) {
    throw new TwinleafError('usage', `${name} is not a URL`, {
      hint: 'it reads scheme://user:password@host:port/name',
    });
  }
  return `${url.protocol}//${url.host}${url.pathname}`;
}
