/** The ports of a switch as its inventory and its list of protected ports give them. */
import type { DriverTraits } from '../model/driver-traits.ts';
import { type Finding, placeName } from './finding.ts';
import { readPorts } from './port-list.ts';
import { Fault } from './schema/fault.ts';
import type { WrittenSwitch } from './schema/switch-schema.ts';
import type { SitePath } from './site-path.ts';
import type { Entry } from './written-site.ts';

export interface SwitchPorts {
  /** Canonical; absent where the user gave no inventory. */
  readonly inventory?: ReadonlySet<string>;
  /** Canonical, with the path of the entry that names them. */
  readonly protectedPorts: ReadonlyMap<string, SitePath>;
  readonly findings: readonly Finding[];
}

/** The ports of a switch, in the order of its lists. */
export function switchPorts({ value, path }: Entry<WrittenSwitch>, traits: DriverTraits): SwitchPorts {
  const findings: Finding[] = [];
  const inventory = value.ports && readList(value.ports, [...path, 'ports'], { traits, findings });
  const protectedPorts = readList(value.protectedPorts, [...path, 'protectedPorts'], { traits, findings });
  for (const [port, place] of inventory === undefined ? [] : protectedPorts) {
    if (inventory?.has(port) === true) continue;
    const message = `\`${placeName(place)}\` is not in the inventory of ${value.hostname}: ${port}`;
    findings.push({ code: 'unknown-port', path: place, message, hint: 'add it to `ports`' });
  }
  const known = inventory === undefined ? {} : { inventory: new Set(inventory.keys()) };
  return { ...known, protectedPorts, findings };
}

function readList(
  texts: readonly string[],
  path: SitePath,
  reading: { readonly traits: DriverTraits; readonly findings: Finding[] },
): Map<string, SitePath> {
  const ports = new Map<string, SitePath>();
  texts.forEach((text, index) => {
    const place = [...path, index];
    const read = readPorts(text, reading.traits);
    if (read instanceof Fault) {
      const hint = read.hint === undefined ? {} : { hint: read.hint };
      reading.findings.push({
        code: read.code,
        path: place,
        message: `\`${placeName(place)}\` ${read.message}`,
        ...hint,
      });
      return;
    }
    for (const port of read) if (!ports.has(port)) ports.set(port, place);
  });
  return ports;
}
