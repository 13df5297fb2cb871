/** Why `ssh` did not get as far as a shell, as one of Twinleaf's errors and in the words of `ssh`. */
import { DeviceError } from '../../fabric/errors.ts';
import type { PinnedKey, SessionTarget } from '../cli-session.ts';
import { hostKeyError } from '../host-key-error.ts';
import { connectFailed } from '../session-errors.ts';
import type { ClientLog } from './client-log.ts';
import type { LoginScreen } from './login-screen.ts';

/** What was known when it failed. */
export interface Failure {
  readonly target: SessionTarget;
  readonly pinned: readonly PinnedKey[];
  readonly log: ClientLog;
  readonly screen: LoginScreen;
  /** The secret had been given. */
  readonly isSecretGiven: boolean;
  /** Takes secrets out of what was said. */
  readonly scrub: (text: string) => string;
  /** What went wrong, where it was not `ssh` that ended. */
  readonly reason?: string;
  /** A question that nobody can answer; a second try would meet it again. */
  readonly isQuestion?: boolean;
}

/** What another try cannot mend. */
const lasting =
  /no matching|Host key verification failed|Permission denied|Bad (?:configuration|key|owner)|execvp|No such file|Unable to negotiate|Bad .* specification/i;

/** `host-key-unknown`, `host-key-changed`, `auth-failed` or `connect-failed`. */
export function openingFailure(failure: Failure): DeviceError {
  const { log, isSecretGiven } = failure;
  const refusedKey = log.isHostKeyRefused ? hostKeyFailure(failure) : undefined;
  if (refusedKey !== undefined) return refusedKey;
  if (log.isInteractive) return unreachable(failure, 'it opened no shell: ');
  const isRefused =
    isSecretGiven ||
    failure.isQuestion === true ||
    log.words.some((line) => /Permission denied|authentication|sign_and_send/i.test(line));
  return log.isLoginBegun && isRefused ? loginRefused(failure) : unreachable(failure, '');
}

function hostKeyFailure({ target, pinned, log }: Failure): DeviceError | undefined {
  const { host, port, hostname } = target;
  const shown = { host, port, ...(log.hostKey ?? { type: 'a key', fingerprint: 'of unknown fingerprint' }) };
  const isPinned = pinned.some((key) => !key.isRevoked);
  return hostKeyError(hostname, shown, log.isHostKeyRevoked ? 'revoked' : isPinned ? 'changed' : 'unknown');
}

function loginRefused(failure: Failure): DeviceError {
  const { target, log } = failure;
  const tried = [...new Set(log.tried)];
  const how =
    tried.length === 0 ? 'none of the methods it offers fits the credentials' : `tried ${tried.join(', ')}`;
  const offered = log.offered.length === 0 ? 'nothing' : log.offered.join(', ');
  return new DeviceError(
    'auth-failed',
    `${target.hostname}: the login of "${target.username}" was refused (${how}; it offers ${offered}); ${words(failure)}`,
    { switch: target.hostname, username: target.username, tried, offered: log.offered },
  );
}

function unreachable(failure: Failure, prefix: string): DeviceError {
  const { hostname, host, port } = failure.target;
  const reason = words(failure);
  const isRetryable = failure.isQuestion !== true && !lasting.test(reason);
  return connectFailed(hostname, `${host} port ${String(port)}`, prefix + reason, isRetryable);
}

/** The log has the words of `ssh`; a jump host and a program that could not be started speak on the terminal. */
function words({ log, screen, scrub, reason }: Failure): string {
  const onTerminal = log.isLoginBegun ? [] : screen.lastWords;
  const said = [...onTerminal, ...log.words].join('; ');
  const quoted = said === '' ? 'ssh ended without a word' : `ssh said: ${said}`;
  if (reason === undefined) return scrub(quoted);
  return scrub(said === '' ? reason : `${reason}; ${quoted}`);
}
