/**
 * The MLAG domain, worked out from what both members are configured to do. It is active only if each end has
 * the other's address, both name one domain, and the peer-link really connects them and carries the VLAN of
 * the local interface; anything else shows as it would on the switch.
 */
import { interfaceName } from '../config/interface-names.ts';
import { devices, linkedNeighbour, type Device } from './device.ts';
import type { InterfaceFacts } from './facts.ts';
import { ownIdentity, portChannelState, type Identity } from './lacp.ts';
import { isCarriedBy } from './vlan-membership.ts';

export interface PairState {
  /** Domain, local interface, peer address and peer-link are configured and the domain is not shut. */
  readonly isEnabled: boolean;
  readonly isActive: boolean;
  readonly peerLinkStatus: 'up' | 'down' | 'lowerlayerdown' | 'unknown';
  readonly localInterfaceStatus: 'up' | 'down' | 'unknown';
  /** Only while active. */
  readonly peer?: Device;
  readonly role?: 'primary' | 'secondary';
  /** Colons; only while active. */
  readonly systemId?: string;
}

/** The state of the domain as this member sees it. */
export function pairState(device: Device): PairState {
  const peerLinkStatus = statusOfPeerLink(device);
  const localInterfaceStatus = statusOfLocalInterface(device);
  const isEnabled = isConfigured(device);
  const peer = activePeer(device);
  const seen = { isEnabled, isActive: peer !== undefined, peerLinkStatus, localInterfaceStatus };
  if (peer === undefined) return seen;
  const lower = device.systemMac < peer.systemMac ? device.systemMac : peer.systemMac;
  return {
    ...seen,
    peer,
    role: lower === device.systemMac ? 'primary' : 'secondary',
    systemId: locallyAdministered(lower),
  };
}

/** The domain's system id and the MLAG number while the domain is active, else the switch's own. */
export const mlagIdentity: Identity = (device, portChannel) => {
  if (portChannel.mlag === undefined || portChannel.name === device.facts.mlag.peerLink) {
    return ownIdentity(device, portChannel);
  }
  const { systemId } = pairState(device);
  if (systemId === undefined) return ownIdentity(device, portChannel);
  // The high bit keeps the key of an MLAG apart from that of an ordinary port-channel with that number.
  return { mac: systemId, key: 0x8000 + portChannel.mlag };
};

/** The switch at the other end of the peer-link, whether or not the domain is active. */
export function cabledPeer(device: Device): Device | undefined {
  for (const port of peerLinkPorts(device)) {
    const neighbour = linkedNeighbour(device, port);
    const other = neighbour?.kind === 'switch' ? devices.get(neighbour.switch) : undefined;
    if (other !== undefined) return other;
  }
  return undefined;
}

/** The other member, if everything fits at both ends. */
function activePeer(device: Device): Device | undefined {
  const peer = cabledPeer(device);
  if (peer === undefined || peer === device || cabledPeer(peer) !== device) return undefined;
  const isOneDomain =
    device.facts.mlag.domainId === peer.facts.mlag.domainId && controlVlan(device) === controlVlan(peer);
  return isOneDomain && isReady(device, peer) && isReady(peer, device) ? peer : undefined;
}

/** Whether a member does its part: all of the domain configured and up, and looking for the other's address. */
function isReady(device: Device, peer: Device): boolean {
  return (
    isConfigured(device) &&
    isAddressed(device, peer) &&
    statusOfPeerLink(device) === 'up' &&
    statusOfLocalInterface(device) === 'up' &&
    carriesControl(device)
  );
}

function isConfigured({ facts: { mlag } }: Device): boolean {
  const needed = [mlag.domainId, mlag.localInterface, mlag.peerAddress, mlag.peerLink];
  return !mlag.isShut && needed.every((value) => value !== undefined);
}

function localInterface({ facts }: Device): InterfaceFacts | undefined {
  return facts.interfaces.get(facts.mlag.localInterface ?? '');
}

function controlVlan(device: Device): number {
  return Number(interfaceName(device.facts.mlag.localInterface ?? '')?.number ?? 0);
}

/** Whether the peer has, on its local interface, the address that this member looks for. */
function isAddressed(device: Device, peer: Device): boolean {
  return localInterface(peer)?.address?.split('/')[0] === device.facts.mlag.peerAddress;
}

function peerLinkPorts({ facts }: Device): readonly string[] {
  const name = facts.mlag.peerLink ?? '';
  return facts.members.get(name) ?? (interfaceName(name)?.kind === 'ethernet' ? [name] : []);
}

function statusOfPeerLink(device: Device): PairState['peerLinkStatus'] {
  const name = device.facts.mlag.peerLink;
  if (name === undefined) return 'unknown';
  if (interfaceName(name)?.kind === 'ethernet') {
    return linkedNeighbour(device, name) === undefined ? 'lowerlayerdown' : 'up';
  }
  const facts = device.facts.interfaces.get(name);
  if (facts === undefined) return 'unknown';
  if (facts.isShut) return 'down';
  return portChannelState(device, name)?.isUp === true ? 'up' : 'lowerlayerdown';
}

/** An SVI is up if its VLAN exists and, unless autostate is off, some port is up in it. */
function statusOfLocalInterface(device: Device): PairState['localInterfaceStatus'] {
  const svi = localInterface(device);
  if (svi === undefined) return 'unknown';
  const vlan = device.facts.vlans.get(controlVlan(device));
  if (svi.isShut || svi.address === undefined || vlan?.isActive !== true) return 'down';
  const isHeldUp = !svi.hasAutostate || (statusOfPeerLink(device) === 'up' && carriesControl(device));
  return isHeldUp ? 'up' : 'down';
}

function carriesControl(device: Device): boolean {
  const facts = device.facts.interfaces.get(device.facts.mlag.peerLink ?? '');
  return facts !== undefined && isCarriedBy(device.facts, facts, controlVlan(device));
}

/** The MLAG system id is the lower MAC with the local bit set, as the real captures show. */
function locallyAdministered(mac: string): string {
  const first = Number.parseInt(mac.slice(0, 2), 16) | 0x02;
  return first.toString(16).padStart(2, '0') + mac.slice(2);
}
