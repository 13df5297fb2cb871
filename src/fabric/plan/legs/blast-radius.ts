/** Which servers lose legs on the way. None loses the last of those that forward unless `--allow-outage` says so. */
import type { Refusal } from '../../errors.ts';
import { compareText, type SwitchPort } from '../../model/ids.ts';
import type { ResolvedFabric } from '../../model/resolved-fabric.ts';
import { groupedBy } from '../../resolve/grouped-by.ts';
import { portsBefore } from '../../resolve/ports-before.ts';
import { bondOf, disturbedPorts, type DisturbedPorts, type PlannedLegs } from './disturbed-ports.ts';
import type { AppliedFacts, BlastRadius } from '../plan.ts';

export type { PlannedLegs } from './disturbed-ports.ts';

/** An entry of the blast radius and the switch whose change it is. */
export interface Disturbance extends BlastRadius {
  readonly switch: string;
  /** Legs of the server that do not count, because their switch could not be read. */
  readonly unknown: readonly SwitchPort[];
}

/** Whether a leg on a switch that is not planned was in use; `unknown` counts as down. */
export type LegElsewhere = (leg: SwitchPort) => 'in use' | 'free' | 'unknown';

/** The blast radius as a plan shows it: see `disturbances`. */
export function blastRadius(
  fabric: ResolvedFabric,
  switches: readonly PlannedLegs[],
  portIndexes: AppliedFacts['portIndexes'] = {},
): readonly BlastRadius[] {
  return disturbances(fabric, switches, portIndexes).map(shownEntry);
}

/** Without what only the planner needs. */
export function shownEntry({ switch: _, unknown: __, ...entry }: Disturbance): BlastRadius {
  return entry;
}

/**
 * Per server and switch: how many of its legs were in use and how many remain while that switch is changed.
 *
 * - A leg in use is a port that was owned before and that the server was cabled to then, by `portIndexes`, or is
 *   cabled to now where nothing is known of before.
 * - It is lost while a line stops it, and from then on where the server is not on it any more. Members change one
 *   after the other in an order that is decided later, so of the legs elsewhere as many count as are there both
 *   before and after.
 * - A server that no connection names any more is not in it: it is among the removals.
 * - On switches that are not planned, `elsewhere` says which legs were in use; what it does not know counts as down.
 */
export function disturbances(
  fabric: ResolvedFabric,
  switches: readonly PlannedLegs[],
  portIndexes: AppliedFacts['portIndexes'],
  elsewhere: LegElsewhere = () => 'in use',
): readonly Disturbance[] {
  const planned = new Map(switches.map((one) => [one.plan.switch, one]));
  const disturbed = disturbedSwitches(fabric, planned);
  if (disturbed.length === 0) return [];
  const use: LegElsewhere = (leg) => {
    const ports = planned.get(leg.switch)?.before.ports;
    if (ports === undefined) return elsewhere(leg);
    return ports.includes(leg.port) ? 'in use' : 'free';
  };
  const servers = serversBySwitch(serversOf(fabric, use, portIndexes));
  const at = (hostname: string | undefined) => servers.get(hostname ?? '') ?? [];
  return disturbed
    .flatMap((one) => {
      const concerned = new Set([...at(one.hostname), ...at(one.peer?.plan.switch)]);
      return [...concerned].flatMap((server) => lossAt(one, server, planned) ?? []);
    })
    .sort((a, b) => compareText(a.server, b.server) || compareText(a.step, b.step));
}

/** A refusal for every server that is left without any leg. */
export function outages(radius: readonly BlastRadius[]): readonly Refusal[] {
  return radius
    .filter((entry) => entry.legsDuring === 0)
    .map((entry) => ({
      code: 'guard-allow-outage' as const,
      message: `${entry.server} loses its last leg at ${entry.step}`,
      hint: 'run it when the server may be cut off, with --allow-outage',
    }));
}

type Planned = ReadonlyMap<string, PlannedLegs>;

interface DisturbedSwitch extends DisturbedPorts {
  readonly planned: PlannedLegs;
  readonly hostname: string;
  readonly peer?: PlannedLegs;
}

function disturbedSwitches({ units }: ResolvedFabric, planned: Planned): readonly DisturbedSwitch[] {
  return units.flatMap(({ members }) =>
    members.flatMap((hostname) => {
      const one = planned.get(hostname);
      if (one === undefined) return [];
      const peer = planned.get(members.find((member) => member !== hostname) ?? '');
      const disturbed = disturbedPorts(one, peer);
      if (disturbed.ports.size + disturbed.contested.size === 0) return [];
      return [{ hostname, planned: one, ...(peer ? { peer } : {}), ...disturbed }];
    }),
  );
}

interface ServerLegs {
  readonly server: string;
  /** In use before. */
  readonly old: readonly SwitchPort[];
  /** Nobody knows whether they were. */
  readonly unknown: readonly SwitchPort[];
  /** As `switch/port`: connected afterwards. */
  readonly connected: ReadonlySet<string>;
}

