/**
 * Pair domains that Twinleaf managed and is told to manage no more. They carry traffic, so they are left as
 * they are: the planner no longer owns them, and what is not owned is neither changed nor removed.
 */
import type { Intent, SwitchPairIntent } from '../../model/intent.ts';
import { ownsNothing, type Ownership } from '../../model/ownership.ts';
import type { RunningFacts } from '../../model/running-facts.ts';

/** Ownership by hostname without the domains, control VLANs and peer-links of pairs that are not to be managed. */
export function withoutHandedBack(
  ownership: ReadonlyMap<string, Ownership>,
  { switchPairs }: Intent,
  facts: ReadonlyMap<string, RunningFacts>,
): ReadonlyMap<string, Ownership> {
  const unmanaged = switchPairs.filter((pair) => !pair.manage);
  const members = unmanaged.flatMap((pair) =>
    pair.members.map((hostname) => {
      const before = ownership.get(hostname) ?? ownsNothing;
      const running = facts.get(hostname);
      return [hostname, running === undefined ? before : withoutPair(before, pair, running)] as const;
    }),
  );
  return new Map([...ownership, ...members]);
}

function withoutPair(before: Ownership, { peerLink }: SwitchPairIntent, running: RunningFacts): Ownership {
  if (!before.pairDomain) return before;
  const named = new Set<string>(peerLink?.ports ?? []);
  const marked = running.portChannels.filter(({ description }) => description?.endsWith('/peer-link'));
  const peerLinks = new Set<number>(marked.map(({ id }) => id));
  for (const { id, portChannel } of running.ports) {
    if (named.has(id) && portChannel !== undefined) peerLinks.add(portChannel);
  }
  const isPeerLinkPort = (port: string): boolean =>
    named.has(port) ||
    running.ports.some(
      ({ id, portChannel }) => id === port && portChannel !== undefined && peerLinks.has(portChannel),
    );
  return {
    ...before,
    vlans: before.vlans.filter((vlan) => !before.svis.includes(vlan)),
    ports: before.ports.filter((port) => !isPeerLinkPort(port)),
    portChannels: before.portChannels.filter((id) => !peerLinks.has(id)),
    svis: [],
    pairDomain: false,
  };
}
