/** Checkpoints and the way back to them (SOURCES.md 2.1). */
import { rollbackPatch } from '../config/rollback-patch.ts';
import type { Terminal } from './terminal.ts';

/** About ten are kept; the count is not confirmed (SOURCES.md 2.1). */
const mostCheckpoints = 10;

/** `checkpoint NAME`. */
export function create({ core }: Terminal, [name = '']: readonly string[]): string {
  if (core.checkpoints.has(name)) return `ERROR: Checkpoint with name ${name} already exists`;
  if (core.checkpoints.size >= mostCheckpoints) return 'ERROR: Maximum number of checkpoints reached';
  core.checkpoints.set(name, core.running.clone());
  return '.Done';
}

/** `checkpoint file bootflash:NAME`; a file of that name is overwritten. */
export function createFile({ core }: Terminal, [name = '']: readonly string[]): string {
  core.checkpoints.set(name, core.running.clone());
  return '.Done';
}

/** `no checkpoint NAME`. */
export function remove({ core }: Terminal, [name = '']: readonly string[]): string | undefined {
  return core.checkpoints.delete(name) ? '.Done' : `ERROR: Checkpoint ${name} does not exist`;
}

/** `clear checkpoint database`. */
export function clear({ core }: Terminal): string {
  core.checkpoints.clear();
  return '.Done';
}

/** `rollback running-config checkpoint NAME`; asks unless questions are off. */
export function rollback(terminal: Terminal, [name = '']: readonly string[]): string | undefined {
  const target = terminal.core.checkpoints.get(name);
  if (target === undefined) return `ERROR: Checkpoint ${name} does not exist\nRollback failed.`;
  return terminal.ask('Do you want to continue (y/n)?  [n] ', () => {
    const { core } = terminal;
    const isEmpty = rollbackPatch(core.running.slots, target.slots).length === 0;
    core.replaceRunning(target.clone());
    return rollbackText(isEmpty);
  });
}

/** What a rollback prints. */
export function rollbackText(isEmpty: boolean): string {
  return [
    'ADVISORY: Rollback operation started... CTRL-C is disabled.',
    'Modifying running configuration from another VSH terminal in parallel',
    'is not recommended, as this may lead to Rollback failure.',
    '',
    'Collecting Running-Config',
    'Generating Rollback Patch',
    ...(isEmpty
      ? ['Rollback Patch is Empty']
      : ['Executing Rollback Patch', 'Generating Running-config for verification']),
    '',
    'Rollback completed successfully.',
  ].join('\n');
}
