/** The host key of a switch, fetched without logging in, for a person to look at and pin. */
import { TwinleafError } from '../fabric/errors.ts';
import type { HostKey } from './cli-session.ts';
import { connectSsh, type ConnectionTarget } from './ssh2/ssh-connection.ts';
import { SshLogin } from './ssh2/ssh-login.ts';

/**
 * The key that a switch shows. The connection is given up before any name or secret is sent. Throws
 * `connect-failed`, and SafetyError `lab-not-loopback`.
 */
export async function fetchHostKey(
  target: ConnectionTarget,
  deadlineMs: number,
  preferredKeyTypes: readonly string[] = [],
): Promise<HostKey> {
  const seen: HostKey[] = [];
  const enough = new TwinleafError('internal', 'the host key was seen');
  // The judge stops the connection before any of this is sent.
  const login = new SshLogin({
    hostname: target.hostname,
    username: '',
    authentication: { kind: 'password', password: '' },
  });
  try {
    const { socket } = await connectSsh({
      target,
      login,
      preferredKeyTypes,
      judge: (shown) => {
        seen.push(shown);
        return enough;
      },
      connectMs: deadlineMs,
      loginMs: deadlineMs,
    });
    socket.destroy();
  } catch (error) {
    if (error !== enough) throw error;
  }
  const [key] = seen;
  if (key === undefined) throw new TwinleafError('internal', `${target.hostname}: showed no host key`);
  return key;
}
