/** How the driver's command line changes: a candidate that becomes one transaction of the database. */
import type { ChangeMethod, PendingChange } from '../driver.ts';
import { unreadable } from './observe/tables.ts';

export const change: ChangeMethod = {
  summary:
    'a candidate, committed as one OVSDB transaction with its flows; a process on the switch takes it back unless it is confirmed, a restart does too',
  isCandidate: true,
  batch: true,
  selfReverting: {
    commit: (_name, seconds) => [`commit confirm-within ${String(seconds)}`],
    confirm: (name) => [`confirm ${changeName(name)}`],
    revert: (name) => [`revert ${changeName(name)}`],
    leastSeconds: 1,
    mostSeconds: 86_399,
  },
  open: (name) => [`configure ${changeName(name)}`],
  commit: () => ['commit'],
  // A candidate lives in its session and ends with it.
  abandon: (name) => [`abandon ${changeName(name)}`],
  save: 'save',
  saved: /^saved$/m,
  pending: { command: 'show pending', read: readPending },
};

/** Names become names of files. */
function changeName(name: string): string {
  return name.replaceAll(/[^\w.-]/g, '-');
}

function readPending(output: string): readonly PendingChange[] {
  try {
    const names: unknown = JSON.parse(output);
    if (Array.isArray(names)) return names.map((name) => ({ name: String(name), isTimed: true }));
  } catch {
    throw unreadable('the changes that wait', output);
  }
  throw unreadable('the changes that wait', output);
}
