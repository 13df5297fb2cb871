/** The host key of a switch that only the user's own `ssh` reaches, for a person to look at and pin. */
import { readFile } from 'node:fs/promises';
import { performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { TwinleafError } from '../../fabric/errors.ts';
import type { HostKey, SessionTarget } from '../cli-session.ts';
import { hostKeyFrom, readKnownHosts } from '../known-hosts.ts';
import { permittedHost } from '../ssh2/ssh-connection.ts';
import { hostKeyArguments } from './client-arguments.ts';
import { ClientLog } from './client-log.ts';
import { clientEnvironment, ClientProcess } from './client-process.ts';
import { LoginScreen } from './login-screen.ts';
import { openingFailure } from './opening-failure.ts';
import { PrivateFiles } from './private-files.ts';

/** How often it is looked for the key. */
const pollMs = 20;

/** Wide enough for any message. */
const window = { cols: 500, rows: 24 };

/**
 * The key that a switch shows, by the way its target names. The connection is given up before any secret is
 * sent; `ssh` sends the account name. Throws `connect-failed`, and SafetyError `lab-not-loopback`.
 */
export async function fetchHostKeyByOpenssh(
  asked: Omit<SessionTarget, 'authentication'>,
  deadlineMs: number,
  preferredKeyTypes: readonly string[] = [],
): Promise<HostKey> {
  const host = await permittedHost(asked);
  const target: SessionTarget = { ...asked, host, authentication: { kind: 'agent', socket: '' } };
  const files = await PrivateFiles.make(target, []);
  let client: ClientProcess | undefined;
  try {
    const args = hostKeyArguments({ target, files, pinnedTypes: preferredKeyTypes });
    client = new ClientProcess(args, clientEnvironment(process.env), window);
    const key = await shownKey(target, files, client, deadlineMs);
    return hostKeyFrom(asked.host, asked.port, key);
  } finally {
    await client?.close();
    await files.close();
  }
}

/** The key as soon as `ssh` has written it down. */
async function shownKey(
  target: SessionTarget,
  files: PrivateFiles,
  client: ClientProcess,
  deadlineMs: number,
): Promise<Buffer> {
  const log = new ClientLog();
  const screen = new LoginScreen();
  client.listen({
    data: (chunk) => {
      screen.take(chunk);
    },
    end: () => undefined,
  });
  const until = performance.now() + deadlineMs;
  for (;;) {
    const isLast = client.isOver || performance.now() > until;
    const [entry] = readKnownHosts(await readFile(files.knownHosts, 'utf8')).entries;
    if (entry !== undefined) return Buffer.from(entry.base64, 'base64');
    if (isLast) break;
    await sleep(pollMs);
  }
  log.take(files.readLog());
  const reason = client.isOver ? {} : { reason: `no host key within ${String(deadlineMs)} ms` };
  const context = { target, pinned: [], log, screen, isSecretGiven: false, scrub: (text: string) => text };
  if (log.hostKey === undefined) throw openingFailure({ ...context, ...reason });
  throw new TwinleafError('internal', `${target.hostname}: ssh has seen a host key and not written it down`);
}
