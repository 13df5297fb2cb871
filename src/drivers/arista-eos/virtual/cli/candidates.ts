/**
 * Configuration sessions: candidates that are typed apart from the running configuration and committed at
 * once, if wanted with a timer that takes the commit back (SOURCES.md 2.1, 2.2).
 */
import type { Configuration } from '../../../virtual/configuration.ts';
import { merged } from '../config/merge.ts';

export type CandidateState = 'pending' | 'pendingCommitTimer' | 'completed';

export interface Candidate {
  readonly name: string;
  /** The running configuration at the moment the session was made. */
  readonly base: Configuration;
  working: Configuration;
  state: CandidateState;
  /** Moment of the automatic revert, in milliseconds of the switch's clock. */
  revertAt?: number;
}

/** What the sessions need of the switch. */
export interface CandidateHost {
  readonly core: { readonly running: Configuration };
  replaceRunning(configuration: Configuration): void;
  readonly now: () => number;
  /** Calls back once after that time; gives a way to call it off. */
  schedule(afterMs: number, action: () => void): () => void;
}

/** Five is what is quoted, not confirmed (SOURCES.md 2.1). */
export const mostPending = 5;

export class Candidates {
  readonly #host: CandidateHost;
  readonly #byName = new Map<string, Candidate>();
  #timed:
    | { readonly candidate: Candidate; readonly before: Configuration; readonly cancel: () => void }
    | undefined;

  constructor(host: CandidateHost) {
    this.#host = host;
  }

  get all(): readonly Candidate[] {
    return [...this.#byName.values()];
  }

  get(name: string): Candidate | undefined {
    return this.#byName.get(name);
  }

  /** Opens a session or enters a pending one; a string is the refusal. */
  enter(name: string): Candidate | string {
    const present = this.#byName.get(name);
    if (present?.state === 'pending') return present;
    if (present?.state === 'pendingCommitTimer') {
      return `% Cannot enter session ${name} (session state is pendingCommitTimer)`;
    }
    if (present !== undefined) return `% Cannot enter session ${name} (already completed)`;
    if (this.all.filter((candidate) => candidate.state === 'pending').length >= mostPending) {
      return 'Maximum number of pending sessions has been reached. Please commit or abort previous sessions before creating a new one.';
    }
    const base = this.#host.core.running.clone();
    const candidate: Candidate = { name, base, working: base.clone(), state: 'pending' };
    this.#byName.set(name, candidate);
    return candidate;
  }

  /** Commits a pending session, or confirms the one that waits on its timer; gives the refusal, if any. */
  commit(name: string, timerMs?: number): string | undefined {
    const candidate = this.#byName.get(name);
    if (candidate === undefined) return `% Cannot commit session ${name}: no such session`;
    if (candidate === this.#timed?.candidate && timerMs === undefined) {
      this.#settle('completed');
      return undefined;
    }
    if (this.#timed !== undefined) {
      return `% Cannot commit session ${name}: session ${this.#timed.candidate.name} is pending commit timer`;
    }
    if (candidate.state !== 'pending') return `% Cannot commit session ${name} (already completed)`;
    return this.#apply(candidate, timerMs);
  }

  /** Throws a pending session away, or puts back at once what a timed one replaced. */
  abort(name: string): string | undefined {
    const candidate = this.#byName.get(name);
    if (candidate === undefined || candidate.state === 'completed')
      return `% Cannot abort session ${name}: no such session`;
    if (candidate === this.#timed?.candidate) this.#revert();
    this.#byName.delete(name);
    return undefined;
  }

  /** A restart: nothing is left of any session. */
  forget(): void {
    this.#timed?.cancel();
    this.#timed = undefined;
    this.#byName.clear();
  }

  #apply(candidate: Candidate, timerMs: number | undefined): string | undefined {
    const before = this.#host.core.running.clone();
    const { configuration, conflicts } = merged(candidate.base, candidate.working, before);
    if (conflicts.length > 0) {
      return `% Cannot commit session ${candidate.name}: running-config has changed at: ${conflicts.join('; ')}`;
    }
    this.#dropCompleted();
    this.#host.replaceRunning(configuration);
    candidate.state = 'completed';
    if (timerMs === undefined) return undefined;
    candidate.state = 'pendingCommitTimer';
    candidate.revertAt = this.#host.now() + timerMs;
    const cancel = this.#host.schedule(timerMs, () => {
      this.#revert();
      this.#byName.delete(candidate.name);
    });
    this.#timed = { candidate, before, cancel };
    return undefined;
  }

  /** The old running configuration as a whole, whatever else was changed meanwhile (SOURCES.md 2.2). */
  #revert(): void {
    const timed = this.#timed;
    if (timed === undefined) return;
    this.#settle('completed');
    this.#host.replaceRunning(timed.before);
  }

  #settle(state: CandidateState): void {
    if (this.#timed === undefined) return;
    this.#timed.cancel();
    this.#timed.candidate.state = state;
    delete this.#timed.candidate.revertAt;
    this.#timed = undefined;
  }

  /** One completed session is remembered. */
  #dropCompleted(): void {
    for (const { name, state } of this.all) if (state === 'completed') this.#byName.delete(name);
  }
}
