/** What switches hear and have learnt, as evidence of where the cables are. */
import { portKey, type SwitchPort } from '../../model/ids.ts';
import type { Cable, Cabling } from './cabling.ts';
import { identityOf, knownNeighbour, macOf, type Neighbour } from './neighbour.ts';

/** What one switch has to say about its cables. */
export interface Hearing {
  /** False where LLDP is not on, so silence says nothing. */
  readonly speaksLldp: boolean;
  /** By port; absent or empty: nothing heard. */
  readonly neighbours: ReadonlyMap<string, readonly Neighbour[]>;
  /** Ports with what keeps them down, if anything. */
  readonly ports: ReadonlyMap<string, 'up' | 'no-carrier' | 'shut' | 'error-disabled'>;
  /** MACs learnt on ports that are up, by port or port-channel. */
  readonly learntMacs: ReadonlyMap<string, readonly string[]>;
}

/** Hearings by hostname. */
export type Hearings = ReadonlyMap<string, Hearing>;

/** What there is to say about one cable; `verified` and `strange` are known, the rest is why nothing is. */
export type CableEvidence =
  | { readonly state: 'verified' }
  /** Somebody else was heard, or somebody else's MAC was learnt. */
  | { readonly state: 'strange'; readonly neighbour: Neighbour; readonly isLearnt: boolean }
  /** Nothing here, but the far end was seen on another port. */
  | { readonly state: 'elsewhere'; readonly at: SwitchPort }
  | { readonly state: 'silent' | 'no-carrier' | 'shut' | 'deaf' };

/** What the switches tell about one cable; `members` are the switches of its unit. */
export function evidenceOf(
  cabling: Cabling,
  cable: Cable,
  hearings: Hearings,
  members: readonly string[],
): CableEvidence {
  const hearing = hearings.get(cable.at.switch);
  if (hearing === undefined) return { state: 'deaf' };
  const heard = hearing.neighbours.get(cable.at.port) ?? [];
  const identities = heard.map((neighbour) => identityOf(cabling, cable, neighbour));
  if (identities.includes('right')) return { state: 'verified' };
  const stranger = heard[identities.indexOf('wrong')];
  const learnt = learntOwners(cabling, hearing, cable.at.port);
  // A network card may announce itself without a name beside the server it is in.
  if ((stranger === undefined || stranger.device === '') && learnt.includes(cable.device)) {
    return { state: 'verified' };
  }
  if (stranger !== undefined) return { state: 'strange', neighbour: stranger, isLearnt: false };
  const other = learntStranger(cabling, hearing, cable);
  if (other !== undefined) return { state: 'strange', neighbour: other, isLearnt: true };
  const at = seenElsewhere(cabling, cable, hearings, members);
  return at === undefined ? { state: silence(cable, hearings) } : { state: 'elsewhere', at };
}

/** Ports of a switch on which the MAC of an interface points at a machine rather than at a way to it. */
export function machinePorts(cabling: Cabling, hostname: string, hearing: Hearing): readonly string[] {
  return [...hearing.ports]
    .filter(([, state]) => state === 'up')
    .map(([port]) => port)
    .filter((port) => {
      const key = portKey({ switch: hostname, port });
      const isPeerLink = cabling.byPort.get(key)?.kind === 'switch';
      if (isPeerLink || cabling.protectedPorts.has(key)) return false;
      const owners = new Set(learntOwners(cabling, hearing, port));
      const heard = hearing.neighbours.get(port) ?? [];
      const leadsOn = heard.some((neighbour) => {
        const device = knownNeighbour(cabling, neighbour)?.device;
        return neighbour.device !== '' && (device === undefined || !owners.has(device));
      });
      return owners.size === 1 && !leadsOn;
    });
}

/** Names of the machines of the site whose MACs were learnt on a port. */
function learntOwners(cabling: Cabling, hearing: Hearing, port: string): readonly string[] {
  return (hearing.learntMacs.get(port) ?? []).flatMap((mac) => cabling.byMac.get(mac)?.device ?? []);
}

/** A machine of the site that is learnt where another one belongs. */
function learntStranger(cabling: Cabling, hearing: Hearing, { at, device }: Cable): Neighbour | undefined {
  const mac = (hearing.learntMacs.get(at.port) ?? []).find((one) => {
    const owner = cabling.byMac.get(one)?.device;
    return owner !== undefined && owner !== device;
  });
  return mac === undefined ? undefined : { device: cabling.byMac.get(mac)?.device ?? '', port: mac };
}

/** The MAC of the interface announced on any port, or learnt on a port of the unit that leads to one machine. */
function seenElsewhere(
  cabling: Cabling,
  { at, mac, device }: Cable,
  hearings: Hearings,
  members: readonly string[],
): SwitchPort | undefined {
  if (mac === undefined) return undefined;
  for (const [hostname, hearing] of hearings) {
    for (const [port, heard] of hearing.neighbours) {
      if (heard.some((neighbour) => macOf(neighbour.port) === mac)) return { switch: hostname, port };
    }
  }
  for (const hostname of members) {
    const hearing = hearings.get(hostname);
    if (hearing === undefined) continue;
    const port = machinePorts(cabling, hostname, hearing).find((candidate) => {
      const isSamePort = hostname === at.switch && candidate === at.port;
      // The ports of a bond share the MAC of one of its interfaces.
      const isOwn = cabling.byPort.get(portKey({ switch: hostname, port: candidate }))?.device === device;
      return !isSamePort && !isOwn && hearing.learntMacs.get(candidate)?.includes(mac) === true;
    });
    if (port !== undefined) return { switch: hostname, port };
  }
  return undefined;
}

/** Why nothing is heard; of a peer-link, either end may be the reason. */
function silence(
  { at, kind, device, portNames }: Cable,
  hearings: Hearings,
): 'silent' | 'no-carrier' | 'shut' | 'deaf' {
  const own = hearings.get(at.switch);
  const far = kind === 'switch' ? hearings.get(device) : undefined;
  const state = own?.ports.get(at.port);
  if (state === 'shut') return 'shut';
  if (state !== 'up') {
    const isFarShut = portNames.some((port) => far?.ports.get(port) === 'shut');
    return isFarShut ? 'shut' : 'no-carrier';
  }
  return own?.speaksLldp === false || far?.speaksLldp === false ? 'deaf' : 'silent';
}
