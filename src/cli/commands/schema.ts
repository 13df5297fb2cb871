/** `twinleaf schema`: the JSON Schema of the YAML. */
import type { Command } from 'commander';
import type { Choose } from '../context.ts';
import { exitCodes } from '../exit-code.ts';

export function offerSchema(program: Command, choose: Choose): void {
  program
    .command('schema')
    .description('print the JSON Schema of the YAML, for editors')
    .action(() => {
      choose(async ({ terminal }) => {
        const { siteJsonSchema } = await import('../../fabric/intent/json-schema.ts');
        terminal.printJson(siteJsonSchema());
        return exitCodes.done;
      });
    });
}
