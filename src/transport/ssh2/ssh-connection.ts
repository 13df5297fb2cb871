/** A connection to a switch: reached, its host key judged, and only then logged in. */
import { lookup } from 'node:dns/promises';
import { isIPv4, Socket } from 'node:net';
import ssh2 from 'ssh2';
import type { Algorithms, ServerHostKeyAlgorithm } from 'ssh2';
import { SafetyError, TwinleafError } from '../../fabric/errors.ts';
import { keepalive, type HostKey, type SessionTarget } from '../cli-session.ts';
import { hostKeyFrom } from '../known-hosts.ts';
import { connectFailed } from '../session-errors.ts';
import type { SshLogin } from './ssh-login.ts';

/** In the order of preference; the last one is all that old switches have. */
const hostKeyAlgorithms: readonly ServerHostKeyAlgorithm[] = [
  'ssh-ed25519',
  'ecdsa-sha2-nistp256',
  'ecdsa-sha2-nistp384',
  'ecdsa-sha2-nistp521',
  'rsa-sha2-512',
  'rsa-sha2-256',
  'ssh-rsa',
];

/** Where a connection goes. */
export type ConnectionTarget = Pick<SessionTarget, 'hostname' | 'host' | 'port' | 'loopbackOnly'>;

export interface ConnectionRequest {
  readonly target: ConnectionTarget;
  readonly login: SshLogin;
  /** Key types to be asked for before all others. */
  readonly preferredKeyTypes: readonly string[];
  /** Judges the host key before anything about the user is sent; what it gives stops the connection. */
  readonly judge: (shown: HostKey) => TwinleafError | undefined;
  /** Until the host key has been accepted. */
  readonly connectMs: number;
  /** From there until the switch has accepted the user. */
  readonly loginMs: number;
  readonly aliveMs?: number;
  readonly signal?: AbortSignal;
}

export interface SshConnection {
  readonly client: ssh2.Client;
  /** The client's own `destroy` leaves a socket alone that was half closed, so it is kept at hand. */
  readonly socket: Socket;
  /** What the switch said before the login. */
  readonly banner: string;
}

/**
 * Opens a connection. Throws `connect-failed`, whatever the judge gives, `auth-failed`, `interrupted`, and
 * SafetyError `lab-not-loopback`.
 */
export async function connectSsh(request: ConnectionRequest): Promise<SshConnection> {
  const host = await permittedHost(request.target);
  return new Promise((resolve, reject) => {
    new ConnectionAttempt(request, host, resolve, reject).start();
  });
}

/** The address to connect to: as written, but for the lab one that cannot leave this machine (`lab-not-loopback`). */
export async function permittedHost(target: ConnectionTarget): Promise<string> {
  if (!target.loopbackOnly) return target.host;
  const address =
    target.host.toLowerCase() === 'localhost'
      ? (await lookup('localhost', { family: 4 })).address
      : target.host;
  if (isIPv4(address) && address.startsWith('127.')) return address;
  throw new SafetyError(
    'lab-not-loopback',
    `${target.hostname}: the lab stays inside 127.0.0.0/8, and ${target.host} is outside`,
    { switch: target.hostname, address: target.host },
  );
}

