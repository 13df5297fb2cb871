/**
 * A command line in a shell: types commands, answers the pager, and reads up to the prompt. What a refusal
 * is and where the modes lead is decided above.
 */
import { performance } from 'node:perf_hooks';
import { AnswerReader } from './answer-reader.ts';
import type { CliDialect } from '../cli-dialect.ts';
import { commandOutput } from './command-output.ts';
import { promptCandidate, strangePromptMs, type PromptCandidate } from './first-prompt.ts';
import { promptMode, promptStem, type Prompt } from './prompt-match.ts';
import { ScreenText } from './screen-text.ts';
import { struckOut } from '../secrets.ts';
import { deviceTimeout, sessionLost, type Outstanding } from '../session-errors.ts';
import type { ShellChannel } from './shell-channel.ts';
import { ShellScreen, type Look } from './shell-screen.ts';
import { linesThatFit, type Typed } from './type-ahead.ts';

/** A slow switch echoes twice and prints a prompt in between: an empty answer may not be the whole answer. */
const secondEchoMs = 20;

/** Of what a switch prints unasked, the last lines are kept. */
const mostIdleLines = 10_000;

/** What the shell needs to know of its surroundings. */
export interface CliShellOptions {
  /** The switch's name in messages. */
  readonly hostname: string;
  readonly dialect: CliDialect;
  /** Asked immediately before every write; throws to stop it. */
  readonly beforeWrite: () => void;
  /** Strikes secrets out of what the switch printed. */
  readonly scrub: (text: string) => string;
  /** The same for what had been printed when it stopped, maybe in the middle of a secret. */
  readonly scrubCutOff: (text: string) => string;
}

export interface Answer {
  /** Clean of echo, prompt, log lines and secrets. */
  readonly output: string;
  readonly elapsedMs: number;
}

/** How a dialogue ended: at a prompt, or at a question for a secret. */
export interface Dialogue {
  readonly answers: readonly Answer[];
  readonly isAsked: boolean;
}

export class CliShell {
  readonly #options: CliShellOptions;
  readonly #channel: ShellChannel;
  readonly #screen: ShellScreen;
  #greeting = '';
  #prompt: Prompt = { mode: '', text: '' };
  #reader: AnswerReader | undefined;
  #begunAtLook = 0;
  /** Lines that came while nothing was asked. */
  #idle: string[] = [];
  #previous: string | undefined;
  #isOpening = true;
  #isEchoingTwice = false;

  constructor(channel: ShellChannel, options: CliShellOptions) {
    this.#channel = channel;
    this.#options = options;
    this.#screen = new ShellScreen(
      channel,
      options.dialect.terminalColumns,
      (line) => {
        this.#line(line);
      },
      (reason) => sessionLost(options.hostname, reason, this.#outstanding()),
    );
  }

  /** The prompt at which the next command is typed. */
  get prompt(): Prompt {
    return this.#prompt;
  }

  /** What the switch said before the first prompt. */
  get greeting(): string {
    return this.#greeting;
  }

  /** Nothing is outstanding: the next command can be typed. */
  get isAtPrompt(): boolean {
    return this.#reader === undefined && this.#prompt.mode !== '';
  }

  /**
   * Waits for the first prompt. A banner may look like one and may be cut anywhere, so a prompt is believed
   * when an empty line makes the switch print it once more. Throws `device-timeout`, `session-lost`.
   */
  async firstPrompt(deadlineMs: number): Promise<void> {
    const until = performance.now() + deadlineMs;
    let typedAt: string | undefined;
    for (;;) {
      const seen = await this.#screen.until(
        (silentMs) => this.#candidate(typedAt, silentMs),
        Math.max(1, until - performance.now()),
        () => deviceTimeout(this.#options.hostname, deadlineMs, this.#outstanding()),
      );
      if (seen.isConfirmed) {
        this.#greet(seen);
        return;
      }
      typedAt = seen.text;
      this.#options.beforeWrite();
      await this.#type('\n');
    }
  }

  /** The opening is over: from here an empty answer is believed at once, unless the switch has echoed twice. */
  opened(): void {
    this.#isOpening = false;
  }

  /**
   * Types lines ahead of their prompts and reads the answers up to the last prompt, or to the question for a
   * secret if `asks` says what it looks like. The deadline holds for each answer. Throws `device-timeout`,
   * `session-lost`, and what `beforeWrite` throws (then after the answers to what had been typed).
   */
  async converse(lines: readonly Typed[], deadlineMs: number, asks?: RegExp): Promise<Dialogue> {
    const reader = this.#beginReading();
    const startedAt = performance.now();
    let ending: Prompt | 'asked' | 'room' = 'room';
    let sent = 0;
    let stopped: Error | undefined;
    while (ending === 'room') {
      try {
        if (stopped === undefined) sent = await this.#typeAhead(reader, lines, sent);
      } catch (error) {
        if (sent === 0) {
          this.#reader = undefined;
          throw error;
        }
        stopped = error instanceof Error ? error : new Error(String(error));
      }
      const hasMore = stopped === undefined && sent < lines.length;
      ending = await this.#screen.until(
        (silentMs) => this.#look(reader, hasMore, asks, silentMs),
        deadlineMs,
        () => deviceTimeout(this.#options.hostname, deadlineMs, this.#outstanding()),
      );
    }
    const answers = this.#answers(reader, startedAt);
    this.#endReading(reader, ending);
    if (stopped !== undefined) throw stopped;
    return { answers, isAsked: ending === 'asked' };
  }

  /** Cuts the session off; whoever waits is told the reason. */
  abandon(reason: string): void {
    this.#screen.give(sessionLost(this.#options.hostname, reason, this.#outstanding()));
    this.#channel.destroy();
  }

