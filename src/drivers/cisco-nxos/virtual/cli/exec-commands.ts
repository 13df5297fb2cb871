/** Commands outside the configuration grammar: ways between modes, checkpoints, commits, saving. */
import { modernRelease } from '../grammar/features.ts';
import { compiled, type Compiled, type Rule } from '../grammar/syntax.ts';
import * as checkpoints from './checkpoint-commands.ts';
import * as staged from './staged-commands.ts';
import type { Place, Terminal } from './terminal.ts';

export interface ExecRule extends Rule {
  readonly places: readonly Place[];
  /** Gives what the switch answers, if anything. */
  readonly run: (terminal: Terminal, captures: readonly string[]) => string | undefined;
}

const anywhere: readonly Place[] = ['user', 'privileged', 'config', 'staged'];
const trusted: readonly Place[] = ['privileged', 'config', 'staged'];

const modes: readonly ExecRule[] = [
  {
    syntax: 'enable',
    places: ['user', 'privileged'],
    run: (terminal) => {
      terminal.enable();
    },
  },
  {
    syntax: 'exit',
    places: anywhere,
    run: (terminal) => {
      terminal.exit();
    },
  },
  {
    syntax: 'end',
    places: ['config', 'staged'],
    run: (terminal) => {
      terminal.endConfiguration();
    },
  },
  { syntax: 'configure', places: trusted, run: (terminal) => terminal.configure(false) },
  { syntax: 'configure terminal', places: trusted, run: (terminal) => terminal.configure(false) },
  {
    syntax: 'configure dual-stage',
    places: ['privileged'],
    since: modernRelease,
    run: (terminal) => terminal.configure(true),
  },
];

const terminals: readonly ExecRule[] = [
  {
    syntax: 'terminal length <0-511>',
    places: anywhere,
    run: (terminal, [lines]) => {
      terminal.setLength(Number(lines));
    },
  },
  {
    syntax: 'terminal width <24-511>',
    places: anywhere,
    run: (terminal, [columns]) => {
      terminal.setWidth(Number(columns));
    },
  },
  {
    syntax: 'terminal dont-ask',
    places: anywhere,
    run: (terminal) => {
      terminal.setDontAsk(true);
    },
  },
  {
    syntax: 'no terminal dont-ask',
    places: anywhere,
    run: (terminal) => {
      terminal.setDontAsk(false);
    },
  },
  { syntax: 'terminal no monitor', places: anywhere, run: () => undefined },
  { syntax: 'terminal monitor', places: anywhere, run: () => undefined },
];

const saving: readonly ExecRule[] = [
  { syntax: 'copy running-config startup-config', places: trusted, run: save },
  {
    syntax: 'write erase',
    places: ['privileged'],
    run: (terminal) =>
      terminal.ask('Do you wish to proceed anyway? (y/n)  [n] ', () => {
        terminal.core.erase();
      }),
  },
  {
    syntax: 'reload',
    places: ['privileged'],
    run: (terminal) =>
      terminal.ask('This command will reboot the system. (y/n)?  [n] ', () => {
        terminal.core.restart();
      }),
  },
];

const checkpointing: readonly ExecRule[] = [
  { syntax: 'checkpoint <name>', places: trusted, run: checkpoints.create },
  { syntax: 'checkpoint file <word>', places: trusted, run: checkpoints.createFile },
  { syntax: 'no checkpoint <name>', places: trusted, run: checkpoints.remove },
  { syntax: 'clear checkpoint database', places: trusted, run: checkpoints.clear },
  { syntax: 'rollback running-config checkpoint <name>', places: trusted, run: checkpoints.rollback },
  {
    syntax: 'rollback running-config checkpoint <name> {atomic|best-effort|stop-at-first-failure}',
    places: trusted,
    run: checkpoints.rollback,
  },
  { syntax: 'rollback running-config file <word>', places: trusted, run: checkpoints.rollback },
];

const committing: readonly ExecRule[] = [
  { syntax: 'verify', places: ['staged'], run: staged.verify },
  { syntax: 'commit', places: ['staged'], run: staged.commit },
  { syntax: 'commit confirmed <30-65535>', places: ['staged'], run: staged.commit },
  { syntax: 'abort', places: ['staged'], run: staged.abort },
  {
    syntax: 'rollback configuration to <1000000001-1999999999>',
    places: ['privileged', 'staged'],
    since: modernRelease,
    run: staged.rollbackTo,
  },
];

const execCommands = compiled<ExecRule>([...modes, ...terminals, ...saving, ...checkpointing, ...committing]);

const byPlace = new Map(
  anywhere.map((place) => [place, execCommands.filter(({ rule }) => rule.places.includes(place))] as const),
);

/** The commands that are known in a place. */
export function commandsIn(place: Place): readonly Compiled<ExecRule>[] {
  return byPlace.get(place) ?? [];
}

function save({ core }: Terminal): string {
  core.save();
  return `[${'#'.repeat(40)}] 100%\nCopy complete, now saving to disk (please wait)...\nCopy complete.`;
}

/** Words of a refusal on request, by what was typed. */
export function refusalOf(line: string): string {
  if (/^\s*cop/.test(line)) return '% Error: startup-config copy failed: No space left on device';
  if (/^\s*commit\b/.test(line)) return 'Failed. err=Resource is busy\ncommit verification failed';
  if (/^\s*rollback\b/.test(line)) return 'Rollback failed.';
  return 'ERROR: Hardware resources are not available';
}
