/** Whether what LLDP hears on a port is what the site says is cabled there. */
import type { ChangeUnit, ResolvedFabric } from '../model/resolved-fabric.ts';
import type { Check } from './check.ts';
import type { ObservedNeighbour, ObservedSwitch } from './observed-switch.ts';

interface Cable {
  readonly port: string;
  readonly device: string;
  /** Port of the device, or MAC of the interface; either may be what LLDP announces. */
  readonly ends: readonly string[];
}

/** One check per cabled port on which something was heard; silence is no evidence. */
export function neighbourChecks(
  fabric: ResolvedFabric,
  unit: ChangeUnit,
  hostname: string,
  observed: ObservedSwitch,
): readonly Check[] {
  return cablesOf(fabric, unit, hostname).flatMap((cable) => {
    const heard = observed.neighbours.get(cable.port) ?? [];
    if (heard.length === 0) return [];
    const isExpected = heard.some((neighbour) => isEndOf(cable, neighbour));
    return [
      {
        switch: hostname,
        check: 'neighbour',
        subject: cable.port,
        state: isExpected ? ('ok' as const) : ('wrong' as const),
        expected: cable.device,
        observed: heard.map((neighbour) => `${neighbour.device} ${neighbour.port}`).join(', '),
      },
    ];
  });
}

function cablesOf(fabric: ResolvedFabric, unit: ChangeUnit, hostname: string): readonly Cable[] {
  const endpoints = fabric.endpoints.flatMap((endpoint) =>
    endpoint.interfaces
      .filter(({ at }) => at?.switch === hostname)
      .map(({ at, mac }) => ({
        port: at?.port ?? '',
        device: endpoint.name,
        ends: mac === undefined ? [] : [mac],
      })),
  );
  const peer = unit.members.find((member) => member !== hostname);
  const peerLink =
    peer === undefined
      ? []
      : (unit.pair?.peerLinkPorts ?? []).map((port) => ({ port, device: peer, ends: [port] }));
  return [...peerLink, ...endpoints];
}

/** The name may be announced with its domain (`sw2.example.net`). */
function isEndOf(cable: Cable, neighbour: ObservedNeighbour): boolean {
  const isNamed = neighbour.device === cable.device || neighbour.device.startsWith(`${cable.device}.`);
  return isNamed || cable.ends.some((end) => end === neighbour.chassisId || end === neighbour.port);
}
