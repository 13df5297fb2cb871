/** `twinleaf render`: the intended configuration. */
import { join } from 'node:path';
import type { Command } from 'commander';
import type { RenderedSwitch } from '../../engine/use-cases.ts';
import { readingSite } from '../context.ts';
import type { Choose, Context } from '../context.ts';
import { exitCodes } from '../exit-code.ts';
import type { ExitCode } from '../exit-code.ts';
import { printLabBanner } from '../lab-banner.ts';
import { writeTextFile } from '../files.ts';
import { counted } from '../print/layout.ts';
import { unknownName } from '../unknown-name.ts';

interface RenderFlags {
  readonly switch?: string;
  readonly out?: string;
}

export function offerRender(program: Command, choose: Choose): void {
  program
    .command('render')
    .description('the intended configuration of the switches')
    .argument('[path]', 'file or folder of YAML', '.')
    .option('--switch <hostname>', 'only this switch')
    .option('--out <dir>', 'write DIR/<hostname>.cfg instead of printing')
    .action((path: string, flags: RenderFlags) => {
      choose((context) => render(context, path, flags));
    });
}

async function render(context: Context, path: string, flags: RenderFlags): Promise<ExitCode> {
  printLabBanner(context, 'raw');
  const all = await readingSite(context, path, (site) => site.render());
  const switches = selected(all, flags.switch);
  if (flags.out !== undefined) await writeConfigurations(flags.out, switches);
  const { terminal } = context;
  if (terminal.isJson) terminal.printJson({ switches });
  else if (flags.out !== undefined) {
    terminal.print(`Wrote ${counted(switches.length, 'configuration')} to ${flags.out}.`);
  } else terminal.printRaw(configurations(switches));
  return exitCodes.done;
}

function selected(all: readonly RenderedSwitch[], hostname: string | undefined): readonly RenderedSwitch[] {
  if (hostname === undefined) return all;
  const found = all.filter((one) => one.switch === hostname);
  if (found.length > 0) return found;
  throw unknownName(
    'switch',
    hostname,
    all.map((one) => one.switch),
  );
}

async function writeConfigurations(folder: string, switches: readonly RenderedSwitch[]): Promise<void> {
  for (const one of switches) await writeTextFile(join(folder, `${one.switch}.cfg`), one.config);
}

/** One switch as it is, so that it can be piped; several each under a line with its name. */
function configurations(switches: readonly RenderedSwitch[]): string {
  if (switches.length === 1) return switches[0]?.config ?? '';
  return switches.map((one) => `==> ${one.switch} (${one.driver}) <==\n${one.config}`).join('\n');
}
