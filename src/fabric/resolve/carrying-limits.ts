/** What the switches on the way cannot carry: MTUs beyond theirs and names that cannot be written. */
import type { Problem } from '../errors.ts';
import type { DriverTraits } from '../model/driver-traits.ts';
import type { Memory } from '../memory.ts';
import { compareText } from '../model/ids.ts';
import type { Intent, LogicalNetworkIntent } from '../model/intent.ts';
import { mark, owners } from '../model/mark.ts';
import type { ChangeUnit } from '../model/resolved-fabric.ts';
import { unitName, type Bond, type UnitBonds } from './bonds/bonds.ts';
import type { Topology } from './units.ts';

/** Per network name, the hostnames of the units that it has to pass. */
export type NetworkReach = ReadonlyMap<string, ReadonlySet<string>>;

/** The reach of every network that has a connection. A VLAN passes the peer-link, so it reaches whole units. */
export function networkReach(perUnit: readonly UnitBonds[], fabric: Topology, memory: Memory): NetworkReach {
  const found = memory.recallEach(unitsOfNetworks, perUnit, unitName, fabric);
  const unitsByNetwork = new Map<string, Set<ChangeUnit>>();
  for (const [network, units] of found.flatMap((one) => [...one])) {
    const known = unitsByNetwork.get(network) ?? new Set();
    unitsByNetwork.set(network, known);
    for (const unit of units) known.add(unit);
  }
  return new Map(
    [...unitsByNetwork].map(([name, units]) => [name, new Set([...units].flatMap((unit) => unit.members))]),
  );
}

/** Bonds belong to the unit of their first port; those without a link aggregation may have ports elsewhere. */
function unitsOfNetworks(
  { bonds }: UnitBonds,
  fabric: Topology,
): ReadonlyMap<string, ReadonlySet<ChangeUnit>> {
  const unitsByNetwork = new Map<string, Set<ChangeUnit>>();
  for (const { uses, ports } of bonds) {
    for (const { connection } of uses) {
      const units = unitsByNetwork.get(connection.network) ?? new Set();
      unitsByNetwork.set(connection.network, units);
      for (const port of ports) units.add(fabric.unitOf(port.at.switch));
    }
  }
  return unitsByNetwork;
}

/** `mtu-too-large` for the fabric on any switch, and for every network with an MTU of its own on its way. */
export function mtuProblems(intent: Intent, fabric: Topology, reach: NetworkReach): readonly Problem[] {
  return [
    ...beyondSwitches(
      { what: 'the fabric', mtuBytes: intent.fabric.mtuBytes, path: `${intent.fabric.path}.mtu` },
      fabric.systems,
    ),
    ...byName(intent.logicalNetworks).flatMap(({ name, mtuBytes, path }) => {
      if (mtuBytes === undefined) return [];
      return beyondSwitches(
        { what: name, mtuBytes, path: `${path}.mtu` },
        driversOf(reach.get(name) ?? [], fabric),
      );
    }),
  ];
}

/** `name-not-expressible` for networks and pairs whose marks some switch on the way cannot take. */
export function nameProblems(intent: Intent, fabric: Topology, reach: NetworkReach): readonly Problem[] {
  const pairs = new Map(intent.switchPairs.map((pair) => [pair.name, pair]));
  return [
    ...byName(intent.logicalNetworks).flatMap((network) =>
      driversOf(reach.get(network.name) ?? [], fabric).flatMap(([traits, hostname]) =>
        inexpressible(network, owners.network(network.name), traits.names.vlanNameLength, {
          traits,
          hostname,
        }),
      ),
    ),
    ...fabric.units.flatMap(({ pair, members: [hostname = ''] }) => {
      const traits = fabric.traitsOf(hostname);
      if (pair?.manage !== true) return [];
      const described = pairs.get(pair.name);
      if (described === undefined) return [];
      const owner = owners.peerLink(described.name);
      return inexpressible(described, owner, traits.names.descriptionLength, { traits, hostname });
    }),
  ];
}

interface MtuDemand {
  readonly what: string;
  readonly mtuBytes: number;
  readonly path: string;
}

function beyondSwitches(demand: MtuDemand, systems: Topology['systems']): Problem[] {
  return systems.flatMap(([traits, hostname]) => {
    const largest = traits.mtu.largestIpMtuBytes;
    if (demand.mtuBytes <= largest) return [];
    return [
      {
        code: 'mtu-too-large',
        message: `${demand.what} has an MTU of ${demand.mtuBytes}, and ${hostname} (${traits.name}) carries at most ${largest}`,
        path: demand.path,
        hint: `use at most ${largest}`,
      },
    ];
  });
}

/**
 * The same for an endpoint, from its bonds by group. One bond is enough: the names of the others and of the ports
 * differ in digits only.
 */
export function bondNameProblems([bond]: readonly Bond[], fabric: Topology): readonly Problem[] {
  if (bond === undefined) return [];
  const { endpoint, ports } = bond;
  const switches = ports.map((port) => port.at.switch);
  const owner = owners.port(endpoint.intent.name, ports[0]?.index ?? 0);
  return driversOf(switches, fabric).flatMap(([traits, hostname]) =>
    inexpressible(endpoint.intent, owner, traits.names.descriptionLength, { traits, hostname }),
  );
}

function inexpressible(
  named: Pick<LogicalNetworkIntent, 'name' | 'path'>,
  owner: string,
  length: number,
  where: { readonly traits: DriverTraits; readonly hostname: string },
): Problem[] {
  const text = mark(owner, length);
  if (where.traits.names.text.exec(text)?.[0] === text) return [];
  return [
    {
      code: 'name-not-expressible',
      message: `${named.name}: ${where.hostname} (${where.traits.name}) cannot have a name or description ${JSON.stringify(text)}`,
      path: named.path,
      hint: `names end up in the configuration, where a text has to match ${String(where.traits.names.text)}`,
    },
  ];
}

/** Every driver on the way once, with the first switch that has it. */
function driversOf(
  hostnames: Iterable<string>,
  fabric: Topology,
): readonly (readonly [DriverTraits, string])[] {
  const found = new Map<DriverTraits, string>();
  for (const hostname of hostnames) {
    const traits = fabric.traitsOf(hostname);
    const known = found.get(traits);
    if (known === undefined || compareText(hostname, known) < 0) found.set(traits, hostname);
  }
  return [...found].sort(([, a], [, b]) => compareText(a, b));
}

function byName(networks: readonly LogicalNetworkIntent[]): readonly LogicalNetworkIntent[] {
  return networks.toSorted((a, b) => compareText(a.name, b.name));
}
