/** Two-stage commits: what was committed when, and the one that waits to be confirmed (SOURCES.md 2.2). */
import { systemTimer } from '../../../virtual/system-timer.ts';
import type { VirtualSwitchSetup } from '../../../virtual-switch.ts';
import type { Configuration } from '../../../virtual/configuration.ts';

/** What the commits need of the switch. */
interface CommitHost {
  readonly running: Configuration;
  replaceRunning(configuration: Configuration): void;
  announce(text: string): void;
}

export interface Commit {
  readonly id: number;
  readonly before: Configuration;
  readonly after: Configuration;
  readonly user: string;
}

const firstId = 1_000_000_001;

export class Commits {
  readonly #host: CommitHost;
  readonly #setup: VirtualSwitchSetup;
  readonly #done: Commit[] = [];
  #waiting: { readonly before: Configuration; readonly cancel: () => void } | undefined;

  constructor(host: CommitHost, setup: VirtualSwitchSetup) {
    this.#host = host;
    this.#setup = setup;
  }

  /** In the order of their ids. */
  get all(): readonly Commit[] {
    return this.#done;
  }

  /** Whether a commit waits to be confirmed. */
  get isWaiting(): boolean {
    return this.#waiting !== undefined;
  }

  /** Puts a configuration in force for good, or until the time runs out; gives the commit's id. */
  commit(after: Configuration, user: string, confirmWithinMs?: number): number {
    const before = this.#host.running.clone();
    const first = this.#waiting?.before ?? before;
    this.confirm();
    this.#host.replaceRunning(after);
    const id = firstId + this.#done.length;
    this.#done.push({ id, before, after: after.clone(), user });
    if (confirmWithinMs === undefined) return id;
    const schedule = this.#setup.schedule ?? systemTimer;
    const cancel = schedule(confirmWithinMs, () => {
      this.#expire(first);
    });
    this.#waiting = { before: first, cancel };
    return id;
  }

  /** The commit that waits stays. */
  confirm(): void {
    this.#waiting?.cancel();
    this.#waiting = undefined;
  }

  /** A restart: the timer is gone, and with it what would have put the old configuration back. */
  forget(): void {
    this.confirm();
    this.#done.length = 0;
  }

  #expire(before: Configuration): void {
    this.#waiting = undefined;
    this.#host.announce('Confirm commit Timer expired, triggering rollback commit\nRollback in progress');
    const id = this.commit(before.clone(), 'rollback');
    this.#host.announce(`Configuration committed by rollback using Commit ID : ${id}`);
  }
}
