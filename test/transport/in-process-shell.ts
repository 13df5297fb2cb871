/** The scripted command line without a network, so that a test decides how its output is cut into chunks. */
import { setImmediate as nextTurn } from 'node:timers/promises';
import { CliShell } from '../../src/transport/shell/cli-shell.ts';
import type { CliDialect } from '../../src/transport/cli-dialect.ts';
import type { ShellChannel, ShellListener } from '../../src/transport/shell/shell-channel.ts';
import { ScriptedCli, type CliHabits } from './scripted-cli.ts';

export interface Delivery {
  /** Bytes of each chunk in turn, over and over. */
  readonly sizes: readonly number[];
  /** Every chunk arrives in a turn of its own of the event loop, instead of all at once. */
  readonly isSlow: boolean;
}

class InProcessChannel implements ShellChannel {
  readonly banner = '';
  readonly #cli: ScriptedCli;
  readonly #delivery: Delivery;
  #listener: ShellListener | undefined;
  #chunks: Promise<void> = Promise.resolve();
  #turn = 0;

  constructor(habits: CliHabits, delivery: Delivery) {
    this.#delivery = delivery;
    this.#cli = new ScriptedCli(
      habits,
      (text) => {
        this.#deliver(Buffer.from(text));
      },
      () => {
        this.#chunks = this.#chunks.then(() => this.#listener?.end('the switch closed the connection'));
      },
    );
  }

  listen(listener: ShellListener): void {
    this.#listener = listener;
    this.#cli.start();
  }

  write(text: string): Promise<void> {
    this.#cli.input(text);
    return Promise.resolve();
  }

  close(): Promise<void> {
    return Promise.resolve();
  }

  destroy(): void {
    this.#listener = undefined;
  }

  #deliver(bytes: Buffer): void {
    const { sizes, isSlow } = this.#delivery;
    for (let at = 0; at < bytes.length;) {
      const size = Math.max(1, sizes[this.#turn % sizes.length] ?? 1);
      const chunk = bytes.subarray(at, at + size);
      this.#turn += 1;
      at += size;
      if (!isSlow) {
        this.#listener?.data(chunk);
        continue;
      }
      this.#chunks = this.#chunks.then(async () => {
        await nextTurn();
        this.#listener?.data(chunk);
      });
    }
  }
}

/** A shell on a scripted command line. */
export function inProcessShell(dialect: CliDialect, habits: CliHabits, delivery: Delivery): CliShell {
  return new CliShell(new InProcessChannel(habits, delivery), {
    hostname: 'sw1',
    dialect,
    beforeWrite: () => undefined,
    scrub: (text) => text,
    scrubCutOff: (text) => text,
  });
}
