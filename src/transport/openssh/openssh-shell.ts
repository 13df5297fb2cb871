/** One interactive shell on one connection of the user's own `ssh`. */
import { performance } from 'node:perf_hooks';
import { TwinleafError } from '../../fabric/errors.ts';
import type { PinnedKey, SessionOptions, SessionTarget } from '../cli-session.ts';
import { scrubber, secretsOf } from '../secrets.ts';
import type { ShellChannel, ShellListener } from '../shell-channel.ts';
import { permittedHost } from '../ssh-connection.ts';
import { shellArguments } from './client-arguments.ts';
import { ClientLog } from './client-log.ts';
import { clientEnvironment, ClientProcess, type ClientEnd } from './client-process.ts';
import { LoginScreen } from './login-screen.ts';
import { openingFailure } from './opening-failure.ts';
import { PrivateFiles } from './private-files.ts';
import { Answerer } from './questions.ts';

/** The largest page length that every known terminal takes. */
const defaultRows = 512;

/** How often the log is read while the terminal is silent. */
const pollMs = 20;

/** What stands unfinished on the terminal for this long is a question, whatever it looks like. */
const settledMs = 1_000;

/** A shell that is refused is so within this time, or with its first answer to anything typed. */
const refusalMs = 100;

/** The status with which `ssh` ends when the connection fails; any other is the status of the shell. */
const connectionStatus = 255;

/**
 * Starts `ssh`, answers its questions and gives the shell. Throws `connect-failed`, `host-key-unknown`,
 * `host-key-changed`, `auth-failed`, and SafetyError `lab-not-loopback`.
 */
export async function openOpensshShell(options: SessionOptions): Promise<ShellChannel> {
  const { checkHostKey } = options;
  const target = { ...options.target, host: await permittedHost(options.target) };
  const pinned = checkHostKey.pinned?.(options.target.host, target.port) ?? [];
  const files = await PrivateFiles.make(target, pinned);
  let client: ClientProcess | undefined;
  try {
    client = startedClient(options, target, files, pinned);
    return await new Opening({ ...options, target }, pinned, files, client).shell();
  } catch (error) {
    await client?.close();
    await files.close();
    throw error;
  } finally {
    await files.remove();
  }
}

function startedClient(
  { dialect, deadlines, signal }: SessionOptions,
  target: SessionTarget,
  files: PrivateFiles,
  pinned: readonly PinnedKey[],
): ClientProcess {
  signal?.throwIfAborted();
  const { aliveMs } = deadlines;
  const args = shellArguments({
    target,
    files,
    pinnedTypes: typesOf(pinned),
    ...(aliveMs === undefined ? {} : { aliveMs }),
  });
  const { authentication } = target;
  const agent = authentication.kind === 'agent' ? authentication.socket : undefined;
  const window = { cols: dialect.terminalColumns, rows: dialect.terminalRows ?? defaultRows };
  return new ClientProcess(args, clientEnvironment(process.env, agent), window);
}

function typesOf(pinned: readonly PinnedKey[]): readonly string[] {
  return [...new Set(pinned.filter(({ isRevoked }) => !isRevoked).map(({ type }) => type))];
}

