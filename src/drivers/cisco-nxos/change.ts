/**
 * How every release of NX-OS changes: line by line, each in force as it is typed, after a checkpoint that a
 * rollback leads back to. A feature brings the words of its commands with it, so features are switched on first;
 * being in force as it is typed, such a line needs no commit of its own, and the checkpoint is the one before it.
 * Syntax from NAPALM's `nxos.py` and the System Management guides of the Nexus 9000.
 */
import type { ChangeMethod } from '../driver.ts';

const tag = 'tl-';

/**
 * The checkpoint of that change: a letter first, then nothing that a command line would take apart. A name that is
 * one already stays, so names read from a switch may be given.
 */
function checkpointName(name: string): string {
  const safe = name.replaceAll(/[^A-Za-z0-9_-]/g, '-');
  return safe.startsWith(tag) ? safe : tag + safe;
}

export const change: ChangeMethod = {
  summary:
    'typed line by line, each in force at once; a checkpoint is made before, and nothing puts the change back by itself',
  isCandidate: false,
  batch: false,
  open: (name) => [`checkpoint ${checkpointName(name)}`, 'configure terminal'],
  // There is room for few checkpoints: one that is not needed any more makes place.
  commit: (name) => ['end', `no checkpoint ${checkpointName(name)}`],
  abandon: (name) => [
    `rollback running-config checkpoint ${checkpointName(name)}`,
    `no checkpoint ${checkpointName(name)}`,
  ],
  // A change that was taken back line by line leaves its checkpoint, and there is room for few.
  forget: (name) => [`no checkpoint ${checkpointName(name)}`],
  kept: {
    command: 'show checkpoint summary',
    // `1) tl-7-rack1:`, numbered, those of users before those of the system.
    read: (output) => [...output.matchAll(/^\d+\) (tl-[\w-]+):?\s*$/gm)].map(([, name = '']) => name),
  },
  save: 'copy running-config startup-config',
  saved: /Copy complete/i,
};
