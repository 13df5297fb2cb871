/** The failures of a session in words. Texts from the switch come in scrubbed of secrets. */
import { DeviceError } from '../fabric/errors.ts';

/** As much of an answer as an error carries, in characters; the end tells more than the beginning. */
const longestExcerpt = 4000;

/** What was going on when it failed. */
export interface Outstanding {
  /** The command that has no complete answer; absent between commands. */
  readonly command?: string;
  /** What had been read of the answer. */
  readonly output: string;
}

/** `connect-failed`: nothing was written, so it may be tried again. */
export function connectFailed(
  hostname: string,
  where: string,
  reason: string,
  isRetryable = true,
): DeviceError {
  return new DeviceError(
    'connect-failed',
    `${hostname}: no connection to ${where}: ${reason}`,
    { switch: hostname, address: where, reason },
    { retryable: isRetryable },
  );
}

/** `session-lost`, with the command that was outstanding. */
export function sessionLost(hostname: string, reason: string, { command, output }: Outstanding): DeviceError {
  const read = excerpt(output);
  const while_ = command === undefined ? '' : ` while "${command}" was outstanding`;
  return new DeviceError(
    'session-lost',
    `${hostname}: the session ended${while_}: ${reason}${quoted(read)}`,
    {
      switch: hostname,
      ...(command === undefined ? {} : { command }),
      output: read,
      reason,
    },
  );
}

/** `session-lost` for a command that was not sent any more. */
export function sessionOver(hostname: string, reason: string, command: string): DeviceError {
  return new DeviceError(
    'session-lost',
    `${hostname}: "${command}" was not sent, the session is over: ${reason}`,
    { switch: hostname, command, output: '', reason },
  );
}

/** `device-timeout`, with what had been read so far. */
export function deviceTimeout(
  hostname: string,
  deadlineMs: number,
  { command, output }: Outstanding,
): DeviceError {
  const read = excerpt(output);
  const what = command === undefined ? 'no prompt' : `no complete answer to "${command}"`;
  return new DeviceError(
    'device-timeout',
    `${hostname}: ${what} within ${String(deadlineMs)} ms${quoted(read)}`,
    { switch: hostname, ...(command === undefined ? {} : { command }), output: read, deadlineMs },
  );
}

/** `line-rejected`, with the device's own words. */
export function lineRejected(
  hostname: string,
  command: string,
  refusal: string,
  output: string,
): DeviceError {
  return new DeviceError('line-rejected', `${hostname}: refused "${command.trim()}": ${refusal.trim()}`, {
    switch: hostname,
    command,
    output: excerpt(output),
  });
}

/** `no-privilege`: the way to a privileged mode is barred. */
export function noPrivilege(hostname: string, command: string, reason: string, output: string): DeviceError {
  return new DeviceError('no-privilege', `${hostname}: "${command}" did not succeed: ${reason}`, {
    switch: hostname,
    command,
    output: excerpt(output),
  });
}

function quoted(output: string): string {
  const last = output.trimEnd().split('\n').slice(-3).join('\n');
  return last === '' ? '' : `; read last: ${JSON.stringify(last)}`;
}

function excerpt(output: string): string {
  return output.length > longestExcerpt ? `...${output.slice(-longestExcerpt)}` : output;
}
