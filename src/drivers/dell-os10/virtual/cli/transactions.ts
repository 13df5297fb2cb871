/**
 * The lock and the candidate (SOURCES.md 2.2). There is one candidate for the whole switch: whoever is in
 * a transaction edits the same one, and a commit takes what the others have typed along with it.
 */
import type { Configuration } from '../../../virtual/configuration.ts';
import { refusals } from './refusals.ts';

/** What has happened in a candidate that later lines must know of. */
export interface Journal {
  /** VLANs that a list of allowed ones has named. */
  readonly listed: Set<number>;
  /** A line failed half-way: nothing but `discard` helps. */
  isDisintegrated: boolean;
}

/** What the transactions need of the switch. */
export interface TransactionHost {
  readonly running: () => Configuration;
  replaceRunning(configuration: Configuration): void;
}

interface OpenCandidate {
  configuration: Configuration;
  journal: Journal;
  readonly users: Set<object>;
}

/** Users are sessions, told apart by identity. */
export class Transactions {
  readonly #host: TransactionHost;
  #open: OpenCandidate | undefined;
  #owner: object | undefined;

  constructor(host: TransactionHost) {
    this.#host = host;
  }

  /** Whether somebody else holds the lock. */
  isLockedFor(user: object): boolean {
    return this.#owner !== undefined && this.#owner !== user;
  }

  /** Keeps other sessions from changing the configuration; gives a refusal. */
  lock(user: object): string | undefined {
    if (this.isLockedFor(user)) return refusals.locked;
    this.#owner = user;
    return undefined;
  }

  /** Gives the lock back; where nobody holds it there is nothing to refuse. */
  unlock(user: object): string | undefined {
    if (this.isLockedFor(user)) return refusals.locked;
    this.#owner = undefined;
    return undefined;
  }

  /** From now on what the session types goes into the candidate. */
  start(user: object): void {
    this.#open ??= { configuration: this.#host.running().clone(), journal: freshJournal(), users: new Set() };
    this.#open.users.add(user);
  }

  /** What the session's lines change, first that of which it sees the refusals. */
  targets(user: object): readonly Configuration[] {
    if (this.#open === undefined) return [this.#host.running()];
    const { configuration, users } = this.#open;
    return users.has(user) ? [configuration] : [this.#host.running(), configuration];
  }

  /** The journal of the candidate that the session edits; absent outside a transaction. */
  journal(user: object): Journal | undefined {
    return this.#open?.users.has(user) === true ? this.#open.journal : undefined;
  }

  /** The candidate; outside of any transaction it is what runs. */
  get candidate(): Configuration {
    return this.#open?.configuration ?? this.#host.running();
  }

  /** Gives a refusal where the candidate of the session can't be committed. */
  validate(user: object): string | undefined {
    if (this.isLockedFor(user)) return refusals.locked;
    return this.journal(user)?.isDisintegrated === true ? refusals.disintegrated : undefined;
  }

  /** Makes the candidate run, and the session leaves the transaction; without one there is nothing to do. */
  commit(user: object): string | undefined {
    const refusal = this.validate(user);
    if (refusal !== undefined || this.#open?.users.has(user) !== true) return refusal;
    this.#host.replaceRunning(this.#open.configuration.clone());
    this.leave(user);
    this.discard();
    return undefined;
  }

  /** Throws away what the candidate has more or less than what runs. */
  discard(): void {
    if (this.#open === undefined) return;
    this.#open.configuration = this.#host.running().clone();
    this.#open.journal = freshJournal();
  }

  /** The candidate goes with its last user; whether a real one outlives its session is not documented. */
  leave(user: object): void {
    this.#open?.users.delete(user);
    if (this.#open?.users.size === 0) this.#open = undefined;
  }

  /** A session closes: its lock and its part in the transaction are gone (SOURCES.md 2.2). */
  forget(user: object): void {
    this.leave(user);
    if (this.#owner === user) this.#owner = undefined;
  }

  /** A restart: nothing is left of any session. */
  reset(): void {
    this.#open = undefined;
    this.#owner = undefined;
  }
}

function freshJournal(): Journal {
  return { listed: new Set(), isDisintegrated: false };
}