  /** Ends the session in an orderly way and in bounded time. */
  async close(): Promise<void> {
    this.#screen.give(sessionLost(this.#options.hostname, 'it was closed', this.#outstanding()));
    await this.#channel.close();
  }

  #line(line: string): void {
    if (this.#reader === undefined) {
      this.#idle.push(line);
      if (this.#idle.length > mostIdleLines) this.#idle.shift();
      return;
    }
    this.#reader.line(line);
  }

  #candidate(typedAt: string | undefined, silentMs: number): Look<PromptCandidate> {
    this.#answerPager();
    return promptCandidate(this.#options.dialect, this.#screen.text.lastLine, {
      before: this.#idle,
      typedAt,
      silentMs,
    });
  }

  #greet({ mode, text }: PromptCandidate): void {
    const said = this.#idle.splice(0).filter((line) => line !== text);
    const banner = new ScreenText(this.#options.dialect.terminalColumns);
    const before = banner.write(`${this.#channel.banner.trimEnd()}\n`);
    this.#greeting = this.#options.scrub(commandOutput([...before, ...said], []));
    this.#prompt = { mode, text };
  }

  #beginReading(): AnswerReader {
    const reader = new AnswerReader(this.#options.dialect.modes, this.#prompt.text, this.#previous);
    for (const line of this.#idle.splice(0)) reader.line(line);
    this.#reader = reader;
    this.#begunAtLook = 0;
    return reader;
  }

  #endReading(reader: AnswerReader, ending: Prompt | 'asked'): void {
    this.#isEchoingTwice ||= reader.isRepeating;
    this.#previous = reader.current;
    if (ending === 'asked') return;
    this.#prompt = ending;
    this.#reader = undefined;
  }

  /** Types as many lines as fit; gives how many have been typed in all. */
  async #typeAhead(reader: AnswerReader, lines: readonly Typed[], sent: number): Promise<number> {
    const next = linesThatFit(lines, reader.answers.length, sent);
    if (next.length === 0) return sent;
    this.#options.beforeWrite();
    for (const line of next) reader.expect(line.isSecret === true ? undefined : line.text);
    await this.#type(next.map((line) => `${line.text}\n`).join(''));
    return sent + next.length;
  }

  /** Whether the dialogue has ended, or there is room to type more of it, or it goes on. */
  #look(
    reader: AnswerReader,
    hasMore: boolean,
    asks: RegExp | undefined,
    silentMs: number,
  ): Look<Prompt | 'asked' | 'room'> {
    this.#answerPager();
    if (reader.isOutOfStep) {
      throw sessionLost(this.#options.hostname, 'its answers are out of step', this.#outstanding());
    }
    const begun = reader.answers.length;
    const isProgress = begun > this.#begunAtLook;
    this.#begunAtLook = begun;
    if (isProgress && hasMore) return { value: 'room' };
    const ending = reader.isComplete ? this.#ending(reader, asks, silentMs) : undefined;
    // The deadline of a single command runs from its typing, that of a line in a batch from the line before.
    return ending ?? (isProgress && begun > 1 ? 'progress' : undefined);
  }

  #ending(reader: AnswerReader, asks: RegExp | undefined, silentMs: number): Look<Prompt | 'asked'> {
    const text = this.#screen.text.lastLine;
    if (asks !== undefined && text.length <= 256 && text.search(asks) >= 0) return { value: 'asked' };
    const mode = promptMode(this.#options.dialect.modes, text);
    if (mode === undefined) return undefined;
    const neededMs = this.#silenceFor(reader, text);
    return silentMs < neededMs ? { silentMs: neededMs } : { value: { mode, text } };
  }

  /** How long nothing may follow what looks like the last prompt, in milliseconds. */
  #silenceFor(reader: AnswerReader, text: string): number {
    if (!text.startsWith(promptStem(this.#prompt.text))) return strangePromptMs;
    const mayEchoAgain = reader.current !== undefined && (this.#isOpening || this.#isEchoingTwice);
    return mayEchoAgain && reader.isBlank ? secondEchoMs : 0;
  }

  #answers(reader: AnswerReader, startedAt: number): readonly Answer[] {
    const { dialect, scrub } = this.#options;
    // The first answer counts from the typing, every other one from its own echo.
    const times = [startedAt, ...reader.beganAt.slice(1), performance.now()];
    return reader.answers.map((lines, at) => ({
      output: scrub(commandOutput(lines, dialect.noise)),
      elapsedMs: (times[at + 1] ?? startedAt) - (times[at] ?? startedAt),
    }));
  }

  #answerPager(): void {
    const { pager } = this.#options.dialect;
    const { text } = this.#screen;
    const line = text.lastLine;
    if (text.isPagerAnswered || line === '' || line.length > 256 || line.search(pager.text) < 0) return;
    // The echo of a command that speaks of the pager is not the pager.
    if (promptMode(this.#options.dialect.modes, line.slice(0, this.#prompt.text.length)) !== undefined)
      return;
    this.#options.beforeWrite();
    text.pagerAnswered(pager.text);
    void this.#type(pager.answer);
  }

  async #type(text: string): Promise<void> {
    this.#screen.typed();
    await this.#channel.write(text);
  }

  #outstanding(): Outstanding {
    const { scrub, scrubCutOff } = this.#options;
    const lastLine = this.#screen.text.lastLine;
    const reader = this.#reader;
    if (reader === undefined) {
      const isPrompt = lastLine === this.#prompt.text;
      return { output: scrubCutOff(commandOutput(isPrompt ? [] : [...this.#idle, lastLine], [])) };
    }
    const output = commandOutput([...(reader.answers.at(-1) ?? []), lastLine], []);
    return { command: scrub(reader.current ?? struckOut), output: scrubCutOff(output) };
  }
}
