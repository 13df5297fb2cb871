/** A session with a switch over its command line: modes, refusals, transcript, and one thing at a time. */
import { TwinleafError } from '../../fabric/errors.ts';
import type { CliWay } from '../cli-dialect.ts';
import type { CliSession, SessionOptions } from '../cli-session.ts';
import type { Answer, CliShell, Dialogue } from './cli-shell.ts';
import { refusedLine } from './command-output.ts';
import { modePath } from './mode-path.ts';
import type { Typed } from './type-ahead.ts';
import { mustBePrintable } from '../printable.ts';
import { scrubber, secretsOf, struckOut } from '../secrets.ts';
import { lineRejected, noPrivilege, sessionOver } from '../session-errors.ts';

export class ShellSession implements CliSession {
  readonly #shell: CliShell;
  readonly #options: SessionOptions;
  readonly #hostname: string;
  /** Strikes secrets out of commands: a caller may have put one into a line. */
  readonly #scrub: (text: string) => string;
  /** Why nothing can be typed any more. */
  #over: string | undefined;
  /** Ends when everything asked so far has ended. */
  #turn: Promise<unknown> = Promise.resolve();
  #closing: Promise<void> | undefined;
  readonly #onAbort = (): void => {
    this.#end('it was interrupted');
  };

  constructor(shell: CliShell, options: SessionOptions) {
    this.#shell = shell;
    this.#options = options;
    this.#hostname = options.target.hostname;
    this.#scrub = scrubber(secretsOf(options.target));
    options.signal?.addEventListener('abort', this.#onAbort, { once: true });
    if (options.signal?.aborted === true) this.#onAbort();
  }

  get mode(): string {
    return this.#shell.prompt.mode;
  }

  get greeting(): string {
    return this.#shell.greeting;
  }

  /** Waits for the first prompt, walks to the home mode and types what the dialect wants typed there. */
  async open(): Promise<void> {
    const { dialect, deadlines } = this.#options;
    await this.#inTurn('login', () => this.#shell.firstPrompt(deadlines.loginMs));
    await this.enter(dialect.homeMode);
    for (const command of dialect.onOpen) await this.run(command);
    this.#shell.opened();
  }

  async enter(mode: string): Promise<void> {
    await this.#inTurn(`enter ${mode}`, async () => {
      const path = modePath(this.#options.dialect.ways, this.mode, mode);
      if (path === undefined) {
        throw new TwinleafError('internal', `${this.#hostname}: no way from mode ${this.mode} to ${mode}`);
      }
      for (const way of path) await this.#walk(way);
    });
  }

  async run(command: string, deadlineMs = this.#options.deadlines.commandMs): Promise<string> {
    mustBePrintable(this.#hostname, command, this.#scrub);
    return this.#inTurn(command, async () => {
      const { answers } = await this.#shell.converse([{ text: command }], deadlineMs);
      const output = answers[0]?.output ?? '';
      const refusal = this.#record(command, answers[0]);
      if (refusal !== undefined) throw lineRejected(this.#hostname, this.#scrub(command), refusal, output);
      return output;
    });
  }

  async runBatch(commands: readonly string[]): Promise<void> {
    for (const command of commands) mustBePrintable(this.#hostname, command, this.#scrub);
    const [first] = commands;
    if (first === undefined) return;
    await this.#inTurn(first, async () => {
      const lines = commands.map((text) => ({ text }));
      const { answers } = await this.#shell.converse(lines, this.#options.deadlines.commandMs);
      const refusals = commands.map((command, at) => this.#record(command, answers[at]));
      const at = refusals.findIndex((refusal) => refusal !== undefined);
      if (at < 0) return;
      const command = this.#scrub(commands[at] ?? '');
      throw lineRejected(this.#hostname, command, refusals[at] ?? '', answers[at]?.output ?? '');
    });
  }

  close(): Promise<void> {
    this.#over ??= 'it was closed';
    this.#options.signal?.removeEventListener('abort', this.#onAbort);
    this.#closing ??= this.#shell.close();
    return this.#closing;
  }

  async #walk(way: CliWay): Promise<void> {
    const { dialect, deadlines } = this.#options;
    const asks = way.asksPassword === true ? dialect.passwordPrompt : undefined;
    const said = await this.#shell.converse([{ text: way.command }], deadlines.commandMs, asks);
    const first = said.answers[0];
    const refusal = this.#record(way.command, first);
    if (said.isAsked) {
      await this.#giveSecret(way);
    } else if (refusal !== undefined) {
      throw this.#barred(way, refusal, first?.output ?? '');
    }
    if (this.mode === way.to) return;
    throw this.#barred(way, `it is in mode ${this.mode} afterwards, not in ${way.to}`, first?.output ?? '');
  }

  async #giveSecret(way: CliWay): Promise<void> {
    const { dialect, deadlines, target } = this.#options;
    const secret = target.enablePassword;
    if (secret === undefined) {
      throw noPrivilege(
        this.#hostname,
        way.command,
        'it asks for a secret and the credentials have none',
        '',
      );
    }
    if (/[\x00-\x1f\x7f]/.test(secret)) {
      throw noPrivilege(this.#hostname, way.command, 'the secret has a control character', '');
    }
    const typed: Typed = { text: secret, isSecret: true };
    const said: Dialogue = await this.#shell.converse([typed], deadlines.commandMs, dialect.passwordPrompt);
    const output = said.answers[0]?.output ?? '';
    const refusal = this.#record(struckOut, said.answers[0], said.isAsked);
    if (said.isAsked || refusal !== undefined) {
      throw noPrivilege(this.#hostname, way.command, refusal ?? 'the secret was not accepted', output);
    }
  }

  #barred(way: CliWay, reason: string, output: string): TwinleafError {
    return way.asksPassword === true
      ? noPrivilege(this.#hostname, way.command, reason, output)
      : lineRejected(this.#hostname, way.command, reason, output);
  }

  /** Puts an exchange into the transcript; gives the line of refusal, if it was refused. */
  #record(command: string, answer: Answer | undefined, isRefused = false): string | undefined {
    const { output, elapsedMs } = answer ?? { output: '', elapsedMs: 0 };
    const refusal = refusedLine(output, this.#options.dialect);
    this.#options.record?.({
      command: this.#scrub(command),
      output,
      elapsedMs,
      refused: isRefused || refusal !== undefined,
    });
    return refusal;
  }

  /** One after the other; what fails in the middle of an answer ends the session. */
  #inTurn<T>(what: string, task: () => Promise<T>): Promise<T> {
    const result = this.#turn.then(async () => {
      if (this.#over !== undefined) throw sessionOver(this.#hostname, this.#over, this.#scrub(what));
      try {
        return await task();
      } catch (error) {
        if (!this.#shell.isAtPrompt)
          this.#end(error instanceof TwinleafError ? error.message : String(error));
        throw error;
      }
    });
    this.#turn = result.catch(() => undefined);
    return result;
  }

  #end(reason: string): void {
    this.#over ??= reason;
    this.#shell.abandon(reason);
  }
}
