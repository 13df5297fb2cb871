/** Sites out of a seed: small, since what breaks a big one breaks a small one too. */
import type { Random } from '../random.ts';
import type {
  ConnectionModel,
  DriverName,
  GroupModel,
  NetworkModel,
  ServerModel,
  ServerStyle,
  SiteModel,
  UnitModel,
} from './site-model.ts';

const drivers: readonly DriverName[] = ['arista-eos', 'cisco-nxos', 'dell-os10'];

/** The last port of a switch that a server is ever cabled to. */
export const lastServerPort = 40;

/** Everything that will ever stand in the rooms of this site, and the part of it that is described at first. */
export interface Generated {
  /** Every server in a group, as the lab is cabled. */
  readonly universe: SiteModel;
  readonly first: SiteModel;
}

/** One to three units, at most one of them not a pair where there are several. */
export function generateSite(random: Random): Generated {
  const count = random.pick([1, 1, 1, 1, 1, 1, 2, 2, 3]);
  const units = Array.from({ length: count }, (_, at) => unit(random, at));
  const networks = generateNetworks(random);
  const servers = units.flatMap((one) => serversOf(random, one));
  const universe = { units, servers, networks, groups: [...groupsByStyle(random, servers, networks)] };
  return { universe, first: someOf(random, universe) };
}

function unit(random: Random, at: number): UnitModel {
  const letter = String.fromCharCode(97 + at);
  const driver = random.pick(drivers);
  const isPair = random.chance(0.7);
  const members = isPair ? [`${letter}1`, `${letter}2`] : [`${letter}1`];
  return { name: isPair ? `rack-${letter}` : `${letter}1`, driver, members };
}

function generateNetworks(random: Random): readonly NetworkModel[] {
  return ['mgmt', 'app', 'data', 'store'].slice(0, random.between(2, 4)).map((name, at) => ({
    name,
    vlan: random.chance(0.3) ? 'auto' : 110 + 10 * at + random.between(0, 9),
  }));
}

function serversOf(random: Random, { name: unitName, members }: UnitModel): readonly ServerModel[] {
  const ports = random.shuffled(Array.from({ length: 12 }, (_, at) => at + 1));
  return Array.from({ length: random.between(1, 2) }, (_, at) => {
    const style = random.pick<ServerStyle>(['bond', 'bond', 'bond', 'spread', 'single']);
    const name = `${unitName.replace('rack-', 's')}-${String(at + 1)}`;
    const [first = ''] = members;
    const second = random.chance(0.8) ? (members[1] ?? first) : first;
    const switches = style === 'single' ? [random.pick(members)] : [first, second];
    const legs = switches.map((hostname, leg) => ({
      mac: macOf(name, leg),
      switch: hostname,
      port: ports[2 * at + leg] ?? 1,
    }));
    return { name, unit: unitName, style, legs };
  });
}

/** Unlike any other of the site: the last characters of the name, and the leg. */
function macOf(name: string, leg: number): string {
  return `52:${Buffer.from(name.slice(-4))
    .toString('hex')
    .replaceAll(/(..)(?=.)/g, '$1:')}:${leg.toString(16).padStart(2, '0')}`;
}

/** Servers of one style share a group, so that a connection says one redundancy for all of them. */
function groupsByStyle(
  random: Random,
  servers: readonly ServerModel[],
  networks: readonly NetworkModel[],
): readonly GroupModel[] {
  return (['bond', 'spread', 'single'] as const).flatMap((style) => {
    const its = servers.filter((server) => server.style === style).map(({ name }) => name);
    return its.length === 0
      ? []
      : [{ name: `all-${style}`, servers: its, connections: connections(random, networks) }];
  });
}

/** Tagged networks, and for most an untagged one. */
export function connections(random: Random, networks: readonly NetworkModel[]): readonly ConnectionModel[] {
  const chosen = random.shuffled(networks).slice(0, random.between(1, 3));
  const untagged = random.chance(0.7) ? 0 : -1;
  return chosen.map(({ name }, at) => ({ network: name, tagged: at !== untagged }));
}

/** Some of the groups, and in them some of the servers; at least one of each. */
function someOf(random: Random, universe: SiteModel): SiteModel {
  const kept = universe.groups.filter((_, at) => at === 0 || random.chance(0.7));
  const groups = kept.map((group) => ({
    ...group,
    servers: group.servers.filter((_, at) => at === 0 || random.chance(0.7)),
  }));
  const named = new Set(groups.flatMap(({ servers }) => servers));
  const servers = universe.servers.filter(({ name }) => named.has(name) || random.chance(0.3));
  return { ...universe, servers, groups };
}
