/** What the ports of a unit carry, asked of the switches' behaviour and of nothing that Twinleaf says. */
import type { ChaosLab } from '../lab/chaos-lab.ts';
import { portName, unitOf, type LegModel, type SiteModel } from '../site/site-model.ts';
import type { InForce } from './truth.ts';

/** In words, every port that carries what it should not, or does not carry what it should. */
export function forwardingFaults(
  lab: ChaosLab,
  universe: SiteModel,
  unit: string,
  inForce: InForce | undefined,
): readonly string[] {
  const { driver, members } = unitOf(universe, unit);
  const wanted = inForce === undefined ? [] : expectedPorts(unit, inForce);
  const isKnown = new Set(wanted.map(({ leg }) => `${leg.switch}/${String(leg.port)}`));
  const vlans = candidates(universe, inForce);
  const others = members.flatMap((hostname) =>
    serverPorts
      .filter((port) => !isKnown.has(`${hostname}/${String(port)}`))
      .map((port) => ({ hostname, port })),
  );
  return [
    ...wanted
      .filter(({ leg }) => isCabled(lab, leg, portName(driver, leg.port)))
      .flatMap(({ leg, tagged, untagged }) =>
        portFaults(lab, leg.switch, portName(driver, leg.port), { tagged, untagged, vlans }),
      ),
    ...others.flatMap(({ hostname, port }) =>
      portFaults(lab, hostname, portName(driver, port), { tagged: new Set(), untagged: undefined, vlans }),
    ),
  ];
}

/** Ports that a server of a history may ever be cabled to. */
const serverPorts = Array.from({ length: 40 }, (_, at) => at + 1);

interface Carried {
  readonly tagged: ReadonlySet<number>;
  readonly untagged: number | undefined;
}

function expectedPorts(
  unit: string,
  { site, vlans }: InForce,
): readonly (Carried & { readonly leg: LegModel })[] {
  const idOf = new Map(
    site.networks.map(({ name, vlan }) => [name, vlan === 'auto' ? (vlans[name] ?? -1) : vlan]),
  );
  return site.servers
    .filter((server) => server.unit === unit)
    .flatMap((server) => {
      const its = site.groups
        .filter(({ servers }) => servers.includes(server.name))
        .flatMap(({ connections }) => connections);
      if (its.length === 0) return [];
      const untagged = its.find((one) => !one.tagged);
      const carried = {
        tagged: new Set(its.filter((one) => one.tagged).map(({ network }) => idOf.get(network) ?? -1)),
        untagged: untagged === undefined ? undefined : (idOf.get(untagged.network) ?? -1),
      };
      return server.legs.map((leg) => ({ leg, ...carried }));
    });
}

/** Every id that a network has here or may have had, within the ranges of the site. */
function candidates(universe: SiteModel, inForce: InForce | undefined): readonly number[] {
  const ids = [...universe.networks, ...(inForce?.site.networks ?? [])].map(({ vlan }) => vlan);
  const given = Object.values(inForce?.vlans ?? {});
  return [...new Set([...ids.filter((id) => id !== 'auto'), ...given, 100, 101, 102, 103])];
}

function isCabled(lab: ChaosLab, leg: LegModel, port: string): boolean {
  const at = lab.cableOf(leg.mac);
  return at?.switch === leg.switch && at.port === port;
}

function portFaults(
  lab: ChaosLab,
  hostname: string,
  port: string,
  { tagged, untagged, vlans }: Carried & { readonly vlans: readonly number[] },
): readonly string[] {
  const { virtual } = lab.switchNamed(hostname);
  return vlans.flatMap((vlan) => {
    const faults: string[] = [];
    const say = (is: boolean, should: boolean, how: string): void => {
      if (is === should) return;
      faults.push(`${hostname} ${port} ${is ? 'carries' : 'does not carry'} VLAN ${String(vlan)} ${how}`);
    };
    say(virtual.carries(port, vlan, false), vlan === untagged, 'untagged');
    if (vlan !== untagged) say(virtual.carries(port, vlan, true), tagged.has(vlan), 'tagged');
    return faults;
  });
}
