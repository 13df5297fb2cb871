/** The written site in the form the later stages take: canonical ports, defaults filled in, paths kept. */
import type { TraitsCatalog } from '../model/driver-traits.ts';
import type { SwitchPort } from '../model/ids.ts';
import type {
  ConnectionIntent,
  CredentialsIntent,
  EndpointGroupIntent,
  EndpointIntent,
  FabricIntent,
  Intent,
  InterfaceIntent,
  KeepaliveIntent,
  LogicalNetworkIntent,
  ManagementIntent,
  SwitchIntent,
  SwitchPairIntent,
} from '../model/intent.ts';
import type {
  WrittenConnection,
  WrittenEndpointGroup,
  WrittenExternalSystem,
  WrittenServer,
} from './schema/endpoint-schema.ts';
import type { WrittenCredentials, WrittenFabric } from './schema/fabric-schema.ts';
import type { WrittenLogicalNetwork } from './schema/network-schema.ts';
import type { WrittenSwitch, WrittenSwitchPair } from './schema/switch-schema.ts';
import { formatSitePath, type SitePath } from './site-path.ts';
import { switchPorts } from './switch-ports.ts';
import type { Entry, WrittenSite } from './written-site.ts';

/** What is needed to put written values into their final form. */
interface Reading {
  /** The canonical name of a port of a switch; the text itself where nobody knows better. */
  canonicalPort(hostname: string, text: string): string;
}

/**
 * The typed intent of a site without findings. `fabricFile` is the name of the file that describes the
 * fabric, to which `knownHosts` is relative.
 */
export function typedIntent(
  site: WrittenSite & { readonly fabric: Entry<WrittenFabric> },
  drivers: TraitsCatalog,
  fabricFile: string,
): Intent {
  const driverOf = new Map(site.switches.all.map(({ value }) => [value.hostname, drivers.get(value.driver)]));
  const reading: Reading = {
    canonicalPort: (hostname, text) => driverOf.get(hostname)?.canonicalPort(text) ?? text,
  };
  return {
    fabric: fabricIntent(site.fabric, fabricFile),
    credentials: site.credentials.all.map(credentialsIntent),
    switches: site.switches.all.map((entry) => switchIntent(entry, drivers)),
    switchPairs: site.switchPairs.all.map((entry) => switchPairIntent(entry, reading)),
    endpoints: [
      ...site.servers.all.map((entry) => serverIntent(entry, reading)),
      ...site.externalSystems.all.map((entry) => externalSystemIntent(entry, reading)),
    ],
    logicalNetworks: site.logicalNetworks.all.map(logicalNetworkIntent),
    endpointGroups: site.endpointGroups.all.map(endpointGroupIntent),
  };
}

function fabricIntent({ value, path }: Entry<WrittenFabric>, file: string): FabricIntent {
  return {
    path: formatSitePath(path),
    name: value.name,
    vlanRanges: value.vlanRanges,
    reservedVlans: value.reservedVlans,
    keepVlans: value.keepVlans,
    lagRanges: value.lagRanges,
    mlagRanges: value.mlagRanges,
    mtuBytes: value.mtu,
    releasedPorts: value.releasedPorts,
    ...(value.knownHosts === undefined ? {} : { knownHosts: { file: value.knownHosts, relativeTo: file } }),
    ...(value.stormControl === undefined ? {} : { stormControl: defined(value.stormControl) }),
  };
}

function credentialsIntent({
  value,
  path,
}: Entry<WrittenCredentials & { readonly name: string }>): CredentialsIntent {
  const { renamedFrom: _identityOnly, ...rest } = value;
  return { path: formatSitePath(path), ...defined(rest) };
}

function switchIntent(entry: Entry<WrittenSwitch>, drivers: TraitsCatalog): SwitchIntent {
  const { value, path } = entry;
  const traits = drivers.get(value.driver);
  const ports = traits && switchPorts(entry, traits);
  return {
    path: formatSitePath(path),
    hostname: value.hostname,
    ...renamed(value),
    driver: value.driver,
    role: value.role,
    stack: value.stack,
    management: managementIntent(value.management),
    ...(ports?.inventory === undefined ? {} : { ports: [...ports.inventory] }),
    protectedPorts: [...(ports?.protectedPorts.keys() ?? [])],
  };
}

function managementIntent(written: WrittenSwitch['management']): ManagementIntent {
  const { host, port, credentials, transport, sshConfig, jumpHost } = written;
  const way = { host, port, credentials };
  return transport === 'openssh' ? { ...way, openssh: defined({ sshConfig, jumpHost }) } : way;
}

