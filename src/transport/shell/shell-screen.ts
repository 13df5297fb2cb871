/** The screen of a shell, and whoever waits for something to appear on it. */
import { performance } from 'node:perf_hooks';
import { StringDecoder } from 'node:string_decoder';
import { ScreenText } from './screen-text.ts';
import type { ShellChannel } from './shell-channel.ts';

/**
 * What a look at the screen gives: the value waited for; or how long the switch has to be silent for the same
 * look to give it; or that it goes well, so that the deadline counts from now; or undefined, if more has to
 * arrive.
 */
export type Look<T> = { readonly value: T } | { readonly silentMs: number } | 'progress' | undefined;

interface Waiting {
  readonly look: () => void;
  readonly fail: (error: Error) => void;
}

/** Takes in what the channel delivers, hands on the lines, and lets one caller wait. */
export class ShellScreen {
  readonly text: ScreenText;
  readonly #decoder = new StringDecoder('utf8');
  readonly #onLine: (line: string) => void;
  #waiting: Waiting | undefined;
  /** What has arrived since the last reading. */
  #arrived = '';
  #isLookDue = false;
  #lastActivity = performance.now();
  #over: Error | undefined;

  /** `onEnd` turns the reason for which a channel ended into what a waiting caller gets thrown. */
  constructor(
    channel: ShellChannel,
    columns: number,
    onLine: (line: string) => void,
    onEnd: (reason: string) => Error,
  ) {
    this.text = new ScreenText(columns);
    this.#onLine = onLine;
    channel.listen({
      data: (chunk) => {
        this.#take(chunk);
      },
      end: (reason) => {
        this.#read();
        this.give(onEnd(reason));
      },
    });
  }

  /** Says that something was typed: silence is counted from now. */
  typed(): void {
    this.#lastActivity = performance.now();
  }

  /** Ends the waiting, now and for ever, by an error. The first one counts. */
  give(error: Error): void {
    this.#over ??= error;
    this.#waiting?.fail(error);
  }

  /** Waits until a look gives a value. Throws what `late` gives at the deadline, and what ended the channel. */
  until<T>(look: (silentMs: number) => Look<T>, deadlineMs: number, late: () => Error): Promise<T> {
    if (this.#over !== undefined) return Promise.reject(this.#over);
    return new Promise((resolve, reject) => {
      let again: NodeJS.Timeout | undefined;
      const finish = (settle: () => void): void => {
        clearTimeout(again);
        clearTimeout(deadline);
        this.#waiting = undefined;
        settle();
      };
      const fail = (error: Error): void => {
        finish(() => {
          reject(error);
        });
      };
      const lookOnce = (): void => {
        clearTimeout(again);
        const silentMs = performance.now() - this.#lastActivity;
        try {
          const seen = look(silentMs);
          if (seen === undefined) return;
          if (seen === 'progress') deadline.refresh();
          else if ('silentMs' in seen) again = setTimeout(lookOnce, Math.max(1, seen.silentMs - silentMs));
          else
            finish(() => {
              resolve(seen.value);
            });
        } catch (error) {
          fail(error instanceof Error ? error : new Error(String(error)));
        }
      };
      const deadline = setTimeout(() => {
        fail(late());
      }, deadlineMs);
      this.#waiting = { look: lookOnce, fail };
      lookOnce();
    });
  }

  #take(chunk: Buffer): void {
    this.#lastActivity = performance.now();
    this.#arrived += this.#decoder.write(chunk);
    if (this.#isLookDue) return;
    // What arrives together is read together: one look for a hundred packets.
    this.#isLookDue = true;
    setImmediate(() => {
      this.#isLookDue = false;
      this.#read();
      this.#waiting?.look();
    });
  }

  #read(): void {
    const text = this.#arrived;
    this.#arrived = '';
    for (const line of this.text.write(text)) this.#onLine(line);
  }
}
