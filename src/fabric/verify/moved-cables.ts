/** Cables that lead elsewhere than they did when the ports at this end were applied. */
import type { AppliedFacts } from '../plan/plan.ts';
import type { Cabling } from '../plan/cabling/cabling.ts';
import { portsBefore, type FormerNames } from '../resolve/ports-before.ts';
import { neighbourChecks } from './neighbour-checks.ts';
import type { ObservedSwitch } from './observed-switch.ts';

export interface MovedCable {
  readonly port: string;
  /** The device that was there when the port was applied. */
  readonly expected: string;
  /** Who is heard there, with the port it announces. */
  readonly observed: string;
}

/** What of one switch was applied. */
export interface AppliedPorts {
  readonly hostname: string;
  readonly ports: readonly string[];
  /** Of the whole fabric: `switch/port` of every server's ports. */
  readonly portIndexes: AppliedFacts['portIndexes'];
  /** Servers that those know by a former name. */
  readonly renamed?: FormerNames;
}

/**
 * Ports of Twinleaf on which LLDP hears somebody else than the site has there. A cable that the site has moved since
 * is no news, and where nothing can be compared nothing is said.
 */
export function movedCables(
  cabling: Cabling,
  { hostname, ports, portIndexes, renamed = {} }: AppliedPorts,
  observed: Pick<ObservedSwitch, 'neighbours'>,
): readonly MovedCable[] {
  const wasThere = (device: string, port: string): boolean => {
    const before = portsBefore(portIndexes, { name: device, renamedFrom: renamed[device] });
    return ports.includes(port) && before?.includes(`${hostname}/${port}`) !== false;
  };
  return neighbourChecks(cabling, hostname, observed)
    .filter(({ state, subject, expected }) => state === 'wrong' && wasThere(expected, subject))
    .map(({ subject, expected, observed: heard }) => ({ port: subject, expected, observed: heard }));
}
