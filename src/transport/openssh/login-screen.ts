/** What stands on the terminal of `ssh` before the shell: banners, words of a jump host, questions. */
import { StringDecoder } from 'node:string_decoder';

/** More than this no login says; of a flood the end is kept. */
const mostCharacters = 64 * 1024;

export class LoginScreen {
  readonly #decoder = new StringDecoder('utf8');
  #before = '';
  #since = '';
  #hasAnswered = false;

  take(chunk: Buffer): void {
    this.#since = (this.#since + this.#decoder.write(chunk)).slice(-mostCharacters);
  }

  /** The line that has not ended yet. */
  get lastLine(): string {
    return this.#since.slice(Math.max(this.#since.lastIndexOf('\n'), this.#since.lastIndexOf('\r')) + 1);
  }

  /** What was said before the last question that was answered. */
  get banner(): string {
    return this.#before;
  }

  /** What has come since; part of it may be the shell's already. The line end that `ssh` puts behind an answer is not. */
  get rest(): string {
    return this.#hasAnswered ? this.#since.replace(/^\r?\n/, '') : this.#since;
  }

  /** A question has been answered: what comes now is hardly a banner any more. */
  get hasAnswered(): boolean {
    return this.#hasAnswered;
  }

  /** The last lines, for the reason of a failure. */
  get lastWords(): readonly string[] {
    const lines = (this.#before + this.#since).split(/[\r\n]+/).map((line) => line.trim());
    return lines.filter((line) => line !== '').slice(-3);
  }

  /** The last line was a question and has been answered: neither is part of what the switch said. */
  answered(): void {
    const text = this.#since.slice(0, this.#since.length - this.lastLine.length);
    this.#before = (this.#before + text.replaceAll('\r', '')).slice(-mostCharacters);
    this.#since = '';
    this.#hasAnswered = true;
  }
}
