/** The cables of a site: what the YAML says is plugged into which port of a switch. */
import { portKey, type SwitchPort } from '../../model/ids.ts';
import type { Intent } from '../../model/intent.ts';
import type { ResolvedFabric } from '../../model/resolved-fabric.ts';

/** The far end of one switch port. */
export interface Cable {
  readonly at: SwitchPort;
  readonly kind: 'server' | 'external-system' | 'switch';
  /** Name of the server, external system or switch. */
  readonly device: string;
  /** MAC of the interface, lower case; absent where the site gives none, and for a switch. */
  readonly mac?: string;
  /** What the far port may call itself: the name of the interface, or any port of the same peer-link. */
  readonly portNames: readonly string[];
}

export interface Cabling {
  /** By `switch/port`. */
  readonly byPort: ReadonlyMap<string, Cable>;
  /** By MAC of the interface. */
  readonly byMac: ReadonlyMap<string, Cable>;
  /** By name of the device. */
  readonly byDevice: ReadonlyMap<string, readonly Cable[]>;
  /** Every name a device may announce, old ones included, and whose it is; switches without a cable too. */
  readonly owners: ReadonlyMap<string, string>;
  /** Ports that a switch has, where the site says so, by hostname. */
  readonly inventory: ReadonlyMap<string, ReadonlySet<string>>;
  /** `switch/port` of ports that Twinleaf never gives to anybody. */
  readonly protectedPorts: ReadonlySet<string>;
}

type CabledFabric = Pick<ResolvedFabric, 'endpoints' | 'units' | 'switches'>;

/** Every cable of the site; `renamedFrom` counts as a second name, since the machine may still bear it. */
export function cablingOf(fabric: CabledFabric, intent: Pick<Intent, 'endpoints' | 'switches'>): Cabling {
  const all = [...endpointCables(fabric), ...peerLinkCables(fabric)];
  const byDevice = new Map<string, Cable[]>();
  for (const cable of all) byDevice.set(cable.device, [...(byDevice.get(cable.device) ?? []), cable]);
  return {
    byPort: new Map(all.map((cable) => [portKey(cable.at), cable])),
    byMac: new Map(all.flatMap((cable) => (cable.mac === undefined ? [] : [[cable.mac, cable] as const]))),
    byDevice,
    owners: ownersOf(intent),
    inventory: new Map(fabric.switches.map((one) => [one.hostname, new Set(one.ports ?? [])])),
    protectedPorts: new Set(
      fabric.switches.flatMap(({ hostname, protectedPorts }) =>
        protectedPorts.map((port) => portKey({ switch: hostname, port })),
      ),
    ),
  };
}

/** Names in force win over old ones. */
function ownersOf({ endpoints, switches }: Pick<Intent, 'endpoints' | 'switches'>): Cabling['owners'] {
  const named = [
    ...endpoints,
    ...switches.map(({ hostname, renamedFrom }) => ({
      name: hostname,
      ...(renamedFrom === undefined ? {} : { renamedFrom }),
    })),
  ];
  return new Map([
    ...named.flatMap(({ name, renamedFrom }) =>
      renamedFrom === undefined ? [] : [[renamedFrom, name] as const],
    ),
    ...named.map(({ name }) => [name, name] as const),
  ]);
}

function endpointCables({ endpoints }: CabledFabric): readonly Cable[] {
  return endpoints.flatMap(({ name: device, kind, interfaces }) =>
    interfaces.flatMap(({ at, mac, name }) => {
      if (at === undefined) return [];
      const portNames = name === undefined ? [] : [name];
      return [{ at, kind, device, portNames, ...(mac === undefined ? {} : { mac }) }];
    }),
  );
}

function peerLinkCables({ units }: CabledFabric): readonly Cable[] {
  return units.flatMap(({ members, pair }) =>
    members.flatMap((hostname) => {
      const device = members.find((member) => member !== hostname);
      const portNames = pair?.peerLinkPorts ?? [];
      if (device === undefined) return [];
      return portNames.map((port) => ({
        at: { switch: hostname, port },
        kind: 'switch' as const,
        device,
        portNames,
      }));
    }),
  );
}
