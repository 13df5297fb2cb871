/** What is to go wrong in a lab, as typed: `--slow sw1=200`, `--drop 'sw1=vlan 100'`. */
import { TwinleafError } from '../fabric/errors.ts';
import type { Lab } from '../lab/start-lab.ts';

export interface FaultFlags {
  readonly slow?: readonly string[];
  readonly drop?: readonly string[];
  readonly refuse?: readonly string[];
  readonly refuseSave?: readonly string[];
}

type Faults = NonNullable<ReturnType<Lab['switches']['get']>>['faults'];

/** Sets the faults of every switch named; throws `usage` for a malformed one, `unknown-object` for the switch. */
export function setFaults(lab: Lab, flags: FaultFlags): void {
  for (const [faults, milliseconds] of named(lab, '--slow', flags.slow)) {
    faults.setDelay(wholeNumber(milliseconds));
  }
  for (const [faults, line] of named(lab, '--drop', flags.drop)) faults.dropAt(containing(line));
  for (const [faults, line] of named(lab, '--refuse', flags.refuse)) faults.refuse(containing(line));
  for (const hostname of flags.refuseSave ?? []) faultsOf(lab, hostname).refuseSave();
}

/** `SWITCH=VALUE`, taken apart at the first equals sign. */
function named(
  lab: Lab,
  flag: string,
  values: readonly string[] = [],
): readonly (readonly [Faults, string])[] {
  return values.map((text) => {
    const at = text.indexOf('=');
    if (at < 1 || at === text.length - 1) {
      throw new TwinleafError('usage', `${flag} ${text}: this takes SWITCH=VALUE`);
    }
    return [faultsOf(lab, text.slice(0, at)), text.slice(at + 1)];
  });
}

function faultsOf(lab: Lab, hostname: string): Faults {
  const found = lab.switches.get(hostname);
  if (found === undefined) throw new TwinleafError('unknown-object', `the lab has no switch "${hostname}"`);
  return found.faults;
}

function wholeNumber(text: string): number {
  if (/^\d{1,6}$/.test(text)) return Number(text);
  throw new TwinleafError('usage', `--slow takes milliseconds, not "${text}"`);
}

/** A line that has the text in it, character by character. */
function containing(text: string): RegExp {
  return new RegExp(text.replaceAll(/[\\^$.*+?()[\]{}|]/g, '\\$&'));
}
