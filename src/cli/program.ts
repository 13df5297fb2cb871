/** The command line as commander sees it: every command and the global options. */
import { Command, Option } from 'commander';
import type { Choose } from './context.ts';
import type { Streams } from './terminal.ts';
import { offerApply } from './commands/apply.ts';
import { offerDiff } from './commands/diff.ts';
import { offerDiscover } from './commands/discover.ts';
import { offerDrift } from './commands/drift.ts';
import { offerHosts } from './commands/hosts.ts';
import { offerInit } from './commands/init.ts';
import { offerJobs } from './commands/jobs/jobs.ts';
import { offerRollback } from './commands/jobs/rollback.ts';
import { offerWorker } from './commands/jobs/worker.ts';
import { offerLab } from './commands/lab.ts';
import { offerPlan } from './commands/plan.ts';
import { offerPorts } from './commands/ports.ts';
import { offerRecover } from './commands/recover.ts';
import { offerRender } from './commands/render.ts';
import { offerSchema } from './commands/schema.ts';
import { offerTrust } from './commands/trust.ts';
import { offerValidate } from './commands/validate.ts';
import { offerVerify } from './commands/verify.ts';

const introduction = `Provisions switch pairs from YAML: plan, push one member at a time, verify.

Exit codes: 0 done or nothing differs, 1 failed and nothing left half-done, 2 something differs,
4 a unit is half-applied, 64 wrong command line, 130 interrupted.`;

/** Builds the command line; help goes to the streams, the chosen work to `choose`. */
export function commandLine(version: string, streams: Streams, choose: Choose): Command {
  const program = new Command('twinleaf')
    .description(introduction)
    .version(version)
    .option('--json', 'one JSON document on stdout, messages on stderr')
    .option('--lab', 'use the virtual switches that `twinleaf lab` has started')
    .addOption(new Option('--state <dir>', 'where store and host keys lie').env('TWINLEAF_STATE'))
    .option('--site <path>', 'the site, for commands whose argument is something else')
    .option('--no-color', 'no colours')
    .configureHelp({ showGlobalOptions: true, helpWidth: 100 })
    .configureOutput({
      writeOut: (text) => streams.stdout.write(text),
      writeErr: (text) => streams.stderr.write(text),
      outputError: () => undefined,
    })
    .hook('preAction', (_program, command) => {
      if (command.getOptionValue('format') === 'json') program.setOptionValue('json', true);
    })
    .exitOverride();
  const offers = [
    offerInit,
    offerSchema,
    offerValidate,
    offerPorts,
    offerRender,
    offerDiff,
    offerTrust,
    offerPlan,
    offerApply,
    offerVerify,
    offerDrift,
    offerDiscover,
    offerHosts,
    offerRollback,
    offerRecover,
    offerJobs,
    offerWorker,
    offerLab,
  ];
  for (const offer of offers) offer(program, choose);
  return program;
}
