/** What each unit has to be in, worked out from the ends of its jobs. */
import type { InspectedJob } from '../processes/orders.ts';
import type { SiteModel } from '../site/site-model.ts';

/** A site that is in force on a unit, with the VLAN ids it was given; undefined: never anything of ours. */
export interface InForce {
  readonly site: SiteModel;
  readonly vlans: Readonly<Record<string, number>>;
}

export interface UnitTruth {
  readonly unit: string;
  readonly inForce: InForce | undefined;
  /** Whether a job changed it in this round. */
  readonly isChanged: boolean;
}

/** What a request wanted: a site, or the way back from what a run did. */
export type Wanted = { readonly site: SiteModel } | { readonly backFrom: string } | undefined;

/** What changed something last. */
export interface NewestSuccess {
  readonly run: string;
  readonly job: string;
}

export class Truth {
  readonly #inForce = new Map<string, InForce | undefined>();
  /** By run and unit: what was in force before it. */
  readonly #before = new Map<string, InForce | undefined>();
  /** Ends that were taken in; a job that is tried again has several. */
  readonly #known = new Set<string>();
  #newest: NewestSuccess | undefined;

  /** The newest run and job that changed anything. */
  get newest(): NewestSuccess | undefined {
    return this.#newest;
  }

  /** Takes the jobs that have come to their end since the last time. */
  advance(
    units: readonly string[],
    jobs: readonly InspectedJob[],
    wantedOf: (job: InspectedJob) => Wanted,
  ): readonly UnitTruth[] {
    const fresh = jobs.filter((job) => !this.#known.has(endOf(job)));
    for (const job of fresh) this.#known.add(endOf(job));
    const changed = new Set<string>();
    const done = fresh.filter(({ state }) => state === 'succeeded');
    for (const job of done.toSorted((a, b) => ((a.endedAt ?? '') < (b.endedAt ?? '') ? -1 : 1))) {
      changed.add(job.unit);
      this.#take(job, wantedOf(job));
    }
    return units.map((unit) => ({ unit, inForce: this.#inForce.get(unit), isChanged: changed.has(unit) }));
  }

  #take(job: InspectedJob, wanted: Wanted): void {
    this.#before.set(`${job.run}/${job.unit}`, this.#inForce.get(job.unit));
    this.#newest = { run: job.run, job: job.id };
    if (wanted === undefined) return;
    const next =
      'site' in wanted
        ? { site: wanted.site, vlans: job.vlans }
        : this.#before.get(`${wanted.backFrom}/${job.unit}`);
    this.#inForce.set(job.unit, next);
  }
}

function endOf({ id, state, endedAt = '' }: InspectedJob): string {
  return [id, state, endedAt].join(' ');
}
