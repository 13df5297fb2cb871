/** `twinleaf verify`: does the network show what the site describes? */
import type { Command } from 'commander';
import { lookAt, printLook, printLookJson } from '../changes/looking.ts';
import type { Choose, Context } from '../context.ts';
import { exitCodeBeside, exitCodeOfDifference } from '../exit-code.ts';
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
  const { seen: checks, unread } = await lookAt(context, path, (site, options) => site.verify(options));
  const { terminal, place } = context;
  const differs = checks.some(({ state }) => state === 'wrong' || (isStrict && state === 'waiting'));
  // Whether the switch was changed, or something is unplugged, switched off or broken.
  const next = differs ? [`Next: ${place.onSite('drift')}`] : [];
  if (terminal.isJson) printLookJson(context, { checks }, unread);
  else printLook(context, [checksText(checks, terminal.paint), ...next].join('\n\n'), unread);
  return exitCodeBeside(exitCodeOfDifference(differs), unread);
}
