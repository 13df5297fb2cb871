/** What a command prints to and asks: results on stdout, everything else on stderr. */
import { createInterface } from 'node:readline/promises';
import { TwinleafError } from '../fabric/errors.ts';
import { terminalColumns } from './print/columns.ts';
import { isColoured, paint } from './print/paint.ts';
import type { Paint } from './print/paint.ts';

/** The streams and surroundings of a process; tests hand in their own. */
export interface Streams {
  readonly stdin: NodeJS.ReadableStream & MaybeTerminal;
  readonly stdout: NodeJS.WritableStream & MaybeTerminal;
  readonly stderr: NodeJS.WritableStream & MaybeTerminal;
  readonly env: NodeJS.ProcessEnv;
}

interface MaybeTerminal {
  readonly isTTY?: boolean;
  readonly columns?: number;
  readonly rows?: number;
}

/** Where the terminal does not tell. */
const usualRows = 24;

export class Terminal {
  readonly #streams: Streams;
  readonly #isColourAllowed: boolean;
  /** Lines of progress above the cursor. */
  #drawn = 0;
  /** Exactly one document goes to stdout. */
  readonly isJson: boolean;

  constructor(streams: Streams, options: { readonly isJson: boolean; readonly isColourAllowed: boolean }) {
    this.#streams = streams;
    this.#isColourAllowed = options.isColourAllowed;
    this.isJson = options.isJson;
  }

  /** Colours for what `print` prints. */
  get paint(): Paint {
    return this.#paintFor(this.isJson ? this.#streams.stderr : this.#streams.stdout);
  }

  /** Colours for what `note` prints. */
  get notePaint(): Paint {
    return this.#paintFor(this.#streams.stderr);
  }

  /** Whether progress may redraw lines that were printed. */
  get canRedraw(): boolean {
    return this.#streams.stderr.isTTY === true && this.#streams.env['TERM'] !== 'dumb';
  }

  /** The result for people; with `--json` it goes to stderr, where it is no result but a message. */
  print(text: string): void {
    this.#drawn = 0;
    (this.isJson ? this.#streams.stderr : this.#streams.stdout).write(`${text}\n`);
  }

  /** The result as text that a program may read: nothing is added. */
  printRaw(text: string): void {
    this.#streams.stdout.write(text);
  }

  /** The one document of `--json`. */
  printJson(document: unknown): void {
    this.#streams.stdout.write(`${JSON.stringify(document, null, 2)}\n`);
  }

  /** A message, never part of the result. */
  note(text: string): void {
    this.#drawn = 0;
    this.#streams.stderr.write(`${text}\n`);
  }

  /** Lines that fit on the screen. */
  get rows(): number {
    return this.#streams.stderr.rows ?? usualRows;
  }

  /**
   * Lines that take the place of those drawn before, unless something was printed in between; `above` stays on
   * the screen. A line is cut at the width of the terminal, which would count a broken one twice.
   */
  redraw(lines: readonly string[], above: readonly string[] = []): void {
    const up = this.#drawn === 0 ? '' : `\u001b[${String(this.#drawn)}A\u001b[J`;
    const width = this.#streams.stderr.columns ?? terminalColumns;
    const drawn = lines.map(
      (line) =>
        `${Array.from(line)
          .slice(0, width - 1)
          .join('')}\n`,
    );
    this.#streams.stderr.write([up, ...above.map((line) => `${line}\n`), ...drawn].join(''));
    this.#drawn = lines.length;
  }

  /**
   * Whether the person at the terminal says yes. Throws `usage` at once where there is no terminal, and
   * `interrupted` if the signal fires while the question is open.
   */
  async ask(question: string, signal: AbortSignal): Promise<boolean> {
    if (this.#streams.stdin.isTTY !== true) {
      throw new TwinleafError('usage', `nobody is there to answer: ${question}`, {
        hint: 'say --yes, or run it in a terminal',
      });
    }
    const lines = createInterface({ input: this.#streams.stdin, output: this.#streams.stderr });
    try {
      const answer = await lines.question(`${question} [yes/no] `, { signal });
      return /^y(es)?$/i.test(answer.trim());
    } catch (error) {
      if (signal.aborted) throw new TwinleafError('interrupted', 'interrupted; nothing was sent');
      throw error;
    } finally {
      lines.close();
    }
  }

  #paintFor(stream: MaybeTerminal): Paint {
    return paint(isColoured(this.#isColourAllowed, this.#streams.env, stream.isTTY === true));
  }
}
