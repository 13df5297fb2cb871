/** The pair domain as one member has to configure it; only where Twinleaf manages the pair. */
import { compareText } from '../model/ids.ts';
import { mark, owners } from '../model/mark.ts';
import type { ResolvedPair } from '../model/resolved-fabric.ts';
import type { DesiredPairMember, DesiredPort, DesiredPortChannel, DesiredVlan } from './desired-switch.ts';
import type { SwitchContext } from './fabric-index.ts';

/** What a peer-link is on one member. */
export interface DesiredPeerLink {
  /** Absent where the operating system makes it itself. */
  readonly portChannel?: DesiredPortChannel;
  readonly ports: readonly DesiredPort[];
}

/** This member's view of the pair, or undefined where the switch is in none that is managed. */
export function desiredPairMember(context: SwitchContext): DesiredPairMember | undefined {
  const { pair } = context.unit;
  if (pair?.manage !== true) return undefined;
  const isFirst = pair.members[0] === context.hostname;
  const settable = context.traits.pair.systemMac === 'settable';
  return {
    name: pair.name,
    ...(pair.domainId === undefined ? {} : { domainId: pair.domainId }),
    ...(pair.systemMac === undefined || !settable ? {} : { systemMac: pair.systemMac }),
    ...(pair.peerLinkPortChannel === undefined ? {} : { peerLinkPortChannel: pair.peerLinkPortChannel }),
    peerLinkPorts: pair.peerLinkPorts,
    ...(pair.controlVlan === undefined ? {} : { controlVlan: pair.controlVlan }),
    ...addressesOf(pair, isFirst),
    ...keepaliveOf(pair, isFirst),
    isFirst,
  };
}

/**
 * The peer-link's port-channel and its ports, or undefined where nobody manages the pair. It carries the VLANs
 * of the whole pair, the control VLAN included.
 */
export function desiredPeerLink(
  context: SwitchContext,
  vlans: readonly DesiredVlan[],
): DesiredPeerLink | undefined {
  const { pair } = context.unit;
  if (pair?.manage !== true) return undefined;
  const id = pair.peerLinkPortChannel;
  const description = mark(owners.peerLink(pair.name), context.traits.names.descriptionLength);
  const members = pair.peerLinkPorts.toSorted(compareText);
  if (id === undefined) {
    return { ports: members.map((name) => ({ role: 'system-peer-link', name, description })) };
  }
  return {
    portChannel: {
      id,
      description,
      role: 'peer-link',
      peerLinkVlans: vlans.map((vlan) => vlan.id),
      members,
    },
    ports: members.map((name) => ({ role: 'peer-link', name, description, portChannel: id }) as const),
  };
}

function addressesOf(
  pair: ResolvedPair,
  isFirst: boolean,
): Pick<DesiredPairMember, 'ownAddress' | 'peerAddress'> {
  if (pair.addresses === undefined) return {};
  const [ownAddress, peerAddress] = seenFrom(pair.addresses, isFirst);
  return { ownAddress, peerAddress };
}

function keepaliveOf(pair: ResolvedPair, isFirst: boolean): Pick<DesiredPairMember, 'keepalive'> {
  const { keepalive } = pair;
  if (keepalive === undefined) return {};
  const addresses = keepalive.kind === 'management' ? pair.managementHosts : keepalive.addresses;
  const [own, peer] = seenFrom(addresses, isFirst);
  const vrf = keepalive.kind === 'address' ? keepalive.vrf : undefined;
  return { keepalive: { own, peer, ...(vrf === undefined ? {} : { vrf }) } };
}

/** Own value first, then the peer's. */
function seenFrom(values: readonly [string, string], isFirst: boolean): readonly [string, string] {
  return isFirst ? values : [values[1], values[0]];
}
