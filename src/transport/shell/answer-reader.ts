/**
 * Which of the lines on the screen answer which command. The echo of a command behind its prompt opens its
 * answer, so neither an extra prompt nor typing ahead can shift the answers. Every line is looked at once.
 */
import { performance } from 'node:perf_hooks';
import type { CliMode } from '../cli-dialect.ts';
import { promptMode, promptStem } from './prompt-match.ts';

/** One command that was typed; undefined for a secret, which is not echoed. */
type Typed = string | undefined;

/** Deals the lines of a terminal out to the commands that were typed. */
export class AnswerReader {
  readonly #modes: readonly CliMode[];
  readonly #promptText: string;
  readonly #previous: Typed;
  readonly #typed: Typed[] = [];
  readonly #answers: string[][] = [];
  readonly #beganAt: number[] = [];
  /** What has been found to be a prompt or not: most lines of a batch are typed at the same few. */
  readonly #prompts = new Map<string, boolean>();
  /** How many commands have been echoed ahead of their prompts, which a terminal does while the CLI is busy. */
  #echoedAhead = 0;
  /** What is still to come of an echo that the switch broke into rows. */
  #restOfEcho = '';
  #isRepeating = false;
  #isOutOfStep = false;

  /** `promptText` is the prompt the first command is typed at, `previous` the command before it. */
  constructor(modes: readonly CliMode[], promptText: string, previous?: string) {
    this.#modes = modes;
    this.#promptText = promptText;
    this.#previous = previous;
  }

  /** Lines that answer each command, in the order of typing; only for commands whose echo was seen. */
  get answers(): readonly (readonly string[])[] {
    return this.#answers;
  }

  /** When each answer began, as the clock of `performance` tells it. */
  get beganAt(): readonly number[] {
    return this.#beganAt;
  }

  /** Every command has been echoed: the next prompt ends the last answer. */
  get isComplete(): boolean {
    return this.#answers.length === this.#typed.length && this.#restOfEcho === '';
  }

  /** The last answer has no line yet. */
  get isBlank(): boolean {
    return this.#answers.at(-1)?.every((line) => line.trim() === '') ?? true;
  }

  /** The switch echoed a command twice, as slow ones do. */
  get isRepeating(): boolean {
    return this.#isRepeating;
  }

  /** The previous command was echoed once more: what was taken for its answer was not. */
  get isOutOfStep(): boolean {
    return this.#isOutOfStep;
  }

  /** The command whose answer is being read or awaited. */
  get current(): string | undefined {
    return this.#typed[Math.max(0, this.#answers.length - 1)];
  }

  /** Says that a command is being typed; undefined for a secret. */
  expect(command: Typed): void {
    this.#typed.push(command);
  }

  /** Takes the next line that the terminal has completed. */
  line(text: string): void {
    if (this.#continuesEcho(text)) return;
    const begun = this.#answers.length;
    if (begun === 0 && this.#isStale(text)) {
      this.#isOutOfStep = true;
      return;
    }
    if (begun < this.#typed.length && this.#isEcho(text, this.#typed[begun], begun === 0)) {
      this.#answers.push([]);
      this.#beganAt.push(performance.now());
      return;
    }
    if (begun === 0) return;
    if (this.#isSecondEcho(text, this.#typed[begun - 1]) || this.#isEchoedAhead(text)) return;
    this.#answers[begun - 1]?.push(text);
  }

  #isStale(text: string): boolean {
    const previous = this.#previous;
    if (previous === undefined || previous.trim() === '' || previous === this.#typed[0]) return false;
    return this.#isFullEcho(text, previous);
  }

  #isEcho(text: string, command: Typed, isFirst: boolean): boolean {
    if (command === undefined || this.#isFullEcho(text, command)) return true;
    if (this.#beginsEcho(text, command)) return true;
    return isFirst && command.trim() !== '' && this.#isFirstEcho(text, command);
  }

  /** At the prompt that is known to be there: without the prompt, or however the line editor has drawn it. */
  #isFirstEcho(text: string, command: string): boolean {
    if (text.trim() === command.trim()) return true;
    const prompt = this.#promptText.trimEnd();
    return this.#typed.length === 1 && text.startsWith(prompt) && text.trimEnd().length > prompt.length;
  }

  /** A prompt and behind it the whole command. Leading blanks of the command need not be echoed. */
  #isFullEcho(text: string, command: string): boolean {
    const line = text.trimEnd();
    const echo = command.trim();
    return line.endsWith(echo) && this.#isPrompt(line.slice(0, line.length - echo.length));
  }

  /** A prompt and behind it the first row of a command that the switch itself breaks at its width. */
  #beginsEcho(text: string, command: string): boolean {
    const stem = promptStem(this.#promptText);
    if (stem === '' || !text.startsWith(stem)) return false;
    const echo = command.trim();
    for (let length = Math.min(echo.length, text.length - stem.length); length > 0; length -= 1) {
      if (text.endsWith(echo.slice(0, length)) && this.#isPrompt(text.slice(0, text.length - length))) {
        this.#restOfEcho = echo.slice(length);
        return true;
      }
    }
    return false;
  }

  #continuesEcho(text: string): boolean {
    if (this.#restOfEcho === '') return false;
    const rest = this.#restOfEcho.trimStart();
    const row = text.trim();
    const isRow = row !== '' && rest.startsWith(row);
    this.#restOfEcho = isRow ? rest.slice(row.length) : '';
    return isRow;
  }

  #isSecondEcho(text: string, command: Typed): boolean {
    if (command === undefined || command.trim() === '' || !this.isBlank) return false;
    const isSecond = text.trim() === command.trim() || this.#isFullEcho(text, command);
    this.#isRepeating ||= isSecond;
    return isSecond;
  }

  /** In order, but not each: while the CLI reads keys itself, the terminal leaves the echo to it. */
  #isEchoedAhead(text: string): boolean {
    const line = text.trim();
    const from = Math.max(this.#echoedAhead, this.#answers.length);
    const at =
      line === '' ? -1 : this.#typed.findIndex((one, place) => place >= from && one?.trim() === line);
    if (at < 0) return false;
    this.#echoedAhead = at + 1;
    return true;
  }

  #isPrompt(text: string): boolean {
    const known = this.#prompts.get(text);
    if (known !== undefined) return known;
    const bare = text.trimEnd();
    const isPrompt =
      promptMode(this.#modes, bare) !== undefined || promptMode(this.#modes, `${bare} `) !== undefined;
    this.#prompts.set(text, isPrompt);
    return isPrompt;
  }
}
