/** Faults of a round, waiting for their moment. */
import type { Fault, Point, Round, Victim } from './history.ts';
import type { ChaosLab } from './lab/chaos-lab.ts';
import type { TypedLine } from './lab/line-record.ts';
import type { Hand } from './processes/crew.ts';
import type { StoreDeath } from './processes/orders.ts';

/** What a fault may lay hands on besides the lab. */
export interface Surroundings {
  /** The process at this moment; undefined where none has that part. */
  readonly handOf: (victim: Victim) => Hand | undefined;
  readonly restartRedis: () => Promise<void>;
  readonly flushRedis: () => Promise<void>;
}

export interface ArmedFaults {
  /** At which call of the store a process of that part dies. */
  readonly deathOf: (victim: Victim) => StoreDeath | undefined;
  /** Ends what is still wrong; settles once every switch can be reached again. */
  lift(): Promise<void>;
}

/** Arms them all; lines are counted from now on. */
export function armFaults(lab: ChaosLab, round: Round, surroundings: Surroundings): ArmedFaults {
  const ends: Promise<void>[] = [];
  const triggers: Trigger[] = [];
  const deaths: { victim: Victim; death: StoreDeath }[] = [];
  const act = actions(lab, surroundings, (end) => ends.push(end));
  for (const fault of round.faults) {
    if (fault.kind === 'kill-at-store') deaths.push(fault);
    else if ('at' in fault) triggers.push(trigger(fault.at, isEarly(fault), act(fault)));
    else act(fault)();
  }
  lab.record.watch((line) => {
    for (const one of triggers) one(line);
  });
  return {
    deathOf: (victim) => {
      const found = deaths.findIndex((one) => isSame(one.victim, victim));
      // A process that takes its place is not killed at the same call again.
      return found === -1 ? undefined : deaths.splice(found, 1)[0]?.death;
    },
    lift: async () => {
      lab.record.unwatch();
      for (const { faults } of lab.switches) faults.clear();
      for (const proxy of lab.proxies.values()) proxy.clear();
      await Promise.all(ends);
    },
  };
}

type Trigger = (line: TypedLine) => void;

/** A session is cut before a line by what is armed at the line before it. */
function isEarly(fault: Fault): boolean {
  return fault.kind === 'cut-at-line' && fault.moment === 'before';
}

function trigger(at: Point, isEarlyByOne: boolean, act: () => void): Trigger {
  let left = Math.max(1, isEarlyByOne ? at.nth - 1 : at.nth);
  return (line) => {
    if (line.switch !== at.switch || (at.counting === 'changes' && !line.isChange)) return;
    left -= 1;
    if (left === 0) act();
  };
}

function isSame(a: Victim, b: Victim): boolean {
  return a.kind === b.kind && (a.kind === 'recovery' || b.kind === 'recovery' || a.position === b.position);
}

function actions(
  lab: ChaosLab,
  { handOf, restartRedis, flushRedis }: Surroundings,
  awaited: (end: Promise<void>) => void,
): (fault: Fault) => () => void {
  return (fault) => () => {
    switch (fault.kind) {
      case 'kill':
        handOf(fault.victim)?.kill();
        break;
      case 'pause':
        handOf(fault.victim)?.pause(fault.forMs);
        break;
      case 'cut-at-line':
        if (fault.moment === 'after') lab.switchNamed(fault.at.switch).cutSessions();
        else lab.switchNamed(fault.at.switch).faults.dropAt(/^/);
        break;
      case 'cut-at-byte':
        lab.proxies.get(fault.switch)?.cutAt(fault.direction, fault.bytes);
        break;
      case 'refuse-line':
        lab.switchNamed(fault.at.switch).faults.refuse(/^/, { times: 1 });
        break;
      case 'refuse-saves':
        lab.switchNamed(fault.switch).faults.refuseSave();
        break;
      case 'slow':
        lab.switchNamed(fault.switch).faults.setDelay(fault.ms);
        break;
      case 'outage':
        awaited(outage(lab, fault));
        break;
      case 'restart-redis':
        awaited(restartRedis());
        break;
      case 'flush-redis':
        awaited(flushRedis());
        break;
      case 'kill-at-store':
        break;
    }
  };
}

async function outage(lab: ChaosLab, fault: Extract<Fault, { kind: 'outage' }>): Promise<void> {
  const one = lab.switchNamed(fault.at.switch);
  await (fault.losesPower ? one.powerOff() : one.stop());
  await new Promise((resolve) => setTimeout(resolve, fault.forMs));
  await (fault.losesPower ? one.powerOn() : one.start());
}
