/** The way to a session with a switch over SSH, by the built-in client or the user's own: one connection, one shell. */
import { setMaxListeners } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { DeviceError, TwinleafError } from '../fabric/errors.ts';
import type { CliSession, SessionOptions } from './cli-session.ts';
import { CliShell } from './shell/cli-shell.ts';
import { cutOffScrubber, scrubber, secretsOf } from './secrets.ts';
import { openOpensshShell } from './openssh/openssh-shell.ts';
import type { ShellChannel } from './shell/shell-channel.ts';
import { ShellSession } from './shell/shell-session.ts';
import { openSshShell } from './ssh2/ssh-shell.ts';

const defaultAttempts = 3;

/** The wait before the second attempt, in milliseconds; it doubles from there. */
const firstWaitMs = 250;
const longestWaitMs = 5_000;

/**
 * Opens a session in the home mode of the dialect. Only the connection is tried again, never a login or a
 * line. Throws `connect-failed`, `host-key-unknown`, `host-key-changed`, `auth-failed`, `no-privilege`,
 * `device-timeout`, `session-lost`, `line-rejected` (a line of `onOpen`), `interrupted`, and SafetyError
 * `lab-not-loopback`.
 */
export async function openSshSession(options: SessionOptions): Promise<CliSession> {
  const { target, dialect, signal } = options;
  // One signal stops the sessions with all switches of a run; many listeners are no leak.
  if (signal !== undefined) setMaxListeners(0, signal);
  const channel = await connected(options);
  const shell = new CliShell(channel, {
    hostname: target.hostname,
    dialect,
    beforeWrite: options.beforeWrite ?? (() => undefined),
    scrub: scrubber(secretsOf(target)),
    scrubCutOff: cutOffScrubber(secretsOf(target)),
  });
  const session = new ShellSession(shell, options);
  try {
    await session.open();
    return session;
  } catch (error) {
    await session.close();
    throw signal?.aborted === true ? interrupted(target.hostname) : error;
  }
}

async function connected(options: SessionOptions): Promise<ShellChannel> {
  const { target, signal, deadlines, attempts = defaultAttempts } = options;
  const begun = performance.now();
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await openShell(options);
    } catch (error) {
      if (signal?.aborted === true) throw interrupted(target.hostname);
      const wait = Math.min(longestWaitMs, firstWaitMs * 2 ** (attempt - 1));
      // Whoever was silent for a whole deadline would only keep everybody waiting for another one.
      const isTime = performance.now() - begun + wait < deadlines.connectMs;
      if (!isWorthAnother(error) || attempt >= attempts || !isTime) throw error;
      await pause(wait, options);
    }
  }
}

function isWorthAnother(error: unknown): boolean {
  return error instanceof DeviceError && error.code === 'connect-failed' && error.retryable;
}

function openShell(options: SessionOptions): Promise<ShellChannel> {
  return options.target.openssh === undefined ? openSshShell(options) : openOpensshShell(options);
}

async function pause(milliseconds: number, { target, signal }: SessionOptions): Promise<void> {
  try {
    await sleep(milliseconds, undefined, signal === undefined ? {} : { signal });
  } catch {
    // Only the signal ends it early.
    throw interrupted(target.hostname);
  }
}

function interrupted(hostname: string): TwinleafError {
  return new TwinleafError('interrupted', `${hostname}: interrupted before the session was open`, {
    switch: hostname,
  });
}