function serversOf(
  fabric: ResolvedFabric,
  use: LegElsewhere,
  portIndexes: AppliedFacts['portIndexes'],
): readonly ServerLegs[] {
  const attachments = groupedBy(fabric.attachments, ({ endpoint }) => endpoint);
  // Ports of a server that is gone may be those of the same one under another name.
  const claimed = new Set(fabric.endpoints.flatMap((endpoint) => portsBefore(portIndexes, endpoint) ?? []));
  return fabric.endpoints.flatMap((endpoint) => {
    const { name: server, interfaces } = endpoint;
    const members = attachments.get(server)?.flatMap((attachment) => attachment.members);
    if (members === undefined) return [];
    const cabled = interfaces.flatMap(({ at }) => (at === undefined ? [] : [at]));
    const known = portsBefore(portIndexes, endpoint)?.map(switchPort);
    const legs = known ?? cabled.filter((at) => !claimed.has(keyOf(at)));
    const old = legs.filter((leg) => use(leg) === 'in use');
    const unknown = legs.filter((leg) => use(leg) === 'unknown');
    return [{ server, old, unknown, connected: new Set(members.map(keyOf)) }];
  });
}

/** Looked up once, so that a plan of every switch stays linear in the fabric. */
function serversBySwitch(servers: readonly ServerLegs[]): ReadonlyMap<string, readonly ServerLegs[]> {
  const legs = servers.flatMap((server) =>
    [...new Set(server.old.map((leg) => leg.switch))].map((hostname) => ({ hostname, server })),
  );
  const entries = [...groupedBy(legs, ({ hostname }) => hostname)];
  return new Map(entries.map(([hostname, found]) => [hostname, found.map(({ server }) => server)]));
}

function lossAt(one: DisturbedSwitch, legs: ServerLegs, planned: Planned): Disturbance | undefined {
  const { server, old, unknown } = legs;
  const lost = lostLegs(one, legs, planned);
  if (lost.length === 0) return undefined;
  const ports = lost.map((leg) => (leg.switch === one.hostname ? leg.port : keyOf(leg)));
  return {
    switch: one.hostname,
    server,
    legsBefore: old.length,
    legsDuring: old.length - lost.length - goneOf(legs, lost, planned),
    step: `${one.hostname}: ${ports.join(', ')}${unknownWords(unknown)}`,
    // How long a leg takes to come back is up to its other end as well.
    seconds: null,
    unknown,
  };
}

/**
 * The most legs that can be lost at once: those here, or those that the peer gives up. A leg that stops here while
 * the peer has given up its own is lost beside them, unless it is given up for good with the pair.
 */
function lostLegs(one: DisturbedSwitch, legs: ServerLegs, planned: Planned): readonly SwitchPort[] {
  const here = legs.old.filter((leg) => leg.switch === one.hostname);
  const atPeer = legs.old.filter((leg) => isLostAtPeer(one, leg));
  const stopped = here.filter((leg) => one.stopped.has(leg.port) || !stays(leg, legs, planned));
  const either: readonly (readonly SwitchPort[])[] = [
    here.filter((leg) => isLost(one, leg) || !stays(leg, legs, planned)),
    [...stopped, ...atPeer.filter((leg) => isOverBothAfter(one, leg))],
    atPeer,
  ];
  return either.reduce((most, legsLost) => largerOf(most, legsLost));
}

function unknownWords(unknown: readonly SwitchPort[]): string {
  if (unknown.length === 0) return '';
  return `, not counting ${unknown.map(keyOf).join(', ')}, which could not be read`;
}

/** Whether the server has that leg after the plan. */
function stays(leg: SwitchPort, { connected }: ServerLegs, planned: Planned): boolean {
  const after = planned.get(leg.switch)?.plan.ownership.ports;
  return connected.has(keyOf(leg)) && after?.includes(leg.port) !== false;
}

/** How many fewer legs the server has after the plan, beyond those that are lost anyway. */
function goneOf(server: ServerLegs, lost: readonly SwitchPort[], planned: Planned): number {
  const after = [...server.connected].map(switchPort).filter((leg) => stays(leg, server, planned));
  const countAt = (legs: readonly SwitchPort[], hostname: string): number =>
    legs.filter((leg) => leg.switch === hostname).length;
  const counts = [...groupedBy(server.old, (leg) => leg.switch)].map(([hostname, before]) => {
    const left = countAt(after, hostname) + countAt(lost, hostname);
    return planned.has(hostname) ? Math.max(0, before.length - left) : 0;
  });
  return counts.reduce((sum, count) => sum + count, 0);
}

function isLost({ ports, contested, planned }: DisturbedSwitch, { port }: SwitchPort): boolean {
  const bond = bondOf(planned.facts, port);
  return ports.has(port) || (bond !== undefined && contested.has(bond));
}

function isLostAtPeer({ contested, peer }: DisturbedSwitch, leg: SwitchPort): boolean {
  if (peer?.plan.switch !== leg.switch) return false;
  const bond = bondOf(peer.facts, leg.port);
  return bond !== undefined && contested.has(bond);
}

function isOverBothAfter({ peer }: DisturbedSwitch, leg: SwitchPort): boolean {
  const bond = peer === undefined ? undefined : bondOf(peer.facts, leg.port);
  return peer?.plan.desired.portChannels.some(({ id, role }) => role === 'mlag' && id === bond) === true;
}

function largerOf<Item>(one: readonly Item[], other: readonly Item[]): readonly Item[] {
  return other.length > one.length ? other : one;
}

function keyOf({ switch: hostname, port }: SwitchPort): string {
  return `${hostname}/${port}`;
}

function switchPort(key: string): SwitchPort {
  const slash = key.indexOf('/');
  return { switch: key.slice(0, slash), port: key.slice(slash + 1) };
}
