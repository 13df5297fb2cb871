/** One run of the command line: arguments in, exit code out, whatever happens. */
import { CommanderError } from 'commander';
import { IntentError, TwinleafError } from '../fabric/errors.ts';
import type { App, GlobalOptions, Work } from './context.ts';
import { errorReports, faultTrace, nextLines } from './error-report.ts';
import { exitCodeOfError, exitCodes } from './exit-code.ts';
import type { ExitCode } from './exit-code.ts';
import { onInterruption } from './interruption.ts';
import { Place } from './next/place.ts';
import { nextAfterError } from './next/next-step.ts';
import { errorBlocks } from './print/error-blocks.ts';
import { printable } from './print/printable.ts';
import { commandLine } from './program.ts';
import { Terminal } from './terminal.ts';
import type { Streams } from './terminal.ts';
import { toolVersion } from './tool-version.ts';
import { usageError } from './usage-error.ts';

/** Does what the arguments (without `node` and script) ask for and never throws. */
export async function runCommandLine(
  args: readonly string[],
  streams: Streams,
  loadApp: () => Promise<App>,
): Promise<ExitCode> {
  let terminal = new Terminal(streams, {
    isJson: args.includes('--json'),
    isColourAllowed: !args.includes('--no-color'),
  });
  let place = new Place(args, {});
  let whenInterrupted = 'Interrupted: finishing the current step, starting no new one.';
  const interruption = onInterruption((isRepeated) => {
    terminal.note(isRepeated ? 'Still finishing the current step; please wait.' : whenInterrupted);
  });
  try {
    const chosen = chosenWork(args, streams);
    if (chosen === undefined) return exitCodes.done;
    const { options, work } = chosen;
    place = new Place(args, options);
    whenInterrupted = chosen.whenInterrupted ?? whenInterrupted;
    terminal = new Terminal(streams, { isJson: options.json === true, isColourAllowed: options.color });
    return await work({ terminal, options, signal: interruption.signal, place, env: streams.env, loadApp });
  } catch (error) {
    await reportError(terminal, error, place);
    return exitCodeOfError(error);
  } finally {
    interruption.end();
  }
}

interface Chosen {
  readonly options: GlobalOptions;
  readonly work: Work;
  readonly whenInterrupted: string | undefined;
}

/** Undefined where help or version was asked for, which has been printed then. */
function chosenWork(args: readonly string[], streams: Streams): Chosen | undefined {
  let chosen: Pick<Chosen, 'work' | 'whenInterrupted'> | undefined;
  const program = commandLine(toolVersion(), streams, (work, whenInterrupted) => {
    chosen = { work, whenInterrupted };
  });
  try {
    program.parse(args, { from: 'user' });
  } catch (error) {
    const usage = error instanceof CommanderError ? usageError(error, program, args) : undefined;
    if (usage !== undefined || !(error instanceof CommanderError)) throw usage ?? error;
  }
  return chosen === undefined ? undefined : { options: program.opts<GlobalOptions>(), ...chosen };
}

async function reportError(terminal: Terminal, error: unknown, place: Place): Promise<void> {
  if (terminal.isJson) {
    terminal.printJson({ errors: errorReports(error, place) });
  } else if (error instanceof IntentError) {
    const { formatProblem } = await import('../fabric/intent/format-problem.ts');
    for (const problem of error.problems) terminal.note(problemText(formatProblem(problem)));
    terminal.note(error.message);
    terminal.note(nextLines(nextAfterError(error.code, place)).join('\n'));
  } else {
    for (const block of errorBlocks(errorReports(error, place), terminal.notePaint)) terminal.note(block);
  }
  if (!(error instanceof TwinleafError)) terminal.note(faultTrace(error));
}

function problemText(text: string): string {
  return text.split('\n').map(printable).join('\n');
}
