/**
 * How EOS changes: always in a configuration session, committed under a timer that takes it back. Syntax
 * from NAPALM's `eos.py` and ansible-collections/arista.eos `plugins/cliconf/eos.py`.
 */
import type { ChangeMethod, PendingChange } from '../driver.ts';
import { jsonRecord, recordAt, recordsOf, textAt } from './observe/json-output.ts';

/** Only the first six characters of a session's name stand in the prompt, so every name of ours begins alike. */
const tag = 'tlprov-';

/** The session of that change; a name that is one already stays, so names read from a switch may be given. */
function sessionName(name: string): string {
  const safe = name.replaceAll(/[^A-Za-z0-9_-]/g, '-');
  return safe.startsWith(tag) ? safe : tag + safe;
}

export const change: ChangeMethod = {
  summary: 'a configuration session, committed with a timer that takes it back unless it is confirmed',
  isCandidate: true,
  batch: true,
  selfReverting: {
    commit: (_name, seconds) => [`commit timer ${clock(seconds)}`],
    // Typed outside: entering the session again to confirm is refused while the timer runs.
    confirm: (name) => [`configure session ${sessionName(name)} commit`],
    revert: (name) => [`configure session ${sessionName(name)} abort`],
    leastSeconds: 1,
    mostSeconds: 86_399,
  },
  open: (name) => [`configure session ${sessionName(name)}`],
  difference: (name) => `show session-config named ${sessionName(name)} diffs`,
  commit: () => ['commit'],
  // Leaving a session keeps it pending, so it is aborted by its name, from outside.
  abandon: (name) => [`configure session ${sessionName(name)} abort`],
  save: 'write memory',
  saved: /Copy completed successfully/i,
  pending: { command: 'show configuration sessions | json', read: readPending },
};

/** `HH:MM:SS` of a number of seconds below a day. */
function clock(seconds: number): string {
  const parts = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  return parts.map((part) => String(part).padStart(2, '0')).join(':');
}

function readPending(output: string): readonly PendingChange[] {
  const answer = jsonRecord(output);
  // From 4.32 on the session that waits for its confirmation is named beside the list.
  const timed = answer['commitTimerSessionName'];
  return recordsOf(recordAt(answer, 'sessions'))
    .map(([name, session]) => ({ name, state: textAt(session, 'state') }))
    .filter(({ name, state }) => state !== 'completed' || name === timed)
    .map(({ name, state }) => ({ name, isTimed: state === 'pendingCommitTimer' || name === timed }));
}
