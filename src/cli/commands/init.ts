/** `twinleaf init`: a small commented site to start from. */
import { join } from 'node:path';
import type { Command } from 'commander';
import type { Choose, Context } from '../context.ts';
import { exitCodes } from '../exit-code.ts';
import type { ExitCode } from '../exit-code.ts';
import { writeNewFile } from '../files.ts';

export function offerInit(program: Command, choose: Choose): void {
  program
    .command('init')
    .description('write a small commented site that validates')
    .argument('[dir]', 'folder to write to', '.')
    .action((folder: string) => {
      choose((context) => init(context, folder));
    });
}

async function init({ terminal }: Context, folder: string): Promise<ExitCode> {
  const { initialSite } = await import('../../fabric/intent/initial-site.ts');
  const file = join(folder, 'site.yaml');
  await writeNewFile(file, initialSite());
  if (terminal.isJson) terminal.printJson({ files: [file] });
  else terminal.print(`Wrote ${file}.\nNext: twinleaf validate ${folder}`);
  return exitCodes.done;
}