/** One attempt, settled once: by the switch accepting the user, or by the first thing that goes wrong. */
class ConnectionAttempt {
  readonly #request: ConnectionRequest;
  readonly #host: string;
  readonly #resolve: (connection: SshConnection) => void;
  readonly #reject: (error: TwinleafError) => void;
  readonly #client = new ssh2.Client();
  readonly #socket = new Socket();
  #deadline: NodeJS.Timeout | undefined;
  #verdict: TwinleafError | undefined;
  #isReached = false;
  #banner = '';
  readonly #onAbort = (): void => {
    const { hostname } = this.#request.target;
    this.#fail(
      new TwinleafError('interrupted', `${hostname}: interrupted before the session was open`, {
        switch: hostname,
      }),
    );
  };

  constructor(
    request: ConnectionRequest,
    host: string,
    resolve: (connection: SshConnection) => void,
    reject: (error: TwinleafError) => void,
  ) {
    this.#request = request;
    this.#host = host;
    this.#resolve = resolve;
    this.#reject = reject;
  }

  start(): void {
    const { connectMs, loginMs, signal } = this.#request;
    if (signal?.aborted === true) {
      this.#onAbort();
      return;
    }
    signal?.addEventListener('abort', this.#onAbort, { once: true });
    this.#limit(connectMs, `no answer within ${String(connectMs)} ms`);
    this.#client
      .on('handshake', () => {
        this.#isReached = true;
        this.#limit(loginMs, `the login was not answered within ${String(loginMs)} ms`);
      })
      .on('banner', (text) => {
        this.#banner += text;
      })
      .on('change password', () => {
        this.#request.login.note('it wants the password changed');
        this.#fail(this.#request.login.failure());
      })
      .on('ready', () => {
        this.#settle();
        this.#resolve({ client: this.#client, socket: this.#socket, banner: this.#banner });
      })
      // Stays for good: an error without a listener would end the process.
      .on('error', (error: Error & { level?: string }) => {
        this.#failed(error);
      })
      .on('close', () => {
        this.#failed(new Error('it closed the connection'));
      });
    this.#connect();
  }

  #connect(): void {
    const { target, login } = this.#request;
    // Without noDelay every command waits 40 ms for an acknowledgement.
    this.#socket.setNoDelay(true).connect({ host: this.#host, port: target.port });
    this.#client.connect({
      sock: this.#socket,
      username: login.username,
      authHandler: login.next,
      hostVerifier: (blob: Buffer) => this.#accepts(hostKeyFrom(target.host, target.port, blob)),
      algorithms: this.#algorithms(),
      // The deadlines are kept here, where it is known which step is slow.
      readyTimeout: 0,
      keepaliveInterval: this.#request.aliveMs ?? keepalive.intervalMs,
      keepaliveCountMax: keepalive.silences,
    });
  }

  #accepts(shown: HostKey): boolean {
    this.#verdict = this.#request.judge(shown);
    return this.#verdict === undefined;
  }

  #algorithms(): Algorithms {
    const preferred = this.#request.preferredKeyTypes;
    const typeOf = (algorithm: string): string => (algorithm.startsWith('rsa-sha2') ? 'ssh-rsa' : algorithm);
    const isPreferred = (algorithm: string): boolean => preferred.includes(typeOf(algorithm));
    return {
      serverHostKey: [
        ...hostKeyAlgorithms.filter(isPreferred),
        ...hostKeyAlgorithms.filter((algorithm) => !isPreferred(algorithm)),
      ],
    };
  }

  #limit(milliseconds: number, reason: string): void {
    clearTimeout(this.#deadline);
    this.#deadline = setTimeout(() => {
      this.#fail(this.#unreachable(reason));
    }, milliseconds);
  }

  #failed(error: Error & { level?: string }): void {
    const { login } = this.#request;
    if (error.level === 'agent') {
      // ssh2 goes on to the next method by itself.
      login.note(`the agent said: ${error.message}`);
    } else if (this.#verdict !== undefined) {
      this.#fail(this.#verdict);
    } else if (this.#isReached && (login.wasRefused || error.level === 'client-authentication')) {
      this.#fail(login.failure());
    } else {
      // No common algorithm today is none in a second either.
      this.#fail(this.#unreachable(reasonOf(error), !error.message.includes('no matching')));
    }
  }

  #unreachable(reason: string, isRetryable = true): TwinleafError {
    const { hostname, host, port } = this.#request.target;
    return connectFailed(hostname, `${host} port ${String(port)}`, reason, isRetryable);
  }

  #fail(error: TwinleafError): void {
    this.#settle();
    this.#reject(error);
    this.#socket.destroy();
  }

  #settle(): void {
    clearTimeout(this.#deadline);
    this.#request.signal?.removeEventListener('abort', this.#onAbort);
  }
}

/** A name with several addresses fails with one error for each, and with no words of its own. */
function reasonOf(error: Error): string {
  if (!(error instanceof AggregateError)) return error.message;
  return error.errors.map((each) => (each instanceof Error ? each.message : String(each))).join('; ');
}