/** From the start of `ssh` to the shell, settled once. */
class Opening {
  readonly #options: SessionOptions;
  readonly #pinned: readonly PinnedKey[];
  readonly #files: PrivateFiles;
  readonly #client: ClientProcess;
  readonly #log = new ClientLog();
  readonly #screen = new LoginScreen();
  readonly #answerer: Answerer;
  #lastData = performance.now();
  #interactiveSince: number | undefined;
  #settle: { resolve: (shell: ShellChannel) => void; reject: (error: Error) => void } | undefined;
  #deadline: NodeJS.Timeout | undefined;
  #isLoginTimed = false;
  readonly #poll: NodeJS.Timeout;
  readonly #onAbort = (): void => {
    this.#fail('it was interrupted');
  };

  constructor(
    options: SessionOptions,
    pinned: readonly PinnedKey[],
    files: PrivateFiles,
    client: ClientProcess,
  ) {
    this.#options = options;
    this.#pinned = pinned;
    this.#files = files;
    this.#client = client;
    this.#answerer = new Answerer(options.target.authentication, files.identity);
    this.#poll = setInterval(() => {
      this.#look(false);
    }, pollMs);
  }

  shell(): Promise<ShellChannel> {
    const { signal, deadlines } = this.#options;
    return new Promise((resolve, reject) => {
      this.#settle = { resolve, reject };
      signal?.addEventListener('abort', this.#onAbort, { once: true });
      this.#limit(deadlines.connectMs, `no answer within ${String(deadlines.connectMs)} ms`);
      this.#client.listen({
        data: (chunk) => {
          this.#lastData = performance.now();
          this.#screen.take(chunk);
          this.#look(chunk.some((byte) => byte > 0x20));
        },
        end: () => {
          this.#log.take(this.#files.readLog());
          this.#fail();
        },
      });
    });
  }

  /** `isText`: something to be seen has just arrived. */
  #look(isText: boolean): void {
    if (this.#settle === undefined) return;
    const wasInteractive = this.#interactiveSince;
    this.#log.take(this.#files.readLog());
    if (this.#log.isInteractive) {
      this.#interactiveSince ??= performance.now();
      const isAnswering = isText && (wasInteractive !== undefined || this.#screen.hasAnswered);
      if (isAnswering || performance.now() - this.#interactiveSince > refusalMs) this.#open();
      return;
    }
    if (this.#log.hostKey !== undefined && !this.#isLoginTimed) {
      this.#isLoginTimed = true;
      const { loginMs } = this.#options.deadlines;
      this.#limit(loginMs, `the login was not answered within ${String(loginMs)} ms`);
    }
    this.#answer();
  }

  #answer(): void {
    const text = this.#screen.lastLine;
    if (text.trim() === '') return;
    const isSettled = performance.now() - this.#lastData > settledMs;
    const reply = this.#answerer.reply({ text, method: this.#log.tried.at(-1), isSettled });
    if (reply === 'nobody') {
      this.#fail(`it asks "${text.trim()}", which nobody here can answer`, true);
    } else if (reply !== undefined) {
      this.#screen.answered();
      this.#client.write(`${reply.text}\n`);
    }
  }

  #open(): void {
    const settle = this.#finish();
    this.#client.listen(undefined);
    const { target, signal } = this.#options;
    const shell = new OpensshShell(this.#client, this.#files, {
      log: this.#log,
      banner: this.#screen.banner,
      rest: this.#screen.rest,
      scrub: scrubber(secretsOf(target)),
      ...(signal === undefined ? {} : { signal }),
    });
    settle?.resolve(shell);
  }

  #fail(reason?: string, isQuestion = false): void {
    const settle = this.#finish();
    if (settle === undefined) return;
    const { target, signal } = this.#options;
    this.#client.listen(undefined);
    this.#client.kill();
    if (signal?.aborted === true) {
      settle.reject(
        new TwinleafError('interrupted', `${target.hostname}: interrupted`, { switch: target.hostname }),
      );
      return;
    }
    const failure = openingFailure({
      target,
      pinned: this.#pinned,
      log: this.#log,
      screen: this.#screen,
      isSecretGiven: this.#answerer.isGiven,
      scrub: scrubber(secretsOf(target)),
      ...(reason === undefined ? {} : { reason }),
      isQuestion,
    });
    settle.reject(failure);
  }

  #limit(milliseconds: number, reason: string): void {
    clearTimeout(this.#deadline);
    this.#deadline = setTimeout(() => {
      this.#fail(reason);
    }, milliseconds);
  }

  #finish(): { resolve: (shell: ShellChannel) => void; reject: (error: Error) => void } | undefined {
    const settle = this.#settle;
    this.#settle = undefined;
    clearInterval(this.#poll);
    clearTimeout(this.#deadline);
    this.#options.signal?.removeEventListener('abort', this.#onAbort);
    return settle;
  }
}

/** What the opening hands on to the shell. */
interface Opened {
  readonly log: ClientLog;
  readonly banner: string;
  /** What the shell has said already. */
  readonly rest: string;
  readonly scrub: (text: string) => string;
  readonly signal?: AbortSignal;
}

class OpensshShell implements ShellChannel {
  readonly banner: string;
  readonly #client: ClientProcess;
  readonly #files: PrivateFiles;
  readonly #opened: Opened;
  readonly #cut = (): void => {
    this.#client.kill();
  };

  constructor(client: ClientProcess, files: PrivateFiles, opened: Opened) {
    this.banner = opened.banner;
    this.#client = client;
    this.#files = files;
    this.#opened = opened;
    opened.signal?.addEventListener('abort', this.#cut, { once: true });
  }

  listen({ data, end }: ShellListener): void {
    const { rest } = this.#opened;
    if (rest !== '') data(Buffer.from(rest));
    this.#client.listen({
      data,
      end: (how) => {
        this.#opened.signal?.removeEventListener('abort', this.#cut);
        const reason = this.#reasonOf(how);
        void this.#files.close();
        end(reason);
      },
    });
  }

  write(text: string): Promise<void> {
    this.#client.write(text);
    return Promise.resolve();
  }

  close(): Promise<void> {
    return this.#client.close();
  }

  destroy(): void {
    this.#client.kill();
  }

  #reasonOf({ exitCode, signal }: ClientEnd): string {
    const { log, scrub } = this.#opened;
    log.take(this.#files.readLog());
    const words = log.words.map((line) => `; ssh said: ${line}`).join('');
    if (signal !== 0) return `ssh was ended by signal ${String(signal)}`;
    const what = exitCode === connectionStatus ? 'the connection was lost' : 'the switch ended the shell';
    return scrub(`${what}${words}`);
  }
}