function switchPairIntent({ value, path }: Entry<WrittenSwitchPair>, reading: Reading): SwitchPairIntent {
  const { name, members, manage, domainId, systemMac, peerLink, keepalive } = value;
  return {
    path: formatSitePath(path),
    name,
    ...renamed(value),
    members,
    ...defined({ domainId, systemMac }),
    ...(peerLink === undefined
      ? {}
      : {
          peerLink: {
            ...defined(peerLink),
            ports: peerLink.ports.map((port) => reading.canonicalPort(members[0], port)),
          },
        }),
    ...(keepalive === undefined ? {} : { keepalive: keepaliveIntent(keepalive) }),
    manage,
  };
}

function keepaliveIntent(written: NonNullable<WrittenSwitchPair['keepalive']>): KeepaliveIntent {
  if (written.kind === 'management' || written.addresses === undefined) return { kind: 'management' };
  return { kind: 'address', addresses: written.addresses, ...defined({ vrf: written.vrf }) };
}

function serverIntent({ value, path }: Entry<WrittenServer>, reading: Reading): EndpointIntent {
  return {
    path: formatSitePath(path),
    kind: 'server',
    name: value.hostname,
    ...renamed(value),
    os: value.os,
    hostSwitch: value.hostSwitch ?? 'standard',
    provisioning: value.provisioning,
    labels: value.labels,
    interfaces: value.interfaces.map((given, index) =>
      interfaceIntent(given, [...path, 'interfaces', index], reading),
    ),
  };
}

function externalSystemIntent(
  { value, path }: Entry<WrittenExternalSystem>,
  reading: Reading,
): EndpointIntent {
  return {
    path: formatSitePath(path),
    kind: 'external-system',
    name: value.name,
    ...renamed(value),
    hostSwitch: 'standard',
    provisioning: false,
    labels: value.labels,
    interfaces: value.interfaces.map((given, index) =>
      interfaceIntent(given, [...path, 'interfaces', index], reading),
    ),
  };
}

type WrittenInterface = WrittenServer['interfaces'][number] | WrittenExternalSystem['interfaces'][number];

function interfaceIntent(written: WrittenInterface, path: SitePath, reading: Reading): InterfaceIntent {
  const { mac, osIndex, name, speed } = written;
  const at = cableEnd(written, reading);
  return {
    path: formatSitePath(path),
    ...(mac !== undefined && { mac }),
    ...(at && { at }),
    ...(osIndex !== undefined && { osIndex }),
    ...(name !== undefined && { name }),
    ...(speed !== undefined && { speedMbps: speed }),
  };
}

function cableEnd(written: WrittenInterface, reading: Reading): SwitchPort | undefined {
  if (written.switch === undefined || written.port === undefined) return undefined;
  return { switch: written.switch, port: reading.canonicalPort(written.switch, written.port) };
}

function logicalNetworkIntent({ value, path }: Entry<WrittenLogicalNetwork>): LogicalNetworkIntent {
  return {
    path: formatSitePath(path),
    name: value.name,
    ...renamed(value),
    kind: value.kind,
    vlan: value.vlan,
    ...defined({ mtuBytes: value.mtu }),
  };
}

function endpointGroupIntent({ value, path }: Entry<WrittenEndpointGroup>): EndpointGroupIntent {
  const { servers, externalSystems, selector } = value.endpoints;
  return {
    path: formatSitePath(path),
    name: value.name,
    ...renamed(value),
    servers,
    externalSystems,
    ...defined({ selector }),
    connections: value.connections.map((connection, index) =>
      connectionIntent(connection, [...path, 'connections', index]),
    ),
  };
}

function connectionIntent(written: WrittenConnection, path: SitePath): ConnectionIntent {
  const { interfaces, fallbackNetwork } = written;
  return {
    path: formatSitePath(path),
    network: written.network,
    tagged: written.tagged,
    ...defined({ mtuBytes: written.mtu, interfaces, fallbackNetwork }),
    providesDefaultRoute: written.providesDefaultRoute,
    disableAutoIpAllocation: written.disableAutoIpAllocation,
    redundancy: defined(written.redundancy),
    lacpRate: written.lacpRate,
    fallback: written.fallback,
  };
}

function renamed(written: { readonly renamedFrom?: string | undefined }): { readonly renamedFrom?: string } {
  return written.renamedFrom === undefined ? {} : { renamedFrom: written.renamedFrom };
}

/** The same without keys that have no value. */
type Defined<T> = { [Key in keyof T]: Exclude<T[Key], undefined> };

function defined<T extends object>(record: T): Partial<Defined<T>> & Pick<Defined<T>, RequiredKeys<T>> {
  return Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined)) as Partial<
    Defined<T>
  > &
    Pick<Defined<T>, RequiredKeys<T>>;
}

/** Keys whose value is never undefined. */
type RequiredKeys<T> = { [Key in keyof T]-?: undefined extends T[Key] ? never : Key }[keyof T];
