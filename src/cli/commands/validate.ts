/** `twinleaf validate`: reads and resolves, touches nothing. */
import type { Command } from 'commander';
import type { SiteReading } from '../../engine/use-cases.ts';
import { readingSite } from '../context.ts';
import type { Choose, Context } from '../context.ts';
import { exitCodes } from '../exit-code.ts';
import type { ExitCode } from '../exit-code.ts';
import { printLabBanner } from '../lab-banner.ts';
import { counted } from '../print/layout.ts';
import { warningLines } from '../print/warnings-text.ts';

export function offerValidate(program: Command, choose: Choose): void {
  program
    .command('validate')
    .description('read and resolve the site, touch nothing')
    .argument('[path]', 'file or folder of YAML', '.')
    .action((path: string) => {
      choose((context) => validate(context, path));
    });
}

async function validate(context: Context, path: string): Promise<ExitCode> {
  printLabBanner(context);
  const reading = await readingSite(context, path, (site) => site.readSite());
  const { terminal } = context;
  const { warnings } = reading.fabric;
  const summary = siteSummary(reading);
  if (terminal.isJson) {
    terminal.printJson({ valid: true, summary, warnings });
    return exitCodes.done;
  }
  if (warnings.length > 0) terminal.print(warningLines(warnings, terminal.paint));
  terminal.print(
    `${summary.fabric} is valid: ${counted(summary.switches, 'switch', 'switches')} ` +
      `(${counted(summary.pairs, 'pair')}), ${counted(summary.servers, 'server')}, ` +
      `${counted(summary.networks, 'network')}, ${counted(summary.endpointGroups, 'endpoint group')}, ` +
      `${counted(summary.linkAggregations, 'link aggregation')}. ${counted(warnings.length, 'warning')}.`,
  );
  return exitCodes.done;
}

/** How many of each the site describes. */
function siteSummary({ intent, fabric }: SiteReading) {
  return {
    fabric: fabric.name,
    switches: fabric.switches.length,
    pairs: intent.switchPairs.length,
    servers: intent.endpoints.filter(({ kind }) => kind === 'server').length,
    externalSystems: intent.endpoints.filter(({ kind }) => kind === 'external-system').length,
    networks: fabric.networks.length,
    endpointGroups: fabric.endpointGroups.length,
    linkAggregations: fabric.attachments.filter(({ portChannel }) => portChannel !== undefined).length,
  };
}
