/** `twinleaf discover`: which cables do the switches see, and are they those of the site? */
import type { Command } from 'commander';
import { readingSite } from '../context.ts';
import type { Choose, Context } from '../context.ts';
import { exitCodeOfDifference } from '../exit-code.ts';
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
  const discovery = await readingSite(context, path, (site) => site.discover());
  const { terminal } = context;
  if (terminal.isJson) terminal.printJson(discovery);
  else terminal.print(discoveryText(discovery, terminal.paint));
  return exitCodeOfDifference(discovery.differences.length > 0);
}
