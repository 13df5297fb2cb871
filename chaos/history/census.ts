/** What is in a number of histories, by how often; so that nobody believes to have played what never came. */
import type { Fault } from './faults.ts';
import type { History, Request } from './history.ts';

/** Lines of `count name`, by name. */
export function census(histories: readonly History[]): readonly string[] {
  return tally(histories.flatMap(traits));
}

/** The same for whatever names. */
export function tally(names: readonly string[]): readonly string[] {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return [...counts]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, count]) => `${String(count).padStart(6)} ${name}`);
}

function traits({ universe, rounds, hasEnable }: History): readonly string[] {
  return [
    'history',
    ...(hasEnable ? ['history with a password for the privileged mode'] : []),
    ...universe.units.map(({ driver, members }) => `unit ${driver}, ${String(members.length)} member(s)`),
    ...rounds.map(({ requests }) => `round of ${String(requests.length)} request(s)`),
    ...rounds.flatMap(({ requests }) => requests.flatMap(requestTraits)),
    ...rounds.flatMap(({ faults }) => faults.map(faultName)).map((name) => `fault ${name}`),
  ];
}

function requestTraits(request: Request): readonly string[] {
  const name = request.kind === 'rollback' ? `rollback of a ${request.of}` : request.kind;
  return [`request ${name}`, ...('maxUnavailable' in request ? ['request with --max-unavailable'] : [])];
}

/** The kind of a fault, and what makes it another thing within its kind. */
export function faultName(fault: Fault): string {
  if ('victim' in fault) {
    const signal = fault.kind === 'signal' ? ` ${fault.signal}` : '';
    return `${fault.kind}${signal} of a ${fault.victim.kind}`;
  }
  if (fault.kind === 'outage') {
    const when = fault.at.counting === 'after-commits' ? ', after a commit' : '';
    return `${fault.kind} of the ${fault.losesPower ? 'power' : 'way'}${when}`;
  }
  if (fault.kind === 'break-secret') return `${fault.kind}${fault.isCut ? ', cut there' : ''}`;
  if (fault.kind !== 'foreign-edit') return fault.kind;
  return `${fault.kind} ${fault.at === undefined ? 'between' : 'during'} changes`;
}
