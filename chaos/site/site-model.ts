/** A site as the generator thinks of it: enough to write its YAML and to say what its switches have to carry. */

export interface SiteModel {
  readonly units: readonly UnitModel[];
  readonly servers: readonly ServerModel[];
  readonly networks: readonly NetworkModel[];
  readonly groups: readonly GroupModel[];
}

/** A pair, or a switch of its own. */
export interface UnitModel {
  readonly name: string;
  readonly driver: DriverName;
  /** One hostname, or two. */
  readonly members: readonly string[];
}

export type DriverName = 'arista-eos' | 'cisco-nxos' | 'dell-os10';

/**
 * How a server uses its ports. `bond`: by LACP, over both members or on one switch. `spread`: by itself.
 * `single`: it has one.
 */
export type ServerStyle = 'bond' | 'spread' | 'single';

export interface ServerModel {
  readonly name: string;
  readonly unit: string;
  readonly style: ServerStyle;
  readonly legs: readonly LegModel[];
}

export interface LegModel {
  readonly mac: string;
  readonly switch: string;
  /** Number of the port on the front. */
  readonly port: number;
}

export interface NetworkModel {
  readonly name: string;
  readonly vlan: number | 'auto';
}

export interface GroupModel {
  readonly name: string;
  /** All of one style. */
  readonly servers: readonly string[];
  readonly connections: readonly ConnectionModel[];
}

export interface ConnectionModel {
  readonly network: string;
  readonly tagged: boolean;
}

/** The name of a port as the operating system of the unit writes it. */
export function portName(driver: DriverName, port: number): string {
  return (
    { 'arista-eos': 'Ethernet', 'cisco-nxos': 'Ethernet1/', 'dell-os10': 'ethernet1/1/' }[driver] +
    String(port)
  );
}

/** The ports of the peer-link, on both members alike. */
export function peerLinkPorts(driver: DriverName): readonly string[] {
  return driver === 'arista-eos'
    ? ['Ethernet53/1', 'Ethernet54/1']
    : [portName(driver, 53), portName(driver, 54)];
}

/** Every port that a switch has, as the YAML lists them. */
export function inventory(driver: DriverName): string {
  return driver === 'arista-eos'
    ? `Ethernet1-48, ${peerLinkPorts(driver).join(', ')}`
    : `${portName(driver, 1)}-54`;
}

/** Throws where the site has no such unit. */
export function unitOf(site: Pick<SiteModel, 'units'>, name: string): UnitModel {
  const found = site.units.find((unit) => unit.name === name);
  if (found === undefined) throw new RangeError(`no unit ${name}`);
  return found;
}
