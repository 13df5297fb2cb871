/** Faults of a round, waiting for their moment. */
import { faultName } from './history/census.ts';
import { isElsewhere, type Fault, type Point, type Victim } from './history/faults.ts';
import type { Round } from './history/history.ts';
import type { ChaosLab } from './lab/chaos-lab.ts';
import type { TypedLine } from './lab/line-record.ts';
import type { Hand } from './processes/crew.ts';
import type { StoreDeath } from './processes/orders.ts';
import type { Stack } from './stacks/stack.ts';
import { disturbSwitch } from './switch-faults.ts';

/** What a fault may lay hands on besides the lab. */
export interface Surroundings {
  /** The process at this moment; undefined where none has that part. */
  readonly handOf: (victim: Victim) => Hand | undefined;
  readonly stack: Stack;
  /** Told of every fault that comes about, by name. */
  readonly onFault: (name: string) => void;
}

export interface ArmedFaults {
  /** At which call of the store a process of that part gets a signal. */
  readonly deathOf: (victim: Victim) => StoreDeath | undefined;
  /** Ends what is still wrong; settles once every switch can be reached again. */
  lift(): Promise<void>;
}

/** Arms them all; lines are counted from now on. */
export function armFaults(lab: ChaosLab, round: Round, surroundings: Surroundings): ArmedFaults {
  const ends: Promise<void>[] = [];
  const triggers: Trigger[] = [];
  const deaths: { victim: Victim; death: StoreDeath; name: string }[] = [];
  const act = actions(lab, surroundings, (end) => ends.push(end));
  for (const fault of round.faults) {
    if ('death' in fault) deaths.push({ ...fault, name: faultName(fault) });
    else if ('at' in fault) triggers.push(trigger(fault.at, isEarly(fault), act(fault)));
    else if (!isBefore(fault)) act(fault)();
  }
  lab.record.watch((line) => {
    for (const one of triggers) one(line);
  });
  return {
    deathOf: (victim) => {
      const found = deaths.findIndex((one) => isSame(one.victim, victim));
      // A process that takes its place is not killed at the same call again.
      const [taken] = found === -1 ? [] : deaths.splice(found, 1);
      if (taken !== undefined) surroundings.onFault(taken.name);
      return taken?.death;
    },
    lift: async () => {
      lab.lift();
      await Promise.all(ends);
    },
  };
}

/** Lets those faults come about that are over before the round begins. */
export function prepareRound(lab: ChaosLab, round: Round, onFault: (name: string) => void): void {
  for (const fault of round.faults.filter(isBefore)) {
    onFault(faultName(fault));
    if (fault.kind === 'foreign-edit') lab.somebody.edits(fault.switch, fault.edit);
    else if (fault.kind === 'meddle') lab.somebody.meddles(fault.switch, fault.port);
  }
}

function isBefore(fault: Fault): boolean {
  return fault.kind === 'meddle' || (fault.kind === 'foreign-edit' && fault.at === undefined);
}

type Trigger = (line: TypedLine) => void;

/** A session is cut before a line by what is armed at the line before it. */
function isEarly(fault: Fault): boolean {
  return fault.kind === 'cut-at-line' && fault.moment === 'before';
}

function trigger(at: Point, isEarlyByOne: boolean, act: () => void): Trigger {
  let left = Math.max(1, isEarlyByOne ? at.nth - 1 : at.nth);
  const counts = counter(at.counting);
  return (line) => {
    if (line.switch !== at.switch || !counts(line)) return;
    left -= 1;
    if (left === 0) act();
  };
}

/** On each driver, what brings a change into force or ends the typing of it. */
const commit = /^\s*(commit( timer| confirmed)?\b|no checkpoint )/;

function counter(counting: Point['counting']): (line: TypedLine) => boolean {
  if (counting === 'lines') return () => true;
  if (counting === 'changes') return ({ isChange }) => isChange;
  let isAfterCommit = false;
  return ({ line }) => {
    const isCounted = isAfterCommit;
    isAfterCommit = commit.test(line);
    return isCounted;
  };
}

function isSame(a: Victim, b: Victim): boolean {
  return a.kind === b.kind && (a.kind === 'recovery' || b.kind === 'recovery' || a.position === b.position);
}

/** What a fault does at its moment; what takes its time is handed to `awaited`. */
function actions(
  lab: ChaosLab,
  { handOf, stack, onFault }: Surroundings,
  awaited: (end: Promise<void>) => void,
): (fault: Fault) => () => void {
  return (fault) => () => {
    onFault(faultName(fault));
    if (!isElsewhere(fault)) {
      awaited(disturbSwitch(lab, fault));
      return;
    }
    switch (fault.kind) {
      case 'kill':
        handOf(fault.victim)?.signal('SIGKILL');
        break;
      case 'signal':
        handOf(fault.victim)?.signal(fault.signal);
        break;
      case 'pause':
        handOf(fault.victim)?.pause(fault.forMs);
        break;
      case 'restart-redis':
        awaited(stack.restartRedis());
        break;
      case 'flush-redis':
        awaited(stack.flushRedis());
        break;
      case 'crash-postgres':
        awaited(stack.crashPostgres(fault.forMs));
        break;
      case 'kill-at-store':
      case 'signal-at-store':
        break;
    }
  };
}
