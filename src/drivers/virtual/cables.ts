/** What a switch meets at the other end of its cables, whatever operating system it has. */
import type { Neighbour, SwitchNeighbour } from '../virtual-switch.ts';

/** What stands at the other end of a cable and sends light, if the port itself does. */
export type NeighbourAt = (port: string) => Neighbour | undefined;

/** The neighbour, if it sends light. */
export function ifSending(neighbour: Neighbour | undefined): Neighbour | undefined {
  if (neighbour === undefined) return undefined;
  const sends =
    neighbour.kind === 'host' ? neighbour.carrier : neighbour.switch.isTransmitting(neighbour.port);
  return sends ? neighbour : undefined;
}

/** Who announces itself on a port by LLDP. */
export interface Heard {
  readonly port: string;
  readonly system: string;
  /** Name of the port at the other end; of a host its MAC, in the form of `chassis`. */
  readonly remotePort: string;
  readonly chassis: string;
  readonly isSwitch: boolean;
}

/** What a switch hears by LLDP, in the order of the ports. */
export function heardByLldp(
  ports: readonly string[],
  neighbourAt: NeighbourAt,
  forms: {
    /** What a switch calls itself at that port; undefined where it is silent. */
    readonly systemName: (neighbour: SwitchNeighbour) => string | undefined;
    readonly mac: (mac: string) => string;
  },
): readonly Heard[] {
  return ports.flatMap((port): readonly Heard[] => {
    const neighbour = neighbourAt(port);
    if (neighbour?.kind === 'host') {
      const chassis = forms.mac(neighbour.mac);
      const said = { port, system: neighbour.name, remotePort: chassis, chassis, isSwitch: false };
      return neighbour.speaksLldp ? [said] : [];
    }
    const system = neighbour === undefined ? undefined : forms.systemName(neighbour);
    if (neighbour === undefined || system === undefined) return [];
    const chassis = forms.mac(neighbour.switch.systemMac);
    return [{ port, system, remotePort: neighbour.port, chassis, isSwitch: true }];
  });
}

/** What a configuration says about LLDP. */
export interface LldpFacts {
  readonly hostname: string;
  readonly sendsLldp: boolean;
  readonly interfaces: ReadonlyMap<string, { readonly sendsLldp: boolean }>;
}

/**
 * What a neighbour calls itself, or undefined where it is silent. Without facts it has another operating system, and
 * announces itself as far as is known here.
 */
export function announcedName(
  { switch: other, port }: SwitchNeighbour,
  facts: LldpFacts | undefined,
): string | undefined {
  if (facts === undefined) return other.hostname;
  const isSilent = !facts.sendsLldp || facts.interfaces.get(port)?.sendsLldp === false;
  return isSilent ? undefined : facts.hostname;
}

/** A MAC address that a switch has learnt. */
export interface Learnt {
  readonly vlan: number;
  readonly mac: string;
  /** The interface that the table names: a port, or its port-channel. */
  readonly port: string;
}

/** A host that talks is learnt where its untagged frames arrive; sorted by VLAN and MAC. */
export function learntMacs(
  ports: Iterable<string>,
  neighbourAt: NeighbourAt,
  untaggedAt: (port: string) => Pick<Learnt, 'vlan' | 'port'> | undefined,
): readonly Learnt[] {
  const found = [...ports].flatMap((port): readonly Learnt[] => {
    const neighbour = neighbourAt(port);
    if (neighbour?.kind !== 'host' || neighbour.isTalking !== true) return [];
    const place = untaggedAt(port);
    return place === undefined ? [] : [{ ...place, mac: neighbour.mac }];
  });
  return found.sort((a, b) => a.vlan - b.vlan || (a.mac < b.mac ? -1 : 1));
}
