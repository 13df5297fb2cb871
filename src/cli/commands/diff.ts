/** `twinleaf diff`: remediation between two files, no switch needed. */
import type { Command } from 'commander';
import type { Choose, Context } from '../context.ts';
import { exitCodeOfDifference } from '../exit-code.ts';
import type { ExitCode } from '../exit-code.ts';
import { readTextFile } from '../files.ts';
import { plainCommands } from '../print/plan/command-lines.ts';

export function offerDiff(program: Command, choose: Choose): void {
  program
    .command('diff')
    .description('what to type to get from one configuration to another')
    .argument('<running>', 'file with the configuration as it is')
    .argument('<intended>', 'file with the configuration as it should be')
    .requiredOption('--driver <name>', 'operating system of both files')
    .action((running: string, intended: string, flags: { readonly driver: string }) => {
      choose((context) => diff(context, flags.driver, [running, intended]));
    });
}

async function diff(context: Context, driver: string, files: readonly [string, string]): Promise<ExitCode> {
  const [running, intended] = [await readTextFile(files[0]), await readTextFile(files[1])];
  const { diffConfigurations } = await context.loadApp();
  const commands = diffConfigurations(driver, running, intended);
  const { terminal } = context;
  if (terminal.isJson) terminal.printJson({ commands });
  else if (commands.length > 0) terminal.print(plainCommands(commands, terminal.paint).join('\n'));
  else terminal.note('Nothing differs.');
  return exitCodeOfDifference(commands.length > 0);
}
