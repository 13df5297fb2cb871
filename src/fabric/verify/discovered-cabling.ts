/** The cabling that switches see, and how it differs from what the site says. */
import { compareText, portKey, type SwitchPort } from '../model/ids.ts';
import type { Cabling } from '../plan/cabling/cabling.ts';
import { machinePorts, type Hearing, type Hearings } from '../plan/cabling/hearing.ts';
import { identityOf, knownNeighbour, type Neighbour } from '../plan/cabling/neighbour.ts';

export interface DiscoveredCabling {
  /** Interfaces of the site's servers and external systems: seen ones where they are seen, others where the site has them. */
  readonly interfaces: readonly DiscoveredInterface[];
  /** Cables to other switches of the site. */
  readonly links: readonly DiscoveredLink[];
  /** Neighbours that the site does not know. */
  readonly strangers: readonly (Neighbour & { readonly at: SwitchPort })[];
  /** Empty: the cabling that is seen is what the site says. */
  readonly differences: readonly CablingDifference[];
  /** Hostnames of switches on which LLDP is not on, so that nothing was heard. */
  readonly deaf: readonly string[];
}

export interface DiscoveredInterface {
  readonly device: string;
  readonly mac?: string;
  readonly at: SwitchPort;
  /** Whether anything shows it there. */
  readonly isSeen: boolean;
}

export interface DiscoveredLink {
  readonly at: SwitchPort;
  readonly device: string;
  /** The far port as it announces itself. */
  readonly port: string;
}

/** At least one of the two places is there. */
export interface CablingDifference {
  readonly device: string;
  readonly mac?: string;
  /** `switch/port` by the site. */
  readonly says?: string;
  /** `switch/port` where it is seen. */
  readonly seen?: string;
  /** What is heard where the device should be. */
  readonly heard?: Neighbour;
}

/** Something of the site seen on a port; the MAC where it is known which interface it is. */
interface Sighting {
  readonly device: string;
  readonly mac?: string;
  readonly at: SwitchPort;
  readonly neighbour?: Neighbour;
}

/** What all switches hear and have learnt, against the site. Sorted by device, then by place. */
export function discoverCabling(cabling: Cabling, hearings: Hearings): DiscoveredCabling {
  const heard = [...hearings].flatMap(([hostname, hearing]) => heardOn(hostname, hearing));
  const sightings = heard.flatMap(({ at, neighbour }) => sighting(cabling, at, neighbour));
  const switches = new Set(cabling.inventory.keys());
  const links = sightings.filter(({ device }) => switches.has(device));
  const machines = withLearnt(
    cabling,
    hearings,
    sightings.filter(({ device }) => !switches.has(device)),
  );
  const strangers = heard
    .filter(({ neighbour }) => knownNeighbour(cabling, neighbour) === undefined)
    .map(({ at, neighbour }) => ({ at, ...neighbour }));
  const placed = placedInterfaces(cabling, machines);
  return {
    interfaces: placed.interfaces,
    links: links.map(({ at, device, neighbour }) => ({ at, device, port: neighbour?.port ?? '' })),
    strangers,
    differences: [
      ...placed.differences,
      ...wrongLinks(cabling, links),
      ...strangersInTheWay(cabling, strangers),
    ].sort((a, b) => compareText(differenceKey(a), differenceKey(b))),
    deaf: [...hearings].filter(([, { speaksLldp }]) => !speaksLldp).map(([hostname]) => hostname),
  };
}

function heardOn(
  hostname: string,
  { neighbours }: Hearing,
): readonly { readonly at: SwitchPort; readonly neighbour: Neighbour }[] {
  return [...neighbours].flatMap(([port, heard]) =>
    heard.map((neighbour) => ({ at: { switch: hostname, port }, neighbour })),
  );
}

function sighting(cabling: Cabling, at: SwitchPort, neighbour: Neighbour): readonly Sighting[] {
  const known = knownNeighbour(cabling, neighbour);
  if (known === undefined) return [];
  const [only, ...others] = known.cables;
  const mac = others.length === 0 ? only?.mac : undefined;
  return [{ device: known.device, at, neighbour, ...(mac === undefined ? {} : { mac }) }];
}

/** Adds interfaces that nobody announced and whose MAC was learnt where one machine is. */
function withLearnt(cabling: Cabling, hearings: Hearings, heard: readonly Sighting[]): readonly Sighting[] {
  const taken = new Set(heard.map(({ at }) => portKey(at)));
  const known = new Set(heard.flatMap(({ mac }) => mac ?? []));
  const learnt = [...hearings].flatMap(([hostname, hearing]) =>
    machinePorts(cabling, hostname, hearing).flatMap((port): readonly Sighting[] => {
      const at = { switch: hostname, port };
      const macs = (hearing.learntMacs.get(port) ?? []).filter((mac) => cabling.byMac.has(mac));
      const device = cabling.byMac.get(macs[0] ?? '')?.device;
      if (device === undefined || taken.has(portKey(at))) return [];
      // The ports of a bond share the MAC of one of its interfaces, so on a port of its own it says nothing new.
      const own = cabling.byPort.get(portKey(at));
      const mac = own?.device === device ? own.mac : macs.find((one) => !known.has(one));
      return mac === undefined ? [] : [{ device, mac, at }];
    }),
  );
  return [...heard, ...learnt];
}

