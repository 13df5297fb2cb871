/** A history: a site, what people ask of it one round after the other, and what goes wrong in the meantime. */
import type { StoreDeath } from './processes/orders.ts';
import type { Waiver } from '../src/fabric/plan/plan.ts';
import type { SiteModel } from './site/site-model.ts';

/** Where store and queue live: `embedded` with SQLite, or `shared`: BullMQ on Redis with PostgreSQL. */
export type Variant = 'embedded' | 'shared';

export interface History {
  readonly seed: number;
  readonly variant: Variant;
  /** Processes that take jobs; embedded, whoever asks does his jobs himself. */
  readonly workers: number;
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

export type Request =
  | {
      readonly kind: 'apply';
      readonly words: string;
      readonly site: SiteModel;
      /** Written in another order; by this seed. */
      readonly permutedBy?: number;
      readonly waivers: readonly Waiver[];
      readonly afterMs: number;
    }
  /** The way back from the newest run of an earlier round that changed anything. */
  | { readonly kind: 'rollback'; readonly words: string; readonly afterMs: number }
  /** Somebody cancels the newest job. */
  | { readonly kind: 'cancel'; readonly words: string; readonly afterMs: number };

/** The nth line typed at a switch in the round, or the nth of those that can change something. */
export interface Point {
  readonly switch: string;
  readonly nth: number;
  readonly counting: 'lines' | 'changes';
}

/** A process: the one that makes a request, one that takes jobs, or the one that leads dead jobs to an end. */
export type Victim =
  | { readonly kind: 'request'; readonly position: number }
  | { readonly kind: 'worker'; readonly position: number }
  | { readonly kind: 'recovery' };

export type Fault =
  | { readonly kind: 'kill'; readonly victim: Victim; readonly at: Point }
  | { readonly kind: 'kill-at-store'; readonly victim: Victim; readonly death: StoreDeath }
  | { readonly kind: 'pause'; readonly victim: Victim; readonly at: Point; readonly forMs: number }
  | { readonly kind: 'cut-at-line'; readonly at: Point; readonly moment: 'before' | 'after' }
  | {
      readonly kind: 'cut-at-byte';
      readonly switch: string;
      readonly direction: 'to-switch' | 'from-switch';
      readonly bytes: number;
    }
  | { readonly kind: 'refuse-line'; readonly at: Point }
  | { readonly kind: 'refuse-saves'; readonly switch: string }
  /** Unreachable; without power what was not saved is lost too. */
  | { readonly kind: 'outage'; readonly at: Point; readonly losesPower: boolean; readonly forMs: number }
  | { readonly kind: 'slow'; readonly switch: string; readonly ms: number }
  | { readonly kind: 'restart-redis'; readonly at: Point }
  | { readonly kind: 'flush-redis'; readonly at: Point };

export type NumberedFault = Fault & { readonly number: number };

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
