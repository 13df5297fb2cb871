/** `twinleaf ports`: which cable is which port index. */
import type { Command } from 'commander';
import type { ResolvedEndpoint } from '../../fabric/model/resolved-fabric.ts';
import { readingSite } from '../context.ts';
import type { Choose, Context } from '../context.ts';
import { exitCodes } from '../exit-code.ts';
import type { ExitCode } from '../exit-code.ts';
import { printLabBanner } from '../lab-banner.ts';
import { portsJson } from '../print/ports/ports-json.ts';
import { portsText } from '../print/ports/ports-text.ts';
import { unknownName } from '../unknown-name.ts';

interface PortsFlags {
  readonly server?: string;
  readonly explain?: boolean;
}

export function offerPorts(program: Command, choose: Choose): void {
  program
    .command('ports')
    .description('the port index table')
    .argument('[path]', 'file or folder of YAML', '.')
    .option('--server <name>', 'only this server or external system')
    .option('--explain', 'print the sorted keys and the rule')
    .action((path: string, flags: PortsFlags) => {
      choose((context) => ports(context, path, flags));
    });
}

async function ports(context: Context, path: string, flags: PortsFlags): Promise<ExitCode> {
  printLabBanner(context);
  const { fabric } = await readingSite(context, path, (site) => site.readSite());
  const endpoints = selected(fabric.endpoints, flags.server);
  const { terminal } = context;
  if (terminal.isJson) terminal.printJson(portsJson(endpoints));
  else terminal.print(portsText(endpoints, terminal.paint, flags.explain === true));
  return exitCodes.done;
}

function selected(
  endpoints: readonly ResolvedEndpoint[],
  name: string | undefined,
): readonly ResolvedEndpoint[] {
  if (name === undefined) return endpoints;
  const found = endpoints.filter((endpoint) => endpoint.name === name);
  if (found.length > 0) return found;
  throw unknownName(
    'server',
    name,
    endpoints.map((endpoint) => endpoint.name),
  );
}
