/** Commands of `configure dual-stage` (SOURCES.md 2.2). */
import type { Configuration } from '../../../virtual/configuration.ts';
import { rollbackText } from './checkpoint-commands.ts';
import { DualStage } from './dual-stage.ts';
import type { Terminal } from './terminal.ts';

/** `verify`: checks only. */
export function verify({ staged }: Terminal): string | undefined {
  const applied = staged?.applied();
  return typeof applied === 'string' ? DualStage.failure(applied) : 'Verification Succeeded.';
}

/** `commit [confirmed SECONDS]`; without new lines it confirms what waits. */
export function commit(terminal: Terminal, [seconds]: readonly string[]): string | undefined {
  const { core, staged } = terminal;
  if (staged === undefined) return undefined;
  if (staged.isEmpty && seconds === undefined) {
    core.commits.confirm();
    return undefined;
  }
  const applied = staged.applied();
  if (typeof applied === 'string') return DualStage.failure(applied);
  return committed(terminal, applied, seconds === undefined ? undefined : Number(seconds) * 1000);
}

function committed(
  { core, staged }: Terminal,
  applied: Configuration,
  confirmWithinMs: number | undefined,
): string {
  const { username } = core.setup;
  const id = core.commits.commit(applied, username, confirmWithinMs);
  staged?.clear();
  return [
    'Verification Succeeded.',
    '',
    'Proceeding to apply configuration. This might take a while depending on amount of configuration in buffer.',
    'Please avoid other configuration changes during this time.',
    `Configuration committed by user '${username}' using Commit ID : ${id}`,
  ].join('\n');
}

/** `abort`: the buffer is dropped and the mode left; what waits to be confirmed goes on waiting. */
export function abort(terminal: Terminal): undefined {
  terminal.staged?.clear();
  terminal.endConfiguration();
}

/** `rollback configuration to ID`: to what that commit made. */
export function rollbackTo(terminal: Terminal, [id = '']: readonly string[]): string | undefined {
  const { core } = terminal;
  const target = core.commits.all.find((one) => one.id === Number(id));
  if (target === undefined) return `ERROR: Commit ID ${id} does not exist`;
  return terminal.ask('Do you want to continue (y/n)?  [n] ', () => {
    core.commits.commit(target.after.clone(), core.setup.username);
    return `Rolling back to commitID :${id}\n${rollbackText(false)}`;
  });
}
