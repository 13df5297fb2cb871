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
  if (inventory !== undefined) findings.push(...missing(inventory, protectedPorts, value.hostname));
  const known = inventory === undefined ? {} : { inventory: new Set(inventory.keys()) };
  return { ...known, protectedPorts, findings };
}

/** Protected ports that the inventory does not have, those of one entry together. */
function missing(
  inventory: ReadonlyMap<string, SitePath>,
  protectedPorts: ReadonlyMap<string, SitePath>,
  hostname: string,
): Finding[] {
  const byEntry = new Map<SitePath, string[]>();
  for (const [port, entry] of protectedPorts) {
    if (!inventory.has(port)) byEntry.set(entry, [...(byEntry.get(entry) ?? []), port]);
  }
  return [...byEntry].map(([path, ports]) => ({
    code: 'unknown-port',
    path,
    message: `\`${placeName(path)}\` is not in the inventory of ${hostname}: ${ports.join(', ')}`,
    hint: 'add it to `ports`',
  }));
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
