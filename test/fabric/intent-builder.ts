/** Intents written down in a few lines, with the paths that reading the same site from YAML would give. */
import type {
  ConnectionIntent,
  EndpointGroupIntent,
  EndpointIntent,
  FabricIntent,
  InterfaceIntent,
  Intent,
  LogicalNetworkIntent,
  SwitchIntent,
  SwitchPairIntent,
} from '../../src/fabric/model/intent.ts';
import { vlanId } from '../../src/fabric/model/ids.ts';

type Unplaced<Thing> = Omit<Thing, 'path'>;

/** The parts of a site; what is left out is empty, or as in the contract's example. */
export interface SiteParts {
  readonly fabric?: Partial<FabricIntent>;
  readonly switches?: readonly Unplaced<SwitchIntent>[];
  readonly pairs?: readonly Unplaced<SwitchPairIntent>[];
  readonly endpoints?: readonly Unplaced<EndpointIntent>[];
  readonly networks?: readonly Unplaced<LogicalNetworkIntent>[];
  readonly groups?: readonly Unplaced<EndpointGroupIntent>[];
}

/** The intent of a site, with a path on every object. */
export function site(parts: SiteParts): Intent {
  const endpoints = parts.endpoints ?? [];
  return {
    fabric: {
      path: 'fabric',
      name: 'ams1',
      vlanRanges: [{ low: 100, high: 199 }],
      reservedVlans: [{ low: 1, high: 1 }],
      keepVlans: [],
      lagRanges: [{ low: 1, high: 30 }],
      mlagRanges: [{ low: 31, high: 127 }],
      mtuBytes: 9000,
      releasedPorts: 'shut',
      ...parts.fabric,
    },
    credentials: [],
    switches: placed(parts.switches ?? [], 'switches'),
    switchPairs: placed(parts.pairs ?? [], 'switchPairs'),
    endpoints: [
      ...placed(
        endpoints.filter(({ kind }) => kind === 'server'),
        'servers',
      ),
      ...placed(
        endpoints.filter(({ kind }) => kind === 'external-system'),
        'externalSystems',
      ),
    ].map((endpoint) => ({
      ...endpoint,
      interfaces: placed(endpoint.interfaces, `${endpoint.path}.interfaces`),
    })),
    logicalNetworks: placed(parts.networks ?? [], 'logicalNetworks'),
    endpointGroups: placed(parts.groups ?? [], 'endpointGroups').map((group) => ({
      ...group,
      connections: placed(group.connections, `${group.path}.connections`),
    })),
  };
}

/** A leaf of the first test driver. */
export function leaf(hostname: string, more: Partial<SwitchIntent> = {}): Unplaced<SwitchIntent> {
  return {
    hostname,
    driver: 'arista-eos',
    role: 'leaf',
    stack: false,
    management: { host: `${hostname}.example.net`, port: 22, credentials: 'leafs' },
    protectedPorts: [],
    ...more,
  };
}

/** A pair that Twinleaf manages, with a peer-link of one port. */
export function pair(
  name: string,
  members: readonly [string, string],
  more: Partial<SwitchPairIntent> = {},
): Unplaced<SwitchPairIntent> {
  return {
    name,
    members,
    domainId: 1,
    peerLink: { ports: ['Ethernet53/1'] },
    keepalive: { kind: 'management' },
    manage: true,
    ...more,
  };
}

/** A Linux server with its cables as `switch/port`. */
export function server(
  name: string,
  cables: readonly string[],
  more: Partial<EndpointIntent> = {},
): Unplaced<EndpointIntent> {
  return {
    name,
    kind: 'server',
    os: 'linux',
    hostSwitch: 'standard',
    provisioning: false,
    labels: {},
    interfaces: cables.map((cable) => nic(cable)),
    ...more,
  };
}

/** A system that Twinleaf does not configure. */
export function externalSystem(name: string, cables: readonly string[]): Unplaced<EndpointIntent> {
  return {
    name,
    kind: 'external-system',
    hostSwitch: 'standard',
    provisioning: false,
    labels: {},
    interfaces: cables.map((cable) => nic(cable)),
  };
}

/** An interface with its cable as `switch/port`, or without one. */
export function nic(cable: string | undefined, more: Partial<InterfaceIntent> = {}): InterfaceIntent {
  const slash = cable?.indexOf('/') ?? 0;
  const at =
    cable === undefined ? {} : { at: { switch: cable.slice(0, slash), port: cable.slice(slash + 1) } };
  return { path: '', ...at, ...more };
}

/** A network with that VLAN id. */
export function network(
  name: string,
  vlan: number | 'auto',
  more: Partial<LogicalNetworkIntent> = {},
): Unplaced<LogicalNetworkIntent> {
  return { name, kind: 'vlan', vlan: vlan === 'auto' ? vlan : vlanId(vlan), ...more };
}

/** An endpoint group of servers. */
export function group(
  name: string,
  servers: readonly string[],
  connections: readonly ConnectionIntent[],
  more: Partial<EndpointGroupIntent> = {},
): Unplaced<EndpointGroupIntent> {
  return { name, servers, externalSystems: [], connections, ...more };
}

/** An untagged connection with everything else left out. */
export function connection(networkName: string, more: Partial<ConnectionIntent> = {}): ConnectionIntent {
  return {
    path: '',
    network: networkName,
    tagged: false,
    providesDefaultRoute: false,
    disableAutoIpAllocation: false,
    redundancy: {},
    lacpRate: 'slow',
    fallback: 'auto',
    ...more,
  };
}

function placed<Thing extends object>(
  things: readonly Thing[],
  at: string,
): (Thing & { readonly path: string })[] {
  return things.map((thing, position) => ({ ...thing, path: `${at}[${String(position)}]` }));
}
