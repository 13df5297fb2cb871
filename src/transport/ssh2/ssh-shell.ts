/** One interactive shell on one SSH connection. */
import type { Socket } from 'node:net';
import type { Client, ClientChannel } from 'ssh2';
import type { SessionOptions, SessionTarget } from '../cli-session.ts';
import { hostKeyError } from '../host-key-error.ts';
import { connectFailed } from '../session-errors.ts';
import type { ShellChannel, ShellListener } from '../shell/shell-channel.ts';
import { connectSsh, type SshConnection } from './ssh-connection.ts';
import { SshLogin } from './ssh-login.ts';

/** The largest page length that every known terminal takes. */
const defaultRows = 512;

/** How long an orderly end may take before the connection is cut. */
const closeMs = 1_000;

/**
 * Connects, checks the host key, logs in and opens a shell. Throws `connect-failed`, `host-key-unknown`,
 * `host-key-changed`, `auth-failed`, `interrupted`, and SafetyError `lab-not-loopback`.
 */
export async function openSshShell(options: SessionOptions): Promise<ShellChannel> {
  const { target, dialect, deadlines, checkHostKey, signal } = options;
  const connection = await connectSsh({
    target,
    login: new SshLogin(target),
    preferredKeyTypes: checkHostKey.pinnedTypes?.(target.host, target.port) ?? [],
    judge: (shown) => hostKeyError(target.hostname, shown, checkHostKey(shown)),
    connectMs: deadlines.connectMs,
    loginMs: deadlines.loginMs,
    ...(deadlines.aliveMs === undefined ? {} : { aliveMs: deadlines.aliveMs }),
    ...(signal === undefined ? {} : { signal }),
  });
  const cut = (): void => {
    connection.socket.destroy();
  };
  signal?.addEventListener('abort', cut, { once: true });
  connection.socket.once('close', () => signal?.removeEventListener('abort', cut));
  const window = { cols: dialect.terminalColumns, rows: dialect.terminalRows ?? defaultRows };
  const channel = await openChannel(connection, target, window, deadlines.loginMs);
  return new SshShell(connection, channel);
}

function openChannel(
  { client, socket }: SshConnection,
  target: SessionTarget,
  window: { readonly cols: number; readonly rows: number },
  deadlineMs: number,
): Promise<ClientChannel> {
  const where = `${target.host} port ${String(target.port)}`;
  return new Promise((resolve, reject) => {
    const fail = (reason: string): void => {
      clearTimeout(deadline);
      socket.destroy();
      reject(connectFailed(target.hostname, where, reason));
    };
    const deadline = setTimeout(() => {
      fail(`it opened no shell within ${String(deadlineMs)} ms`);
    }, deadlineMs);
    client.once('close', () => {
      fail('it closed the connection instead of opening a shell');
    });
    if (!socket.writable) {
      fail('it closed the connection after the login');
      return;
    }
    client.shell({ ...window, width: 0, height: 0, term: 'vt100' }, (error, channel) => {
      clearTimeout(deadline);
      if (error === undefined) resolve(channel);
      else fail(`it opened no shell: ${error.message}`);
    });
  });
}

class SshShell implements ShellChannel {
  readonly banner: string;
  readonly #client: Client;
  readonly #socket: Socket;
  readonly #channel: ClientChannel;
  #isOver = false;
  /** Writers that wait for the other side to take more. */
  #waiting: (() => void)[] = [];

  constructor({ client, socket, banner }: SshConnection, channel: ClientChannel) {
    this.banner = banner;
    this.#client = client;
    this.#socket = socket;
    this.#channel = channel;
  }

  listen({ data, end }: ShellListener): void {
    let reason = 'the switch closed the connection';
    const over = (): void => {
      if (this.#isOver) return;
      this.#isOver = true;
      this.#release();
      end(reason);
    };
    this.#client.on('error', (error) => {
      reason = error.message;
    });
    this.#client.on('close', over);
    this.#channel.on('drain', () => {
      this.#release();
    });
    this.#channel.on('data', data);
    this.#channel.stderr.on('data', data);
    this.#channel.on('error', (error: Error) => {
      reason = error.message;
    });
    this.#channel.on('close', () => {
      reason = 'the switch ended the shell';
      over();
      this.#client.end();
    });
  }

  write(text: string): Promise<void> {
    if (this.#isOver || this.#channel.write(text)) return Promise.resolve();
    return new Promise((resolve) => {
      this.#waiting.push(resolve);
    });
  }

  close(): Promise<void> {
    if (this.#socket.destroyed) return Promise.resolve();
    return new Promise((resolve) => {
      const deadline = setTimeout(() => {
        this.#socket.destroy();
      }, closeMs);
      this.#socket.once('close', () => {
        clearTimeout(deadline);
        resolve();
      });
      this.#client.end();
    });
  }

  destroy(): void {
    this.#socket.destroy();
  }

  #release(): void {
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const resume of waiting) resume();
  }
}
