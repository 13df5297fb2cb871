/** Commands outside the configuration grammar: ways between modes, sessions, saving. */
import type { SwitchCore } from '../switch-core.ts';
import { compiled, type Compiled } from '../grammar/syntax.ts';

/** Where a command is known. `config` is any configuration mode, `session` only that of a candidate. */
export type Place = 'user' | 'privileged' | 'config' | 'session';

/** What a command may do to the session it is typed in. */
export interface Terminal {
  readonly core: SwitchCore;
  /** The name of the candidate that is edited. */
  readonly candidateName: string | undefined;
  enable(): void;
  disable(): void;
  /** Opens the running configuration, or a candidate by name; gives a refusal. */
  configure(candidate?: string): string | undefined;
  /** Leaves one level; outside of configuration the session itself. */
  exit(): void;
  /** Leaves configuration mode. */
  endConfiguration(): void;
  /** Empties the candidate down to what a fresh switch has. */
  clean(): void;
  setLength(lines: number): void;
  setWidth(columns: number): void;
}

export interface ExecRule {
  readonly syntax: string;
  readonly places: readonly Place[];
  /** Gives what the switch answers, if anything. */
  readonly run: (terminal: Terminal, captures: readonly string[]) => string | undefined;
}

const anywhere: readonly Place[] = ['user', 'privileged', 'config', 'session'];
const outside: readonly Place[] = ['user', 'privileged'];
const trusted: readonly Place[] = ['privileged', 'config', 'session'];

export const execCommands: readonly Compiled<ExecRule>[] = compiled<ExecRule>([
  {
    syntax: 'enable',
    places: outside,
    run: (terminal) => {
      terminal.enable();
    },
  },
  {
    syntax: 'disable',
    places: ['privileged'],
    run: (terminal) => {
      terminal.disable();
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
    syntax: 'logout',
    places: outside,
    run: (terminal) => {
      terminal.exit();
    },
  },
  {
    syntax: 'quit',
    places: outside,
    run: (terminal) => {
      terminal.exit();
    },
  },
  {
    syntax: 'end',
    places: ['config', 'session'],
    run: (terminal) => {
      terminal.endConfiguration();
    },
  },
  { syntax: 'terminal length <0-32767>', places: anywhere, run: setLength },
  { syntax: 'terminal width <10-32767>', places: anywhere, run: setWidth },
  { syntax: 'configure', places: ['privileged'], run: (terminal) => terminal.configure() },
  { syntax: 'configure terminal', places: ['privileged'], run: (terminal) => terminal.configure() },
  {
    syntax: 'configure session <name>',
    places: trusted,
    run: (terminal, [name]) => terminal.configure(name),
  },
  { syntax: 'configure session <name> commit', places: trusted, run: commitNamed },
  { syntax: 'configure session <name> commit timer <time>', places: trusted, run: commitNamed },
  {
    syntax: 'configure session <name> abort',
    places: trusted,
    run: ({ core }, [name = '']) => core.candidates.abort(name),
  },
  { syntax: 'commit', places: ['session'], run: commitCurrent },
  { syntax: 'commit timer <time>', places: ['session'], run: commitCurrent },
  { syntax: 'abort', places: ['session'], run: abortCurrent },
  {
    syntax: 'rollback clean-config',
    places: ['session'],
    run: (terminal) => {
      terminal.clean();
    },
  },
  { syntax: 'write', places: trusted, run: save },
  { syntax: 'write memory', places: trusted, run: save },
  { syntax: 'copy running-config startup-config', places: trusted, run: save },
  { syntax: 'copy {startup-config|running-config} <word>', places: trusted, run: () => copied },
]);

const byPlace = new Map(
  anywhere.map((place) => [place, execCommands.filter(({ rule }) => rule.places.includes(place))] as const),
);

/** The commands that are known in a place. */
export function commandsIn(place: Place): readonly Compiled<ExecRule>[] {
  return byPlace.get(place) ?? [];
}

const copied = 'Copy completed successfully.';

function setLength(terminal: Terminal, [lines = '0']: readonly string[]): string {
  terminal.setLength(Number(lines));
  return Number(lines) === 0 ? 'Pagination disabled.' : `Pagination set to ${lines} lines.`;
}

function setWidth(terminal: Terminal, [columns = '0']: readonly string[]): string {
  terminal.setWidth(Number(columns));
  return `Width set to ${columns} columns.`;
}

function commitNamed({ core }: Terminal, [name = '', timer]: readonly string[]): string | undefined {
  return core.candidates.commit(name, timer === undefined ? undefined : milliseconds(timer));
}

/** A commit leaves the session; a refused one stays in it. */
function commitCurrent(terminal: Terminal, [timer]: readonly string[]): string | undefined {
  const refusal = commitNamed(terminal, [
    terminal.candidateName ?? '',
    ...(timer === undefined ? [] : [timer]),
  ]);
  if (refusal === undefined) terminal.endConfiguration();
  return refusal;
}

function abortCurrent(terminal: Terminal): string | undefined {
  const refusal = terminal.core.candidates.abort(terminal.candidateName ?? '');
  terminal.endConfiguration();
  return refusal;
}

function save({ core }: Terminal): string {
  core.save();
  return copied;
}

/** `HH:MM:SS`. */
function milliseconds(time: string): number {
  const [hours = 0, minutes = 0, seconds = 0] = time.split(':').map(Number);
  return ((hours * 60 + minutes) * 60 + seconds) * 1000;
}

/** Words of a refusal on request, by what was typed (SOURCES.md 1.5). */
export function refusalOf(line: string): string {
  if (/^(write|copy)\b/.test(line)) {
    return '% Error copying system:/running-config to flash:/startup-config (No space left on device)';
  }
  if (/\bcommit\b/.test(line)) return '% Cannot commit: the configuration was rejected by an agent';
  if (/^configure session\b/.test(line)) return 'Maximum number of pending sessions has been reached.';
  return '% Unavailable command (not supported on this hardware platform)';
}
