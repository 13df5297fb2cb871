/**
 * What the marks on switches say about who made what: the way back to a lost store, and the ownership of a
 * plan that has no store.
 */
import type { Allocation, Allocations } from '../../model/allocation.ts';
import { compareText } from '../../model/ids.ts';
import type { Intent } from '../../model/intent.ts';
import { isMarkOf, ownerInMark, owners } from '../../model/mark.ts';
import type { Ownership } from '../../model/ownership.ts';
import type { RunningFacts } from '../../model/running-facts.ts';

/** What is owned on a switch by its marks alone; a released port is nobody's. */
export function markedOwnership(facts: RunningFacts): Ownership {
  const vlans = facts.vlans.filter((vlan) => isOwn(vlan.name));
  const portChannels = facts.portChannels.filter((portChannel) => isOwn(portChannel.description));
  const controlVlans = vlans
    .filter((vlan) => vlan.name?.endsWith('/control') === true)
    .map((vlan) => vlan.id);
  return {
    vlans: vlans.map((vlan) => vlan.id).sort((a, b) => a - b),
    ports: facts.ports
      .filter((port) => isOwn(port.description))
      .map((port) => port.id)
      .sort(compareText),
    portChannels: portChannels.map((portChannel) => portChannel.id).sort((a, b) => a - b),
    svis: facts.svis.filter((vlan) => controlVlans.includes(vlan)),
    pairDomain:
      facts.hasPairDomain &&
      [...portChannels, ...facts.ports.filter((port) => isOwn(port.description))].some(
        ({ description }) => description?.endsWith('/peer-link') === true,
      ),
  };
}

/** Whether a switch carries any mark of something in use. */
export function isMarked(facts: RunningFacts): boolean {
  const owned = markedOwnership(facts);
  return owned.vlans.length + owned.ports.length + owned.portChannels.length > 0;
}

function isOwn(text: string | undefined): boolean {
  if (text === undefined) return false;
  const owner = ownerInMark(text);
  return owner !== undefined && owner !== owners.released;
}

/** Marks of one switch and the unit it belongs to. */
export interface MarkedSwitch {
  readonly hostname: string;
  readonly unit: string;
  readonly facts: RunningFacts;
}

/** The allocations that the marks of all switches amount to; shortened owners are matched with the intent's names. */
export function markedAllocations(switches: readonly MarkedSwitch[], intent: Intent): Allocations {
  const candidates = knownOwners(intent);
  const found = new Map<string, Allocation>();
  for (const { unit, hostname, facts } of switches) {
    for (const vlan of facts.vlans) {
      const owner = wholeOwner(vlan.name, candidates);
      if (owner !== undefined && !owner.endsWith('/control')) {
        found.set(`vlan ${owner}`, { kind: 'vlan', scope: '', owner, value: vlan.id });
      }
    }
    for (const portChannel of facts.portChannels) {
      const owner = wholeOwner(portChannel.description, candidates);
      if (owner === undefined || owner.endsWith('/peer-link')) continue;
      const key = `port-channel ${unit} ${owner}`;
      const members = facts.ports.filter((port) => port.portChannel === portChannel.id);
      const ports = [...(found.get(key)?.ports ?? []), ...members.map((port) => `${hostname}/${port.id}`)];
      found.set(key, {
        kind: 'port-channel',
        scope: unit,
        owner,
        value: portChannel.id,
        ports: ports.sort(compareText),
      });
    }
  }
  return [...found.entries()].sort(([a], [b]) => compareText(a, b)).map(([, allocation]) => allocation);
}

/** Per server, the ports by index that the marks of ports name; servers whose marks were shortened are matched by name. */
export function markedPortIndexes(
  switches: readonly MarkedSwitch[],
  intent: Intent,
): Readonly<Record<string, readonly string[]>> {
  const candidates = knownOwners(intent);
  const indexes = new Map<string, { index: number; at: string }[]>();
  for (const { hostname, facts } of switches) {
    for (const port of facts.ports) {
      const [, endpoint, index] =
        /^(.*)\/port(\d+)$/.exec(wholeOwner(port.description, candidates) ?? '') ?? [];
      if (endpoint === undefined || index === undefined) continue;
      const entry = { index: Number(index), at: `${hostname}/${port.id}` };
      indexes.set(endpoint, [...(indexes.get(endpoint) ?? []), entry]);
    }
  }
  return Object.fromEntries(
    [...indexes.entries()]
      .sort(([a], [b]) => compareText(a, b))
      .map(([endpoint, ports]) => [endpoint, ports.sort((a, b) => a.index - b.index).map(({ at }) => at)]),
  );
}

function wholeOwner(text: string | undefined, candidates: readonly string[]): string | undefined {
  if (text === undefined || !isOwn(text)) return undefined;
  const owner = ownerInMark(text);
  if (owner?.includes('~') !== true) return owner;
  return candidates.find((candidate) => isMarkOf(text, candidate)) ?? owner;
}

function knownOwners(intent: Intent): readonly string[] {
  const endpoints = intent.endpoints.flatMap((endpoint) =>
    endpoint.interfaces.flatMap((_, index) => [
      owners.bond(endpoint.name, index),
      owners.port(endpoint.name, index),
    ]),
  );
  const pairs = intent.switchPairs.flatMap((pair) => [owners.peerLink(pair.name), owners.control(pair.name)]);
  return [...intent.logicalNetworks.map((network) => owners.network(network.name)), ...endpoints, ...pairs];
}
