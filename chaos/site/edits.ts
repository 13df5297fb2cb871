/** What people do to a site: each edit gives the site after it and says in words what was done. */
import type { Random } from '../random.ts';
import { connections, lastServerPort } from './generate-site.ts';
import type { GroupModel, ServerModel, SiteModel } from './site-model.ts';

export interface Edited {
  readonly site: SiteModel;
  readonly words: string;
}

type Edit = (random: Random, site: SiteModel, universe: SiteModel) => Edited | undefined;

const edits: readonly Edit[] = [
  addNetwork,
  addNetwork,
  removeNetwork,
  renumberNetwork,
  addGroup,
  removeGroup,
  changeNative,
  changeNative,
  moveServer,
  addServer,
  removeServer,
  rewireGroup,
];

/** One edit that is possible on this site; a site on which none is stays as it is. */
export function edited(random: Random, site: SiteModel, universe: SiteModel): Edited {
  for (const edit of random.shuffled(edits)) {
    const done = edit(random, site, universe);
    if (done !== undefined) return done;
  }
  return { site, words: 'leave everything as it is' };
}

function addNetwork(random: Random, site: SiteModel): Edited | undefined {
  const group = pickFrom(random, site.groups);
  const free = site.networks.filter(({ name }) => !reaches(site, group, name));
  const network = pickFrom(random, free);
  if (group === undefined || network === undefined) return undefined;
  const added = { ...group, connections: [...group.connections, { network: network.name, tagged: true }] };
  return { site: withGroup(site, added), words: `add network ${network.name} to group ${group.name}` };
}

function removeNetwork(random: Random, site: SiteModel): Edited | undefined {
  const group = pickFrom(
    random,
    site.groups.filter((one) => one.connections.length > 1),
  );
  const gone = pickFrom(random, group?.connections ?? []);
  if (group === undefined || gone === undefined) return undefined;
  const rest = { ...group, connections: group.connections.filter((one) => one !== gone) };
  return { site: withGroup(site, rest), words: `remove network ${gone.network} from group ${group.name}` };
}

function renumberNetwork(random: Random, site: SiteModel): Edited | undefined {
  const network = pickFrom(
    random,
    site.networks.filter(({ vlan }) => vlan !== 'auto'),
  );
  if (network === undefined) return undefined;
  const vlan = 150 + random.between(0, 40);
  if (site.networks.some((one) => one.vlan === vlan)) return undefined;
  const networks = site.networks.map((one) => (one === network ? { ...one, vlan } : one));
  return { site: { ...site, networks }, words: `give network ${network.name} VLAN ${String(vlan)}` };
}

function addGroup(random: Random, site: SiteModel): Edited | undefined {
  const taken = new Set(site.groups.flatMap(({ servers }) => servers));
  const free = pickFrom(
    random,
    site.servers.filter(({ name }) => !taken.has(name)),
  );
  if (free === undefined) return undefined;
  const name = `own-${free.name}`;
  if (site.groups.some((group) => group.name === name)) return undefined;
  const group = { name, servers: [free.name], connections: connections(random, site.networks) };
  return { site: { ...site, groups: [...site.groups, group] }, words: `add group ${name}` };
}

function removeGroup(random: Random, site: SiteModel): Edited | undefined {
  const group = pickFrom(random, site.groups);
  if (group === undefined) return undefined;
  const groups = site.groups.filter((one) => one !== group);
  return { site: { ...site, groups }, words: `remove group ${group.name}` };
}

function changeNative(random: Random, site: SiteModel): Edited | undefined {
  const group = pickFrom(random, site.groups);
  const next = pickFrom(random, group?.connections ?? []);
  if (group === undefined || next === undefined) return undefined;
  const its = group.connections.map(({ network }) => ({
    network,
    tagged: network !== next.network || !next.tagged,
  }));
  const words = next.tagged
    ? `make network ${next.network} the native one of group ${group.name}`
    : `tag network ${next.network} in group ${group.name}`;
  return { site: withGroup(site, { ...group, connections: its }), words };
}

function rewireGroup(random: Random, site: SiteModel): Edited | undefined {
  const group = pickFrom(random, site.groups);
  if (group === undefined) return undefined;
  const its = { ...group, connections: connections(random, site.networks) };
  return { site: withGroup(site, its), words: `give group ${group.name} other networks` };
}

function moveServer(random: Random, site: SiteModel): Edited | undefined {
  const server = pickFrom(random, site.servers);
  if (server === undefined) return undefined;
  const moved = { ...server, legs: server.legs.map((leg) => ({ ...leg, port: unusedPort(random) })) };
  if (new Set(moved.legs.map(({ port }) => port)).size < moved.legs.length) return undefined;
  if (site.servers.some((one) => one !== server && clash(one, moved))) return undefined;
  const servers = site.servers.map((one) => (one === server ? moved : one));
  const ports = moved.legs.map((leg) => `${leg.switch} port ${String(leg.port)}`).join(', ');
  return { site: { ...site, servers }, words: `move server ${server.name} to ${ports}` };
}

/** Ports that no server of the first site has; two moves may meet on one, and are not made then. */
function unusedPort(random: Random): number {
  return random.between(13, lastServerPort);
}

function clash(a: ServerModel, b: ServerModel): boolean {
  return a.legs.some((leg) => b.legs.some((other) => other.switch === leg.switch && other.port === leg.port));
}

function addServer(random: Random, site: SiteModel, universe: SiteModel): Edited | undefined {
  const present = new Set(site.servers.map(({ name }) => name));
  const server = pickFrom(
    random,
    universe.servers.filter(({ name }) => !present.has(name)),
  );
  if (server === undefined || site.servers.some((one) => clash(one, server))) return undefined;
  const group = site.groups.find(({ servers }) => styleOf(site, servers[0]) === server.style);
  const joined =
    group === undefined ? site : withGroup(site, { ...group, servers: [...group.servers, server.name] });
  const words =
    group === undefined ? `add server ${server.name}` : `add server ${server.name} to group ${group.name}`;
  return { site: { ...joined, servers: [...site.servers, server] }, words };
}

function removeServer(random: Random, site: SiteModel): Edited | undefined {
  const server = pickFrom(random, site.servers);
  if (server === undefined) return undefined;
  const groups = site.groups
    .map((group) => ({ ...group, servers: group.servers.filter((name) => name !== server.name) }))
    .filter(({ servers }) => servers.length > 0);
  const servers = site.servers.filter((one) => one !== server);
  return { site: { ...site, servers, groups }, words: `remove server ${server.name}` };
}

function pickFrom<Value>(random: Random, values: readonly Value[]): Value | undefined {
  return values.length === 0 ? undefined : random.pick(values);
}

function styleOf(site: SiteModel, server: string | undefined): string | undefined {
  return site.servers.find(({ name }) => name === server)?.style;
}

function reaches(site: SiteModel, group: GroupModel | undefined, network: string): boolean {
  return site.groups.some(
    ({ name, connections: its }) => name === group?.name && its.some((one) => one.network === network),
  );
}

function withGroup(site: SiteModel, group: GroupModel): SiteModel {
  return { ...site, groups: site.groups.map((one) => (one.name === group.name ? group : one)) };
}
