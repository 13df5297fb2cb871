/** What may be done next: the one decision that every kind of queue takes, made from what the store says. */
import type { JobSummary, Store } from '../engine/store.ts';
import { TwinleafError } from '../fabric/errors.ts';
import { cancelledBecause, hasEnded, heirOf } from './job-ends.ts';

export interface Prospect {
  /** The jobs that have not ended, oldest first. */
  readonly open: readonly JobSummary[];
  /** By unit the job that runs there, else the oldest that waits for nothing. */
  readonly turns: ReadonlyMap<string, JobSummary>;
  /** Those whose turn it is; how many of a run may be in hand at once, the claim knows. */
  readonly next: readonly JobSummary[];
  /** Of those, oldest first, as many as the limits of their runs allow: where any worker may take any job. */
  readonly ready: readonly JobSummary[];
  /** By id of a queued job the open jobs that have to succeed first. */
  readonly waitsFor: WaitsFor;
}

type WaitsFor = ReadonlyMap<string, readonly string[]>;

/** A dependency that ended without success, or the open jobs that are still to succeed. */
type Verdict = { readonly lost: JobSummary } | { readonly waitsFor: readonly string[] };

/** Looks into one store; it remembers what cannot change, so that a look costs little more than a listing. */
export class Outlook {
  readonly #store: Store;
  readonly #succeeded = new Set<string>();
  /** How many units of a run may be in hand at once, by run. */
  readonly #limits = new Map<string, number>();

  constructor(store: Store) {
    this.#store = store;
  }

  /** Everywhere, or on one unit. Jobs whose dependencies cannot succeed any more are cancelled on the way. */
  async look(at: { readonly unit?: string } = {}): Promise<Prospect> {
    const listed = await this.#store.listJobs({ ...at, states: ['queued', 'running'] });
    if (listed.length === 0) this.#forget();
    const remaining = new Map(listed.toReversed().map((job) => [job.id, job]));
    const waitsFor = await new Judgement(this.#store, remaining, this.#succeeded).passed();
    const open = [...remaining.values()];
    const turns = turnsOf(open, waitsFor);
    const next = [...turns.values()].filter(({ state }) => state === 'queued');
    // A look at one unit does not show the other jobs of a run; the claim knows them.
    const ready = at.unit === undefined ? await this.#withinLimits(open, next) : next;
    return { open, turns, next, ready, waitsFor };
  }

  /** Whether a run may only have so many units in hand at once. */
  async isLimited(run: string): Promise<boolean> {
    return (await this.#limitOf(run)) !== Infinity;
  }

  async #withinLimits(
    open: readonly JobSummary[],
    next: readonly JobSummary[],
  ): Promise<readonly JobSummary[]> {
    const left = new Map<string, number>();
    for (const run of new Set(next.map((job) => job.run))) {
      const running = open.filter((job) => job.run === run && job.state === 'running').length;
      left.set(run, (await this.#limitOf(run)) - running);
    }
    return next.filter(({ run }) => {
      const places = left.get(run) ?? 0;
      left.set(run, places - 1);
      return places > 0;
    });
  }

  async #limitOf(run: string): Promise<number> {
    const limit = this.#limits.get(run) ?? (await this.#store.readRun(run))?.maxUnavailable ?? Infinity;
    this.#limits.set(run, limit);
    return limit;
  }

  #forget(): void {
    this.#succeeded.clear();
    this.#limits.clear();
  }
}

/** Passes judgement on the dependencies of open jobs, by id; what it cancels it takes out of them. */
class Judgement {
  readonly #store: Store;
  readonly #open: Map<string, JobSummary>;
  readonly #succeeded: Set<string>;
  readonly #ended = new Map<string, JobSummary>();

  constructor(store: Store, open: Map<string, JobSummary>, succeeded: Set<string>) {
    this.#store = store;
    this.#open = open;
    this.#succeeded = succeeded;
  }

  /** The end of one job may decide another, so it goes round until nothing is cancelled. */
  async passed(): Promise<WaitsFor> {
    for (;;) {
      const before = this.#open.size;
      const waitsFor = await this.#round();
      if (this.#open.size === before) return waitsFor;
    }
  }

  async #round(): Promise<WaitsFor> {
    const waitsFor = new Map<string, readonly string[]>();
    for (const job of this.#open.values()) {
      if (job.state !== 'queued') continue;
      const verdict = await this.#verdict(job);
      if ('lost' in verdict) await this.#cancel(job, verdict.lost);
      else waitsFor.set(job.id, verdict.waitsFor);
    }
    return waitsFor;
  }

  /** A job that is led back or forward had begun before, so nothing has to come first. */
  async #verdict(job: JobSummary): Promise<Verdict> {
    if (job.goal !== 'apply') return { waitsFor: [] };
    const waitsFor: string[] = [];
    for (const id of job.dependsOn) {
      const dependency = this.#succeeded.has(id) ? 'succeeded' : await this.#find(id);
      if (dependency === 'succeeded') this.#succeeded.add(id);
      else if (hasEnded(dependency.state)) return { lost: dependency };
      else waitsFor.push(dependency.id);
    }
    return { waitsFor };
  }

  /** The job of that id, or the one that it was merged into in the end. */
  async #find(id: string): Promise<JobSummary | 'succeeded'> {
    const job = this.#open.get(id) ?? this.#ended.get(id) ?? (await this.#store.readJob(id));
    if (job === undefined) throw new TwinleafError('internal', `job ${id} is not in the store`);
    if (job.state === 'succeeded') return 'succeeded';
    if (hasEnded(job.state)) this.#ended.set(id, job);
    const heir = heirOf(job);
    return heir === undefined ? job : this.#find(heir);
  }

  /** Where somebody else has moved the job in the meantime, the next look shows it. */
  async #cancel(job: JobSummary, lost: JobSummary): Promise<void> {
    await this.#store.moveJob(job.id, 'cancelled', { from: ['queued'], error: cancelledBecause(lost) });
    this.#open.delete(job.id);
  }
}

function turnsOf(open: readonly JobSummary[], waitsFor: WaitsFor): ReadonlyMap<string, JobSummary> {
  const turns = new Map<string, JobSummary>();
  for (const job of open) if (job.state === 'running') turns.set(job.unit, job);
  for (const job of open) {
    if (!turns.has(job.unit) && waitsFor.get(job.id)?.length === 0) turns.set(job.unit, job);
  }
  return turns;
}

/** Ids of these open jobs and of those that have to end before they can. */
export function neededBy(
  jobs: readonly JobSummary[],
  { open, turns, waitsFor }: Prospect,
): ReadonlySet<string> {
  const needed = new Set<string>();
  const byId = new Map(open.map((job) => [job.id, job]));
  const visit = (job: JobSummary | undefined): void => {
    if (job === undefined || needed.has(job.id)) return;
    needed.add(job.id);
    const waiting = waitsFor.get(job.id) ?? [];
    for (const id of waiting) visit(byId.get(id));
    const turn = turns.get(job.unit);
    // While the job itself waits for others, it needs no turn yet.
    if (waiting.length === 0 || turn?.state === 'running') visit(turn);
  };
  for (const job of jobs) visit(job);
  return needed;
}
