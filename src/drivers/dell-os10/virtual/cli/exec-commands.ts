/** Commands that configure nothing: modes, terminal, transactions, files (SOURCES.md 1.2, 1.3, 2.2, 2.3). */
import type { Configuration } from '../../../virtual/configuration.ts';
import { compiled, isMismatch, type Compiled } from '../grammar/syntax.ts';
import type { SwitchCore } from '../switch-core.ts';
import { refusals } from './refusals.ts';

/** What a command may do to the session it is typed in. */
export interface Terminal {
  readonly core: SwitchCore;
  configure(): void;
  /** Ends the session. */
  close(): void;
  /** Asks for the secret of the privileged mode, where one is set. */
  enable(): void;
  setLength(lines: number): void;
  /** Asks a question; any answer but `yes` is a no. */
  ask(text: string, answered: (isYes: boolean) => string | undefined): void;
}

export interface ExecRule {
  readonly syntax: string;
  /** Also without privileges. */
  readonly isOpen?: true;
  /** Gives what the switch answers, if anything. */
  readonly run: (terminal: Terminal, captures: readonly string[]) => string | undefined;
}

const act =
  (effect: (terminal: Terminal) => void): ExecRule['run'] =>
  (terminal) => {
    effect(terminal);
    return undefined;
  };

export const execCommands: readonly Compiled<ExecRule>[] = compiled<ExecRule>([
  {
    syntax: 'configure terminal',
    run: act((terminal) => {
      terminal.configure();
    }),
  },
  {
    syntax: 'exit',
    isOpen: true,
    run: act((terminal) => {
      terminal.close();
    }),
  },
  {
    syntax: 'logout',
    isOpen: true,
    run: act((terminal) => {
      terminal.close();
    }),
  },
  {
    syntax: 'enable',
    isOpen: true,
    run: act((terminal) => {
      terminal.enable();
    }),
  },
  {
    syntax: 'enable <0-15>',
    isOpen: true,
    run: act((terminal) => {
      terminal.enable();
    }),
  },
  { syntax: 'terminal length <0-512>', isOpen: true, run: setLength },
  { syntax: 'terminal {monitor|no-monitor}', isOpen: true, run: () => undefined },
  { syntax: 'lock', run: (terminal) => terminal.core.transactions.lock(terminal) },
  { syntax: 'unlock', run: (terminal) => terminal.core.transactions.unlock(terminal) },
  {
    syntax: 'start transaction',
    run: act((terminal) => {
      terminal.core.transactions.start(terminal);
    }),
  },
  { syntax: 'commit', run: (terminal) => terminal.core.transactions.commit(terminal) },
  { syntax: 'discard', run: discard },
  { syntax: 'validate', run: (terminal) => terminal.core.transactions.validate(terminal) },
  {
    syntax: 'write memory',
    run: act(({ core }) => {
      core.save();
    }),
  },
  {
    syntax: 'copy running-configuration startup-configuration',
    run: act(({ core }) => {
      core.save();
    }),
  },
  { syntax: 'copy running-configuration <url>', run: copyRunning },
  { syntax: 'copy <url> running-configuration', run: merge },
  { syntax: 'copy <url> <url>', run: copyFile },
  { syntax: 'reload', run: reload },
]);

function setLength(terminal: Terminal, [lines]: readonly string[]): undefined {
  terminal.setLength(Number(lines));
}

/** Only a session that is in a transaction has something to throw away. */
function discard(terminal: Terminal): string | undefined {
  const { transactions } = terminal.core;
  if (transactions.isLockedFor(terminal)) return refusals.locked;
  if (transactions.journal(terminal) !== undefined) transactions.discard();
  return undefined;
}

function copyRunning({ core }: Terminal, [url = '']: readonly string[]): undefined {
  core.files.set(url, core.running.clone());
}

const startupFile = 'config://startup.xml';

function fileOf({ core }: Terminal, url: string): Configuration | undefined {
  return url === startupFile ? core.startup : core.files.get(url);
}

/** The lines of the file on top of what runs; it stops at the first that is refused (SOURCES.md 2.3). */
function merge(terminal: Terminal, [url = '']: readonly string[]): string | undefined {
  const file = fileOf(terminal, url);
  if (file === undefined) return refusals.notFound(url);
  if (terminal.core.transactions.isLockedFor(terminal)) return refusals.locked;
  const editor = terminal.core.editorFor(terminal);
  for (const line of terminal.core.linesOf(file)) {
    if (line.trimStart().startsWith('!')) continue;
    const taken = editor.type(line);
    if (isMismatch(taken)) return refusals.mismatch(taken);
    if (taken.reply !== undefined) return taken.reply;
  }
  return undefined;
}

function copyFile(terminal: Terminal, [from = '', to = '']: readonly string[]): string | undefined {
  const file = fileOf(terminal, from);
  if (file === undefined) return refusals.notFound(from);
  if (to === startupFile) terminal.core.replaceStartup(file);
  else terminal.core.files.set(to, file.clone());
  return undefined;
}

/** Two questions: whether to save what is not saved, and whether to go on (SOURCES.md 1.6). */
function reload(terminal: Terminal): undefined {
  const { core } = terminal;
  if (core.isSaved) {
    reboot(terminal);
    return;
  }
  terminal.ask('System configuration has been modified. Save? [yes/no]:', (isYes) => {
    if (isYes) core.save();
    reboot(terminal);
    return undefined;
  });
}

function reboot(terminal: Terminal): void {
  terminal.ask('Proceed to reboot the system? [confirm yes/no]:', (isYes) => {
    if (isYes) terminal.core.restart();
    return undefined;
  });
}
