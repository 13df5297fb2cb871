/** `twinleaf discover`: which cables do the switches see, and are they those of the site? */
import type { Command } from 'commander';
import { lookAt, printLook, printLookJson } from '../changes/looking.ts';
import type { Choose, Context } from '../context.ts';
import { exitCodeBeside, exitCodeOfDifference } from '../exit-code.ts';
import type { ExitCode } from '../exit-code.ts';
import { printLabBanner } from '../lab-banner.ts';
import { discoveryText } from '../print/discovery-text.ts';

export function offerDiscover(program: Command, choose: Choose): void {
  program
    .command('discover')
    .description('the cabling that LLDP shows, as YAML and as a difference to the site')
    .argument('[path]', 'file or folder of YAML', '.')
    .action((path: string) => {
      choose((context) => discover(context, path));
    });
}

async function discover(context: Context, path: string): Promise<ExitCode> {
  printLabBanner(context);
  const { seen: discovery, unread } = await lookAt(context, path, (site, options) => site.discover(options));
  const { terminal } = context;
  if (terminal.isJson) printLookJson(context, discovery, unread);
  else printLook(context, discoveryText(discovery, terminal.paint), unread);
  return exitCodeBeside(exitCodeOfDifference(discovery.differences.length > 0), unread);
}
