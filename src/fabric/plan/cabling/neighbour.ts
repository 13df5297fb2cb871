/** Whether a neighbour is the one that a cable should lead to: by MAC, by name or by an old name, exact. */
import { portKey } from '../../model/ids.ts';
import type { Cable, Cabling } from './cabling.ts';

/** What was heard on a port by LLDP. MACs come in any form. */
export interface Neighbour {
  /** Empty where none is announced. */
  readonly device: string;
  /** Name or MAC of the port at the other end. */
  readonly port: string;
  readonly chassisId?: string;
}

/** `undecided`: it announces nothing that could be compared with what the site knows. */
export type Identity = 'right' | 'wrong' | 'undecided';

/** Who a neighbour is, as far as the site knows it. */
export interface KnownNeighbour {
  readonly device: string;
  /** Where the site has its cable, or all its cables if it is not known which one this is. */
  readonly cables: readonly Cable[];
}

/**
 * Whether the neighbour is the far end of the cable. The MAC of its port decides; a name or the MAC of the
 * chassis says which machine it is, and then the port it announces must not be another one that the site knows.
 */
export function identityOf(cabling: Cabling, cable: Cable, neighbour: Neighbour): Identity {
  const byMac = cabling.byMac.get(macOf(neighbour.port));
  if (byMac !== undefined) return byMac === cable ? 'right' : 'wrong';
  const known = knownDevice(cabling, neighbour);
  if (known === cable.device) return isOtherPort(cabling, cable, neighbour) ? 'wrong' : 'right';
  if (known !== undefined) return 'wrong';
  const isNameless = neighbour.device === '';
  return isNameless && cable.kind !== 'switch' && cable.mac === undefined ? 'undecided' : 'wrong';
}

/** The device of the site that a neighbour is, and which of its cables; undefined for a stranger. */
export function knownNeighbour(cabling: Cabling, neighbour: Neighbour): KnownNeighbour | undefined {
  const byMac = cabling.byMac.get(macOf(neighbour.port));
  if (byMac !== undefined) return { device: byMac.device, cables: [byMac] };
  const device = knownDevice(cabling, neighbour);
  if (device === undefined) return undefined;
  const all = cabling.byDevice.get(device) ?? [];
  const named = all.filter(({ kind, portNames }) => kind !== 'switch' && portNames.includes(neighbour.port));
  return { device, cables: named.length === 1 ? named : all };
}

/** A MAC in any of the forms that switches print, lower case with colons; other text as it is. */
export function macOf(text: string): string {
  const isMac = /^(?:[0-9a-f]{4}\.){2}[0-9a-f]{4}$|^(?:[0-9a-f]{2}[:-]){5}[0-9a-f]{2}$/i.test(text);
  if (!isMac) return text;
  return (text.toLowerCase().match(/[0-9a-f]{2}/g) ?? []).join(':');
}

/** Longest part of an announced text that is repeated in a message. */
const longestText = 60;

/** The neighbour in words: `esx02 (port 52:54:00:00:02:01)`. */
export function neighbourText({ device, port, chassisId }: Neighbour): string {
  const name = device === '' ? (chassisId ?? 'something without a name') : device;
  return port === '' || port === name ? cut(name) : `${cut(name)} (port ${cut(macOf(port))})`;
}

/** Where the site cables a neighbour, in words; undefined for a stranger. */
export function placeText(cabling: Cabling, neighbour: Neighbour): string | undefined {
  const known = knownNeighbour(cabling, neighbour);
  if (known === undefined || known.cables.length === 0) return undefined;
  const places = known.cables.map(({ at }) => portKey(at));
  const more = places.length > 4 ? ` and ${String(places.length - 4)} more` : '';
  return places.slice(0, 4).join(', ') + more;
}

/** The MAC of the chassis tells the machine from any other; a name comes with a domain or without. */
function knownDevice(cabling: Cabling, { device, chassisId }: Neighbour): string | undefined {
  const byChassis = chassisId === undefined ? undefined : cabling.byMac.get(macOf(chassisId));
  if (byChassis !== undefined) return byChassis.device;
  const exact = cabling.owners.get(device);
  if (exact !== undefined) return exact;
  const labels = device.split('.');
  // `a.b.example.net` is `a.b` rather than `a` where the site has both.
  for (let count = labels.length - 1; count > 0; count -= 1) {
    const owner = cabling.owners.get(labels.slice(0, count).join('.'));
    if (owner !== undefined) return owner;
  }
  return undefined;
}

/** The right machine, but by the port it announces another cable than this one. */
function isOtherPort(cabling: Cabling, cable: Cable, { port }: Neighbour): boolean {
  if (cable.portNames.includes(port)) return false;
  if (cable.kind === 'switch') {
    const isCabled = cabling.byPort.has(portKey({ switch: cable.device, port }));
    return isCabled || cabling.inventory.get(cable.device)?.has(port) === true;
  }
  const others = cabling.byDevice.get(cable.device) ?? [];
  return others.some((other) => other !== cable && other.portNames.includes(port));
}

function cut(text: string): string {
  return text.length > longestText ? `${text.slice(0, longestText)}…` : text;
}
