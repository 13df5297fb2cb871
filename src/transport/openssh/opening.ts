/** From the start of `ssh` to its shell: reads the log and the terminal, answers questions, keeps the deadlines. */
import { performance } from 'node:perf_hooks';
import { TwinleafError } from '../../fabric/errors.ts';
import type { PinnedKey, SessionOptions } from '../cli-session.ts';
import { scrubber, secretsOf } from '../secrets.ts';
import { ClientLog } from './client-log.ts';
import type { ClientProcess } from './client-process.ts';
import { LoginScreen } from './login-screen.ts';
import { openingFailure } from './opening-failure.ts';
import type { PrivateFiles } from './private-files.ts';
import { Answerer } from './questions.ts';

/** How often the log is read while the terminal is silent. */
const pollMs = 20;

/** What stands unfinished on the terminal for this long is a question, whatever it looks like. */
const settledMs = 1_000;

/** A banner may stand where the shell has not said anything yet: it is waited this long for more, or a refusal. */
const ambiguousMs = 100;

/** A shell that has been granted and says nothing is one all the same. */
const speechlessMs = 2_000;

/** What the opening hands on to the shell. */
export interface Opened {
  readonly log: ClientLog;
  readonly banner: string;
  /** What the shell has said already. */
  readonly rest: string;
}

interface Settle {
  readonly resolve: (opened: Opened) => void;
  readonly reject: (error: Error) => void;
}

/** One start of `ssh`, settled once. */
export class Opening {
  readonly #options: SessionOptions;
  readonly #pinned: readonly PinnedKey[];
  readonly #files: PrivateFiles;
  readonly #client: ClientProcess;
  readonly #log = new ClientLog();
  readonly #screen = new LoginScreen();
  readonly #answerer: Answerer;
  #lastData = performance.now();
  #interactiveSince: number | undefined;
  #settle: Settle | undefined;
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

  /** What the shell begins with. Throws `connect-failed`, `host-key-unknown`, `host-key-changed`, `auth-failed`, `interrupted`. */
  opened(): Promise<Opened> {
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
    this.#log.take(this.#files.readLog());
    if (this.#log.isInteractive) {
      if (this.#isShell(isText)) this.#open();
      return;
    }
    if (this.#log.hostKey !== undefined && !this.#isLoginTimed) {
      this.#isLoginTimed = true;
      const { loginMs } = this.#options.deadlines;
      this.#limit(loginMs, `the login was not answered within ${String(loginMs)} ms`);
    }
    this.#answer();
  }

  /** The switch has accepted the user and may still refuse the shell. */
  #isShell(isText: boolean): boolean {
    const isFirstLook = this.#interactiveSince === undefined;
    this.#interactiveSince ??= performance.now();
    if (isText && (!isFirstLook || this.#screen.hasAnswered)) return true;
    const enoughMs = this.#screen.rest.trim() === '' ? speechlessMs : ambiguousMs;
    return performance.now() - this.#interactiveSince > enoughMs;
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
    settle?.resolve({ log: this.#log, banner: this.#screen.banner, rest: this.#screen.rest });
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

  #finish(): Settle | undefined {
    const settle = this.#settle;
    this.#settle = undefined;
    clearInterval(this.#poll);
    clearTimeout(this.#deadline);
    this.#options.signal?.removeEventListener('abort', this.#onAbort);
    return settle;
  }
}
