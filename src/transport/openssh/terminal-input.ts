/** What is typed on the terminal of a client, byte for byte in order, and never anywhere else. */
import { writeSync } from 'node:fs';
import type { ReadStream } from 'node:tty';
import type { IPty } from 'node-pty';

/** How long to wait while the terminal takes no more. */
const fullMs = 5;

/**
 * Instead of `write` of node-pty, which leaves the writing to another thread: by then the terminal may have been
 * closed and its number given to the next one, so that the line for one switch would be typed at another.
 * Here nothing lies between the look and the write.
 */
export class TerminalInput {
  readonly #terminal: Opened;
  #queue: Buffer[] = [];
  #waiting: NodeJS.Timeout | undefined;

  constructor(terminal: IPty) {
    if (!isOpened(terminal)) throw new Error('node-pty gave a terminal without a file descriptor');
    this.#terminal = terminal;
  }

  /** Types it as soon as the terminal takes it; nothing happens where that has been closed. */
  write(text: string): void {
    this.#queue.push(Buffer.from(text));
    if (this.#waiting === undefined) this.#flush();
  }

  #flush(): void {
    this.#waiting = undefined;
    for (let next = this.#queue[0]; next !== undefined; next = this.#queue[0]) {
      const taken = this.#taken(next);
      if (taken === 'full') {
        this.#waiting = setTimeout(() => {
          this.#flush();
        }, fullMs);
        return;
      }
      if (taken < next.length) this.#queue[0] = next.subarray(taken);
      else this.#queue.shift();
    }
  }

  /** How many of the bytes; all of them where nobody reads them any more, of which the reading side hears. */
  #taken(bytes: Buffer): number | 'full' {
    if (this.#terminal._socket.destroyed) return bytes.length;
    try {
      return writeSync(this.#terminal.fd, bytes);
    } catch (error) {
      if (isCode(error, 'EAGAIN')) return 'full';
      if (isCode(error, 'EIO')) return bytes.length;
      throw error;
    }
  }
}

/** What node-pty has on Linux and macOS beside what its types tell. */
interface Opened {
  readonly fd: number;
  /** Owns the file descriptor and closes it at once when it is destroyed. */
  readonly _socket: ReadStream;
}

function isOpened(terminal: IPty): terminal is IPty & Opened {
  return 'fd' in terminal && typeof terminal.fd === 'number' && '_socket' in terminal;
}

function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}
