/** What goes wrong in a history. */
import type { ForeignEdit } from '../lab/foreign-edits.ts';
import type { StoreDeath } from '../processes/orders.ts';

/**
 * The nth line typed at a switch in the round, or the nth of those that can change something, or the line that
 * follows the nth commit.
 */
export interface Point {
  readonly switch: string;
  readonly nth: number;
  readonly counting: 'lines' | 'changes' | 'after-commits';
}

/** A process: the one that makes a request, one that takes jobs, or the one that leads dead jobs to an end. */
export type Victim =
  | { readonly kind: 'request'; readonly position: number }
  | { readonly kind: 'worker'; readonly position: number }
  | { readonly kind: 'recovery' };

/** Ctrl-C, or a polite kill. */
export type PoliteSignal = 'SIGINT' | 'SIGTERM';

/** A secret that is planted on the switches: the password of the account, or the one for the privileged mode. */
export type SecretName = 'password' | 'enable';

export type Fault =
  | { readonly kind: 'kill'; readonly victim: Victim; readonly at: Point }
  | { readonly kind: 'kill-at-store'; readonly victim: Victim; readonly death: StoreDeath }
  | {
      readonly kind: 'signal';
      readonly victim: Victim;
      readonly at: Point;
      readonly signal: PoliteSignal;
    }
  | { readonly kind: 'signal-at-store'; readonly victim: Victim; readonly death: StoreDeath }
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
  /** From then on the secret is printed in two pieces; with `isCut` the session ends between them, once. */
  | {
      readonly kind: 'break-secret';
      readonly at: Point;
      readonly secret: SecretName;
      readonly offset: number;
      readonly pauseMs: number;
      readonly isCut: boolean;
    }
  /** The switch says the secret in an answer. */
  | { readonly kind: 'repeat-secret'; readonly at: Point; readonly secret: SecretName }
  /** The password for the privileged mode is echoed as it is typed. */
  | { readonly kind: 'echo-secret'; readonly switch: string }
  /** Somebody else configures what is his; without a point before the round begins. */
  | {
      readonly kind: 'foreign-edit';
      readonly at?: Point;
      readonly switch: string;
      readonly edit: ForeignEdit;
    }
  /** Somebody else adds a line to a port that is ours, before the round begins. */
  | { readonly kind: 'meddle'; readonly switch: string; readonly port: string }
  | { readonly kind: 'restart-redis'; readonly at: Point }
  | { readonly kind: 'flush-redis'; readonly at: Point }
  | { readonly kind: 'crash-postgres'; readonly at: Point; readonly forMs: number };

const processFaults = ['kill', 'kill-at-store', 'signal', 'signal-at-store', 'pause'] as const;
const serviceFaults = ['restart-redis', 'flush-redis', 'crash-postgres'] as const;

type ElsewhereKind = (typeof processFaults)[number] | (typeof serviceFaults)[number];

/** What happens to a process, or to what processes share. */
export type ElsewhereFault = Extract<Fault, { readonly kind: ElsewhereKind }>;
/** What happens at a switch, or on the way to it. */
export type SwitchFault = Exclude<Fault, ElsewhereFault>;

/** Tells the one from the other. */
export function isElsewhere(fault: Fault): fault is ElsewhereFault {
  return isElsewhereKind(fault.kind);
}

/** The same for its kind. */
export function isElsewhereKind(kind: Fault['kind']): kind is ElsewhereKind {
  return [...processFaults, ...serviceFaults].some((one) => one === kind);
}

export type NumberedFault = Fault & { readonly number: number };

const gentle: readonly Fault['kind'][] = [
  'signal',
  'signal-at-store',
  'refuse-saves',
  'slow',
  'foreign-edit',
  'meddle',
  'echo-secret',
];

/** Whether every process and every session outlives it. */
export function isGentle(fault: Fault): boolean {
  return gentle.includes(fault.kind) || (fault.kind === 'break-secret' && !fault.isCut);
}
