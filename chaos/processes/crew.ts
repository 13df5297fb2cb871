/** Worker processes that are kept ready; one that was killed is replaced when the next is asked for. */
import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { buildProgram, type BuiltProgram } from './build-program.ts';
import type { Answer, Message, Outcome } from './orders.ts';

/** `killed`: by a signal; `crashed`: it ended by itself, with that exit code. */
export type End =
  | Outcome
  | { readonly kind: 'killed' }
  | { readonly kind: 'crashed'; readonly code: number | null }
  | { readonly kind: 'hangs' };

export class Hand {
  readonly #child: ChildProcess;
  #output = '';
  #count = 0;
  #isPaused = false;

  constructor(child: ChildProcess) {
    this.#child = child;
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding('utf8').on('data', (text: string) => {
        this.#output += text;
      });
    }
  }

  get isAlive(): boolean {
    return this.#child.exitCode === null && this.#child.signalCode === null;
  }

  /** What it has written since it was asked last, on both streams. */
  takeOutput(): string {
    const output = this.#output;
    this.#output = '';
    return output;
  }

  /** Gives an order and waits for its end, at most so long. */
  async obey(message: Omit<Message, 'id'>, patienceMs: number): Promise<End> {
    this.#count += 1;
    const id = this.#count;
    const child = this.#child;
    return new Promise((resolve) => {
      const settle = (end: End): void => {
        clearTimeout(timer);
        child.off('message', take).off('exit', exited);
        resolve(end);
      };
      const take = (answer: Answer): void => {
        if (answer.id === id) settle(answer.outcome);
      };
      const exited = (code: number | null, signal: string | null): void => {
        settle(signal === 'SIGKILL' ? { kind: 'killed' } : { kind: 'crashed', code });
      };
      const timer = setTimeout(settle, patienceMs, { kind: 'hangs' });
      child.on('message', take).on('exit', exited);
      if (this.isAlive) child.send({ ...message, id });
      else exited(child.exitCode, child.signalCode);
    });
  }

  /** Ends an order that works until it is told to stop. */
  stop(): void {
    if (this.isAlive) this.#child.send('stop');
  }

  signal(signal: 'SIGKILL' | 'SIGTERM' | 'SIGINT'): void {
    this.#child.kill(signal);
  }

  /** Stops it in the middle of whatever it does, and lets it go on that much later. */
  pause(forMs: number): void {
    if (this.#isPaused) return;
    this.#isPaused = true;
    this.#child.kill('SIGSTOP');
    setTimeout(() => {
      this.#isPaused = false;
      this.#child.kill('SIGCONT');
    }, forMs);
  }

  async gone(): Promise<void> {
    if (!this.isAlive) return;
    const exit = once(this.#child, 'exit');
    this.signal('SIGKILL');
    await exit;
  }
}

export class Crew {
  readonly #idle: Hand[] = [];
  readonly #all = new Set<Hand>();
  readonly #program: BuiltProgram;

  private constructor(program: BuiltProgram) {
    this.#program = program;
  }

  /** Nobody is there yet, but what they will run is compiled. */
  static async assembled(): Promise<Crew> {
    return new Crew(await buildProgram());
  }

  /** One that is ready for an order. */
  async take(): Promise<Hand> {
    for (;;) {
      const idle = this.#idle.pop();
      if (idle === undefined) return this.#hired();
      if (idle.isAlive) return idle;
      this.#all.delete(idle);
    }
  }

  giveBack(hand: Hand): void {
    if (hand.isAlive) this.#idle.push(hand);
    else this.#all.delete(hand);
  }

  async dismiss(): Promise<void> {
    await Promise.all([...this.#all].map((hand) => hand.gone()));
    await this.#program.remove();
  }

  async #hired(): Promise<Hand> {
    const child = fork(this.#program.file, [], { execArgv: [], stdio: ['ignore', 'pipe', 'pipe', 'ipc'] });
    const hand = new Hand(child);
    this.#all.add(hand);
    const ended = once(child, 'exit').then(() => {
      throw new Error(`a worker process ended before it was ready:\n${hand.takeOutput()}`);
    });
    await Promise.race([once(child, 'message'), ended]);
    ended.catch(() => undefined);
    return hand;
  }
}
