#!/usr/bin/env node
/** The `twinleaf` command. */
import { exitCodes } from './exit-code.ts';
import { runCommandLine } from './run-command-line.ts';

const { stdin, stdout, stderr, env } = process;
const result = { isLost: false };
// A reader that went away (`twinleaf plan | head`) has read what it wanted; what was begun goes on to its end.
const onUnwritten = ({ code }: NodeJS.ErrnoException): void => {
  result.isLost ||= code !== 'EPIPE';
};
stdout.on('error', onUnwritten);
// Nobody reads the messages; the exit code still tells.
stderr.on('error', () => undefined);

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
const isAllWell = code === exitCodes.done || code === exitCodes.differs;
process.exit(result.isLost && isAllWell ? exitCodes.failed : code);
