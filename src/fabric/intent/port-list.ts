/** Port names as an inventory lists them: single ones, and ranges over one number. */
import type { DriverTraits } from '../model/driver-traits.ts';
import { shown } from './finding.ts';
import { Fault } from './schema/fault.ts';

/** `Ethernet1-48`, `Ethernet1/1-48`, `Ethernet49/1-52/1`: one number runs, what is behind it stays. */
const rangeForm = /^(.*?)(\d{1,5})((?:[/:]\d{1,5})*)-(\d{1,5})\3$/;
/** Ports of the largest chassis, with room to spare. */
const mostPorts = 1024;
const longestEntry = 80;

/** The canonical name of one port. */
export function readPort(text: string, traits: DriverTraits): string | Fault {
  return (
    traits.canonicalPort(text) ?? new Fault('bad-port-name', `is no port of ${traits.name}: ${shown(text)}`)
  );
}

/** The canonical names that an entry of an inventory stands for, in the order of their numbers. */
export function readPorts(text: string, traits: DriverTraits): readonly string[] | Fault {
  const single = traits.canonicalPort(text);
  if (single !== undefined) return [single];
  const match = text.length > longestEntry ? null : rangeForm.exec(text.trim());
  if (match === null) return badName(text, traits);
  const [prefix, low, suffix, high] = [match[1] ?? '', Number(match[2]), match[3] ?? '', Number(match[4])];
  const name = (number: number): string => `${prefix}${String(number)}${suffix}`;
  if (low > high) {
    return new Fault('bad-range', `is reversed: ${text}`, `write ${name(high)}-${String(low)}${suffix}`);
  }
  if (high - low >= mostPorts) {
    return new Fault(
      'bad-range',
      `is more than ${String(mostPorts)} ports: ${text}`,
      'no switch has as many: write what there is',
    );
  }
  const names = Array.from({ length: high - low + 1 }, (_, offset) =>
    traits.canonicalPort(name(low + offset)),
  );
  const ports = names.filter((port) => port !== undefined);
  return ports.length === names.length ? ports : badName(text, traits);
}

function badName(text: string, traits: DriverTraits): Fault {
  return new Fault(
    'bad-port-name',
    `is no port or range of ports of ${traits.name}: ${shown(text)}`,
    `a range is its first port, a hyphen and the last number${rangeExample(traits)}`,
  );
}

/** First ports of fixed switches, with a unit and a slot where the operating system counts those. */
const firstPorts = ['Ethernet1', 'Ethernet1/1', 'Ethernet1/1/1', 'eth1'];

/** An example that the operating system of the switch would understand. */
function rangeExample(traits: DriverTraits): string {
  const first = firstPorts.map((port) => traits.canonicalPort(port)).find((port) => port !== undefined);
  return first === undefined ? '' : `, like ${first}-48`;
}
