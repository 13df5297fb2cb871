/** What the members of a VLT domain find different about each other; nothing is compared while the link is down. */
import { vlanListText } from '../../../virtual/vlan-list.ts';
import type { Device } from './device.ts';
import type { Facts, InterfaceFacts, VltFacts } from './facts.ts';
import { vltState } from './vlt.ts';

export interface PortMismatch {
  readonly vltId: number;
  /** What differs, as the heading of a column. */
  readonly what: string;
  /** Ours and the peer's. */
  readonly values: readonly [string, string];
}

/** Pairs are ours and the peer's; absent where both are alike. */
export interface Mismatches {
  readonly peerRouting?: readonly [boolean, boolean];
  /** VLANs that the other one lacks. */
  readonly vlans?: readonly [readonly number[], readonly number[]];
  readonly mac?: readonly [string, string];
  readonly ports: readonly PortMismatch[];
}

/** Every difference between a member and its peer. */
export function vltMismatches(device: Device): Mismatches {
  const peer = vltState(device)?.peer;
  const [ours, theirs] = [device.facts.vlt, peer?.facts.vlt];
  if (peer === undefined || ours === undefined || theirs === undefined) return { ports: [] };
  const lacks = (facts: Facts, other: Facts): readonly number[] =>
    [...other.vlans.keys()].filter((id) => !facts.vlans.has(id));
  const onlyOurs = lacks(peer.facts, device.facts);
  const onlyTheirs = lacks(device.facts, peer.facts);
  return {
    ...domainMismatches(ours, theirs),
    ...(onlyOurs.length + onlyTheirs.length === 0 ? {} : { vlans: [onlyOurs, onlyTheirs] }),
    ports: portMismatches(device.facts, peer.facts),
  };
}

function domainMismatches(ours: VltFacts, theirs: VltFacts): Pick<Mismatches, 'peerRouting' | 'mac'> {
  const isEqualRouting = ours.hasPeerRouting === theirs.hasPeerRouting;
  return {
    ...(isEqualRouting ? {} : { peerRouting: [ours.hasPeerRouting, theirs.hasPeerRouting] }),
    ...(ours.mac === theirs.mac ? {} : { mac: [ours.mac ?? '-', theirs.mac ?? '-'] }),
  };
}

const compared: Readonly<Record<string, (facts: InterfaceFacts) => string>> = {
  Mode: ({ mode }) => mode,
  'Untagged VLAN': ({ untagged }) => String(untagged ?? '-'),
  'Mismatch VLAN List': ({ allowed }) => vlanListText(allowed) || '-',
  'LACP fallback': ({ bundle: { fallback } }) =>
    fallback.isEnabled ? `enabled, ${fallback.timeoutMs / 1000} seconds` : 'disabled',
  MTU: ({ mtu }) => String(mtu),
};

function portMismatches(own: Facts, peer: Facts): readonly PortMismatch[] {
  const [ours, theirs] = [byVltId(own), byVltId(peer)];
  const ids = [...new Set([...ours.keys(), ...theirs.keys()])].sort((a, b) => a - b);
  return ids.flatMap((vltId) => {
    const [one, other] = [ours.get(vltId), theirs.get(vltId)];
    if (one === undefined || other === undefined) {
      const values = [one?.name.long ?? '-', other?.name.long ?? '-'] as const;
      return [{ vltId, what: 'Port-Channel', values }];
    }
    return Object.entries(compared)
      .map(([what, read]) => ({ vltId, what, values: [read(one), read(other)] as const }))
      .filter(({ values: [a, b] }) => a !== b);
  });
}

function byVltId(facts: Facts): ReadonlyMap<number, InterfaceFacts> {
  return new Map(
    [...facts.interfaces.values()].flatMap((one) =>
      one.bundle.vltId === undefined ? [] : [[one.bundle.vltId, one] as const],
    ),
  );
}
