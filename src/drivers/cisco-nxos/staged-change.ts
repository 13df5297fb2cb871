/**
 * The two-stage commit of NX-OS, from 10.2(1) on: lines are kept in a staging database and come into force
 * together, if need be until a timer runs out. System Management Configuration Guide of the Nexus 9000, "Two-stage
 * Configuration Commit"; what is printed and asked from a public transcript of 10.x.
 *
 * - A feature is committed before its commands are typed (the guide's first limitation), so such lines go ahead
 *   and are not under the timer.
 * - The switch reverts "if you don't run the commit command" in time, as the guide puts it: an empty commit
 *   confirms.
 * - No command puts a timed commit back at once, and none lists those that wait: `show configuration commit list`
 *   tells what was committed, not what was confirmed.
 * - Whether lines typed ahead of their prompt are kept is not documented.
 */
import type { ChangeMethod, DeviceIdentity } from '../driver.ts';
import { change } from './change.ts';

const enter = 'configure dual-stage';

/** Whether the release has it: 10.2(1) and later. */
export function hasStagedCommit({ version }: Pick<DeviceIdentity, 'version'>): boolean {
  const [, major, minor] = /^(\d+)\.(\d+)\(/.exec(version) ?? [];
  if (major === undefined || minor === undefined) return false;
  return Number(major) > 10 || (Number(major) === 10 && Number(minor) >= 2);
}

export const stagedChange: ChangeMethod = {
  summary:
    'a two-stage commit with a timer that takes it back unless it is confirmed; `feature` lines are committed before it and stay',
  unconfirmed: [
    'a timed commit is confirmed by a commit in another session than its own',
    'the timer goes on when the session that started it is lost',
    'a commit of other lines ends the timer as well',
    'lines in the staging database go with their session',
  ],
  isCandidate: true,
  beforehand: [/^feature \S+/],
  batch: false,
  selfReverting: {
    commit: (_name, seconds) => [`commit confirmed ${String(seconds)}`],
    confirm: () => [enter, 'commit', 'end'],
    revert: () => [],
    leastSeconds: 30,
    mostSeconds: 65_535,
  },
  open: () => [enter],
  commit: () => ['commit', 'end'],
  // The way out of the mode drops what was not committed, and nobody else sees it.
  abandon: () => [],
  save: change.save,
  saved: change.saved,
};
