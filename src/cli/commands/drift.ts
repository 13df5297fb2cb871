/** `twinleaf drift`: has somebody changed what was applied? */
import type { Command } from 'commander';
import { lookAt, printLook, printLookJson } from '../changes/looking.ts';
import type { Choose, Context } from '../context.ts';
import { exitCodeBeside, exitCodeOfDifference } from '../exit-code.ts';
import type { ExitCode } from '../exit-code.ts';
import type { SwitchDrift } from '../../engine/use-cases.ts';
import { printLabBanner } from '../lab-banner.ts';
import { markedCommands } from '../print/plan/command-lines.ts';
import { counted } from '../print/layout.ts';
import { printable } from '../print/printable.ts';
import type { Paint } from '../print/paint.ts';

export function offerDrift(program: Command, choose: Choose): void {
  program
    .command('drift')
    .description('does what is live match what was applied: configuration, and cables where LLDP shows them?')
    .argument('[path]', 'file or folder of YAML', '.')
    .action((path: string) => {
      choose((context) => drift(context, path));
    });
}

async function drift(context: Context, path: string): Promise<ExitCode> {
  printLabBanner(context);
  const { seen: switches, unread } = await lookAt(context, path, (site, options) => site.drift(options));
  const { terminal } = context;
  const moved = switches.filter(({ commands, movedCables }) => commands.length + movedCables.length > 0);
  if (terminal.isJson) printLookJson(context, { switches }, unread);
  else
    printLook(
      context,
      [driftText(switches, moved, terminal.paint), ...next(context, moved)].join('\n\n'),
      unread,
    );
  return exitCodeBeside(exitCodeOfDifference(moved.length > 0), unread);
}

/** What differs in configuration a plan shows whole; what differs in cables alone is a question of the site. */
function next({ place }: Context, moved: readonly SwitchDrift[]): readonly string[] {
  if (moved.length === 0) return [];
  const isConfigured = moved.some(({ commands }) => commands.length > 0);
  return [`Next: ${place.onSite(isConfigured ? 'plan' : 'discover')}`];
}

function driftText(all: readonly SwitchDrift[], moved: readonly SwitchDrift[], paint: Paint): string {
  const blocks = moved.flatMap((one) => [...commandBlock(one, paint), ...cableBlock(one, paint)]);
  if (all.length === 0)
    return `${paint.title('Drift:')} nothing was applied yet, so nothing can have drifted.`;
  const checked = counted(all.length, 'switch', 'switches');
  const closing = `${paint.title('Drift:')} ${String(moved.length)} of ${checked} differ from what was applied.`;
  return [...blocks, closing].join('\n\n');
}

function commandBlock({ switch: hostname, commands }: SwitchDrift, paint: Paint): readonly string[] {
  if (commands.length === 0) return [];
  const lines = markedCommands(commands, paint).map((line) => `  ${line}`);
  return [[`${paint.title(hostname)}  what would bring it back:`, ...lines].join('\n')];
}

function cableBlock({ switch: hostname, movedCables }: SwitchDrift, paint: Paint): readonly string[] {
  if (movedCables.length === 0) return [];
  const lines = movedCables.map(
    ({ port, expected, observed }) => `  ${port} led to ${expected}, now to ${printable(observed)}`,
  );
  return [[`${paint.title(hostname)}  cables that were moved:`, ...lines].join('\n')];
}
