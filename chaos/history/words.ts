/** A history as a person reads it. */
import {
  isElsewhere,
  type ElsewhereFault,
  type Fault,
  type NumberedFault,
  type Point,
  type SwitchFault,
  type Victim,
} from './faults.ts';
import { partName, type History, type Request, type Round } from './history.ts';

/** Many lines: the site, then every round with what is asked and what goes wrong. */
export function historyInWords(history: History): string {
  const { universe, rounds, variant, workers, hasEnable } = history;
  const units = universe.units.map(
    ({ name, driver, members }) => `${name} (${driver}: ${members.join(', ')})`,
  );
  const who =
    variant === 'embedded' ? 'embedded queue, SQLite' : `Redis, PostgreSQL, ${String(workers)} worker(s)`;
  const enable = hasEnable ? '; a password for the privileged mode' : '';
  return [`site of ${units.join('; ')}; ${who}${enable}`, ...rounds.flatMap(roundInWords)].join('\n');
}

function roundInWords(round: Round): readonly string[] {
  return [
    `round ${partName(round)}: ${round.requests.map(requestInWords).join('; ')}`,
    ...round.faults.map((fault) => `  ${partName(round, fault)} ${faultInWords(fault)}`),
  ];
}

function requestInWords(request: Request): string {
  const after = request.afterMs === 0 ? '' : ` ${String(request.afterMs)} ms later`;
  const guarded = 'waivers' in request && request.waivers.length === 0 ? ' without a waiver' : '';
  const limited = 'maxUnavailable' in request ? `, ${String(request.maxUnavailable)} unit(s) at once` : '';
  return request.words + guarded + limited + after;
}

/** One fault in words. */
export function faultInWords(fault: Fault | NumberedFault): string {
  return isElsewhere(fault) ? elsewhereInWords(fault) : switchFaultInWords(fault);
}

function elsewhereInWords(fault: ElsewhereFault): string {
  switch (fault.kind) {
    case 'kill':
      return `kill ${victimInWords(fault.victim)} at ${pointInWords(fault.at)}`;
    case 'signal':
      return `${fault.signal} for ${victimInWords(fault.victim)} at ${pointInWords(fault.at)}`;
    case 'kill-at-store':
    case 'signal-at-store': {
      const { method, nth, moment, signal } = fault.death;
      return `${signal} for ${victimInWords(fault.victim)} ${moment} call ${String(nth)} of ${method}`;
    }
    case 'pause':
      return `pause ${victimInWords(fault.victim)} for ${String(fault.forMs)} ms at ${pointInWords(fault.at)}`;
    case 'restart-redis':
      return `restart Redis at ${pointInWords(fault.at)}`;
    case 'flush-redis':
      return `flush Redis at ${pointInWords(fault.at)}`;
    case 'crash-postgres':
      return `PostgreSQL crashes for ${String(fault.forMs)} ms at ${pointInWords(fault.at)}`;
  }
}

function switchFaultInWords(fault: SwitchFault): string {
  switch (fault.kind) {
    case 'cut-at-line':
      return `cut the session ${fault.moment} ${pointInWords(fault.at)}`;
    case 'cut-at-byte':
      return `cut ${fault.switch} after ${String(fault.bytes)} bytes ${fault.direction}`;
    case 'refuse-line':
      return `refuse ${pointInWords(fault.at)}`;
    case 'refuse-saves':
      return `${fault.switch} refuses to save`;
    case 'outage':
      return `${fault.at.switch} ${fault.losesPower ? 'loses its power' : 'is unreachable'} for ${String(fault.forMs)} ms at ${pointInWords(fault.at)}`;
    case 'slow':
      return `${fault.switch} takes ${String(fault.ms)} ms a line`;
    case 'break-secret':
      return `from ${pointInWords(fault.at)} on the ${fault.secret} secret is ${fault.isCut ? 'cut off' : 'broken'} after ${String(fault.offset)} characters and ${String(fault.pauseMs)} ms`;
    case 'repeat-secret':
      return `the answer to ${pointInWords(fault.at)} says the ${fault.secret} secret`;
    case 'echo-secret':
      return `${fault.switch} echoes the password for the privileged mode`;
    case 'foreign-edit':
      return `somebody changes ${fault.edit.what} of ${fault.switch}${fault.edit.isSaved ? ' and saves' : ''} ${fault.at === undefined ? 'before' : `at ${pointInWords(fault.at)}`}`;
    case 'meddle':
      return `somebody adds a line to ${fault.port} of ${fault.switch} before`;
  }
}

function victimInWords(victim: Victim): string {
  if (victim.kind === 'recovery') return 'whoever leads dead jobs to an end';
  return victim.kind === 'request'
    ? `the process of request ${String(victim.position + 1)}`
    : `worker ${String(victim.position + 1)}`;
}

function pointInWords({ switch: hostname, nth, counting }: Point): string {
  if (counting === 'after-commits') return `the line after commit ${String(nth)} of ${hostname}`;
  return `${counting === 'changes' ? 'change line' : 'line'} ${String(nth)} of ${hostname}`;
}
