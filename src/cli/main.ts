#!/usr/bin/env node
/** The `twinleaf` command. */
import { exitCodes } from './exit-code.ts';
import { runCommandLine } from './run-command-line.ts';

const { stdin, stdout, stderr, env } = process;
// A reader that went away (`twinleaf plan | head`) is no fault of ours, and nobody is left to tell.
stdout.on('error', () => process.exit(exitCodes.failed));

const code = await runCommandLine(
  process.argv.slice(2),
  { stdin, stdout, stderr, env },
  () => import('../app.ts'),
);
// What was printed must be out before the process ends; what still holds it open must not keep it.
for (const stream of [stdout, stderr]) {
  await new Promise<void>((resolve) =>
    stream.write('', () => {
      resolve();
    }),
  );
}
process.exit(code);