/** Each interface where it is seen: by its MAC, else on a port that the site has for its machine, else in order. */
function placedInterfaces(
  cabling: Cabling,
  sightings: readonly Sighting[],
): Pick<DiscoveredCabling, 'interfaces' | 'differences'> {
  const switches = new Set(cabling.inventory.keys());
  const devices = [...cabling.byDevice.keys(), ...sightings.map(({ device }) => device)];
  const all = [...new Set(devices)]
    .filter((device) => !switches.has(device))
    .sort(compareText)
    .map((device) =>
      placedDevice(
        cabling,
        device,
        sightings.filter((one) => one.device === device),
      ),
    );
  return {
    interfaces: all.flatMap(({ interfaces }) => interfaces),
    differences: all.flatMap(({ differences }) => differences),
  };
}

function placedDevice(
  cabling: Cabling,
  device: string,
  sightings: readonly Sighting[],
): Pick<DiscoveredCabling, 'interfaces' | 'differences'> {
  const open = [...sightings];
  const take = (isIt: (one: Sighting) => boolean): Sighting | undefined => {
    const index = open.findIndex(isIt);
    return index === -1 ? undefined : open.splice(index, 1)[0];
  };
  const cables = cabling.byDevice.get(device) ?? [];
  const found = new Map(
    cables.map(({ at, mac }) => [at, mac === undefined ? undefined : take((one) => one.mac === mac)]),
  );
  const missing = () => cables.filter(({ at }) => found.get(at) === undefined);
  for (const { at } of missing())
    found.set(
      at,
      take((one) => portKey(one.at) === portKey(at)),
    );
  for (const { at } of missing())
    found.set(
      at,
      take((one) => one.mac === undefined),
    );
  const placed = cables.map(({ at: says, mac }) => {
    const seen = found.get(says);
    const its = { device, ...(mac === undefined ? {} : { mac }) };
    return { ...its, at: seen?.at ?? says, isSeen: seen !== undefined, says };
  });
  const moved = placed.filter(({ at, says }) => portKey(at) !== portKey(says));
  const places = new Set(placed.map(({ at }) => portKey(at)));
  const extra = open.filter(({ at }) => !places.has(portKey(at)));
  return {
    interfaces: [
      ...placed.map(({ says: _, ...one }) => one),
      ...extra.map(({ at }) => ({ device, at, isSeen: true })),
    ],
    differences: [
      ...moved.map(({ at, says, isSeen: _, ...its }) => ({
        ...its,
        says: portKey(says),
        seen: portKey(at),
      })),
      ...extra.map(({ at }) => ({ device, seen: portKey(at) })),
    ],
  };
}

/** Links to the wrong switch or port, and links that are seen where the site has something else. */
function wrongLinks(cabling: Cabling, links: readonly Sighting[]): readonly CablingDifference[] {
  return links.flatMap(({ at, device, neighbour }): readonly CablingDifference[] => {
    const cable = cabling.byPort.get(portKey(at));
    if (cable === undefined || neighbour === undefined) {
      return isPeer(cabling, at.switch, device) ? [{ device, seen: portKey(at) }] : [];
    }
    if (identityOf(cabling, cable, neighbour) === 'right') return [];
    return [{ device: cable.device, says: portKey(at), heard: neighbour }];
  });
}

/** Whether the two have a peer-link; a cable to another switch of the site is no part of it. */
function isPeer(cabling: Cabling, hostname: string, device: string): boolean {
  return (cabling.byDevice.get(device) ?? []).some(
    ({ kind, at }) => kind === 'switch' && at.switch === hostname,
  );
}

function strangersInTheWay(
  cabling: Cabling,
  strangers: DiscoveredCabling['strangers'],
): readonly CablingDifference[] {
  return strangers.flatMap(({ at, ...neighbour }) => {
    const cable = cabling.byPort.get(portKey(at));
    if (cable === undefined || identityOf(cabling, cable, neighbour) !== 'wrong') return [];
    return [{ device: cable.device, says: portKey(at), heard: neighbour }];
  });
}

function differenceKey({ device, says, seen }: CablingDifference): string {
  return `${device} ${says ?? ''} ${seen ?? ''}`;
}
