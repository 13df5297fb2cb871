/** A history as a person reads it. */
import type { Fault, History, NumberedFault, Point, Request, Round, Victim } from './history.ts';
import { partName } from './history.ts';

/** Many lines: the site, then every round with what is asked and what goes wrong. */
export function historyInWords(history: History): string {
  const { universe, rounds, variant, workers } = history;
  const units = universe.units.map(
    ({ name, driver, members }) => `${name} (${driver}: ${members.join(', ')})`,
  );
  const who =
    variant === 'embedded' ? 'embedded queue, SQLite' : `Redis, PostgreSQL, ${String(workers)} worker(s)`;
  return [`site of ${units.join('; ')}; ${who}`, ...rounds.flatMap(roundInWords)].join('\n');
}

function roundInWords(round: Round): readonly string[] {
  return [
    `round ${partName(round)}: ${round.requests.map(requestInWords).join('; ')}`,
    ...round.faults.map((fault) => `  ${partName(round, fault)} ${faultInWords(fault)}`),
  ];
}

function requestInWords(request: Request): string {
  const after = request.afterMs === 0 ? '' : ` ${String(request.afterMs)} ms later`;
  const guarded = request.kind === 'apply' && request.waivers.length === 0 ? ' without a waiver' : '';
  return request.words + guarded + after;
}

/** One fault in words. */
export function faultInWords(fault: Fault | NumberedFault): string {
  switch (fault.kind) {
    case 'kill':
      return `kill ${victimInWords(fault.victim)} at ${pointInWords(fault.at)}`;
    case 'kill-at-store': {
      const { method, nth, moment } = fault.death;
      return `kill ${victimInWords(fault.victim)} ${moment} call ${String(nth)} of ${method}`;
    }
    case 'pause':
      return `pause ${victimInWords(fault.victim)} for ${String(fault.forMs)} ms at ${pointInWords(fault.at)}`;
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
    case 'restart-redis':
      return `restart Redis at ${pointInWords(fault.at)}`;
    case 'flush-redis':
      return `flush Redis at ${pointInWords(fault.at)}`;
  }
}

function victimInWords(victim: Victim): string {
  if (victim.kind === 'recovery') return 'whoever leads dead jobs to an end';
  return victim.kind === 'request'
    ? `the process of request ${String(victim.position + 1)}`
    : `worker ${String(victim.position + 1)}`;
}

function pointInWords({ switch: hostname, nth, counting }: Point): string {
  return `${counting === 'changes' ? 'change line' : 'line'} ${String(nth)} of ${hostname}`;
}
