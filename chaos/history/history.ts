/** A history: a site, what people ask of it one round after the other, and what goes wrong in the meantime. */
import type { Waiver } from '../../src/fabric/plan/plan.ts';
import type { SiteModel } from '../site/site-model.ts';
import type { NumberedFault } from './faults.ts';

/** Where store and queue live: `embedded` with SQLite, or `shared`: BullMQ on Redis with PostgreSQL. */
export type Variant = 'embedded' | 'shared';

export interface History {
  readonly seed: number;
  readonly variant: Variant;
  /** Processes that take jobs; embedded, whoever asks does his jobs himself. */
  readonly workers: number;
  /** The switches want a password for the privileged mode. */
  readonly hasEnable: boolean;
  readonly universe: SiteModel;
  readonly rounds: readonly Round[];
}

/** Everything in a round happens at the same time; between two rounds everything comes to its end. */
export interface Round {
  /** Number by which it can be left out. */
  readonly number: number;
  readonly requests: readonly Request[];
  readonly faults: readonly NumberedFault[];
  /** What a person does with a job that was left half-applied. */
  readonly wayOut: 'resume' | 'undo';
}

export type Request = {
  readonly words: string;
  readonly afterMs: number;
} & (
  | {
      readonly kind: 'apply';
      readonly site: SiteModel;
      /** Written in another order; by this seed. */
      readonly permutedBy?: number;
      readonly waivers: readonly Waiver[];
      readonly maxUnavailable?: number;
    }
  /** `plan --out`: planned now, to be applied later or never. */
  | {
      readonly kind: 'save-plan';
      readonly file: string;
      readonly site: SiteModel;
      readonly waivers: readonly Waiver[];
    }
  /** `apply PLANFILE`; `site` is what was planned. */
  | {
      readonly kind: 'apply-plan';
      readonly file: string;
      readonly site: SiteModel;
      readonly maxUnavailable?: number;
    }
  /** The way back from the newest run, or job, of an earlier round that changed anything. */
  | { readonly kind: 'rollback'; readonly of: 'run' | 'job' }
  /** Somebody decides about the newest job for which that is meant, or else about the newest. */
  | { readonly kind: Decision }
);

export const decisions = ['retry', 'resume', 'undo', 'cancel'] as const;
export type Decision = (typeof decisions)[number];

/** Whether a request is a decision about a job that is there already. */
export function isDecision(kind: Request['kind']): kind is Decision {
  return decisions.some((one) => one === kind);
}

/** The newest site that somebody wanted to have in force; undefined where nobody did. */
export function newestSite(requests: readonly Request[]): SiteModel | undefined {
  return requests
    .flatMap((one) => (one.kind === 'apply' || one.kind === 'apply-plan' ? [one.site] : []))
    .at(-1);
}

/** Without the rounds (`2`) and faults (`2.1`) of those names. */
export function without(history: History, left: readonly string[]): History {
  const rounds = history.rounds
    .filter(({ number }) => !left.includes(String(number)))
    .map((round) => ({
      ...round,
      faults: round.faults.filter((fault) => !left.includes(partName(round, fault))),
    }));
  return { ...history, rounds };
}

/** Name of a fault of a round, or of the round. */
export function partName(round: Round, fault?: NumberedFault): string {
  return fault === undefined ? String(round.number) : `${String(round.number)}.${String(fault.number)}`;
}
