/** `twinleaf verify`: does the network show what the site describes? */
import type { Command } from 'commander';
import { readingSite } from '../context.ts';
import type { Choose, Context } from '../context.ts';
import { exitCodeOfDifference } from '../exit-code.ts';
import type { ExitCode } from '../exit-code.ts';
import { printLabBanner } from '../lab-banner.ts';
import { checksText } from '../print/checks-text.ts';

export function offerVerify(program: Command, choose: Choose): void {
  program
    .command('verify')
    .description('does the live state match the site?')
    .argument('[path]', 'file or folder of YAML', '.')
    .option('--strict', 'what waits for the other side counts as wrong')
    .action((path: string, flags: { readonly strict?: boolean }) => {
      choose((context) => verify(context, path, flags.strict === true));
    });
}

async function verify(context: Context, path: string, isStrict: boolean): Promise<ExitCode> {
  printLabBanner(context);
  const checks = await readingSite(context, path, (site) => site.verify());
  const { terminal } = context;
  if (terminal.isJson) terminal.printJson({ checks });
  else terminal.print(checksText(checks, terminal.paint));
  return exitCodeOfDifference(
    checks.some(({ state }) => state === 'wrong' || (isStrict && state === 'waiting')),
  );
}
