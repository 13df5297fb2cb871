/** The YAML of a site, in the order of the model or in any other: it means the same. */
import type { Random } from '../random.ts';
import {
  inventory,
  peerLinkPorts,
  portName,
  unitOf,
  type GroupModel,
  type ServerModel,
  type SiteModel,
} from './site-model.ts';

/** With `permute` every list and every section comes in an order of its own. */
export function siteYaml(site: SiteModel, permute?: Random): string {
  const order = <Value>(values: readonly Value[]): readonly Value[] => permute?.shuffled(values) ?? values;
  const hostnames = site.units.flatMap(({ members, driver }) =>
    members.map((hostname) => ({ hostname, driver })),
  );
  const addresses = new Map(hostnames.map(({ hostname }, at) => [hostname, `192.0.2.${String(at + 11)}`]));
  const sections = [
    `fabric:\n  ${order(fabricKeys).join('\n  ')}`,
    'credentials:\n  leafs: { username: admin, passwordEnv: CHAOS_PASSWORD }',
    section(
      'switches',
      order(hostnames).map(
        ({ hostname, driver }) =>
          `{ hostname: ${hostname}, driver: ${driver}, role: leaf, management: { host: ${addresses.get(hostname) ?? ''}, credentials: leafs }, ports: [${inventory(driver)}] }`,
      ),
    ),
    section('switchPairs', order(pairLines(site))),
    section(
      'servers',
      order(site.servers).map((server) => serverText(site, server, order)),
    ),
    section(
      'logicalNetworks',
      order(site.networks).map(({ name, vlan }) => `{ name: ${name}, kind: vlan, vlan: ${String(vlan)} }`),
    ),
    section(
      'endpointGroups',
      order(site.groups).map((group) => groupText(site, group, order)),
    ),
  ];
  return `${order(sections).join('\n')}\n`;
}

const fabricKeys = [
  'name: chaos',
  'vlanRanges: [100-199]',
  'reservedVlans: [1]',
  'lagRanges: [1-30]',
  'mlagRanges: [31-99]',
];

type Order = <Value>(values: readonly Value[]) => readonly Value[];

function section(name: string, items: readonly string[]): string {
  return items.length === 0 ? `${name}: []` : [`${name}:`, ...items.map((item) => `  - ${item}`)].join('\n');
}

function pairLines({ units }: SiteModel): readonly string[] {
  return units.flatMap(({ name, driver, members }, at) =>
    members.length < 2
      ? []
      : [
          `{ name: ${name}, members: [${members.join(', ')}], domainId: ${String(at + 1)}, peerLink: { ports: [${peerLinkPorts(driver).join(', ')}] }, keepalive: { kind: management }, manage: true }`,
        ],
  );
}

function serverText(site: SiteModel, { name, unit, legs }: ServerModel, order: Order): string {
  const { driver } = unitOf(site, unit);
  const interfaces = order(legs).map(
    (leg) => `{ mac: "${leg.mac}", switch: ${leg.switch}, port: ${portName(driver, leg.port)} }`,
  );
  return `{ hostname: ${name}, os: linux, interfaces: [${interfaces.join(', ')}] }`;
}

function groupText(site: SiteModel, group: GroupModel, order: Order): string {
  const isSpread = site.servers.some(({ name, style }) => style === 'spread' && group.servers.includes(name));
  const redundancy = isSpread ? ', redundancy: { implementation: none }' : '';
  const connections = order(group.connections).map(
    ({ network, tagged }) => `{ network: ${network}, tagged: ${String(tagged)}${redundancy} }`,
  );
  return `{ name: ${group.name}, endpoints: { servers: [${order(group.servers).join(', ')}] }, connections: [${connections.join(', ')}] }`;
}
