/**
 * What the templates of the pair domain are filled with. EOS wants one peer address over a VLAN that passes
 * the peer-link only, and works out the system MAC by itself.
 */
import type { DesiredPairMember, DesiredSwitch } from '../../fabric/desired/desired-switch.ts';
import { UnsupportedError } from '../../fabric/errors.ts';
import type { TemplateItem } from '../../fabric/render/feature.ts';

/** The control VLAN as spanning tree has to know it; empty without a managed pair. */
export function controlVlan({ pair }: DesiredSwitch): readonly TemplateItem[] {
  return pair?.controlVlan === undefined ? [] : [{ vlan: pair.controlVlan }];
}

/** The layer-3 interface that the members talk over; empty without a managed pair. Throws `unsupported-feature`. */
export function controlInterface(desired: DesiredSwitch): readonly TemplateItem[] {
  if (desired.pair === undefined) return [];
  const { vlan, ownAddress, peerAddress } = peering(desired.hostname, desired.pair);
  return [{ vlan, address: ownAddress, prefixLength: prefixLength(ownAddress, peerAddress) }];
}

/** `mlag configuration`; empty without a managed pair. Throws `unsupported-feature`. */
export function pairDomain(desired: DesiredSwitch): readonly TemplateItem[] {
  const { hostname, pair } = desired;
  if (pair === undefined) return [];
  if (pair.systemMac !== undefined) {
    throw refusal(hostname, `the system MAC of pair ${pair.name} cannot be set: EOS works it out by itself`);
  }
  const { vlan, peerAddress, portChannel } = peering(hostname, pair);
  return [
    {
      // The id is free text that both members must have alike.
      domain: pair.domainId ?? pair.name,
      vlan,
      peerAddress,
      portChannel,
      heartbeat: heartbeat(hostname, pair),
    },
  ];
}

/**
 * Without a VRF the heartbeat leaves by the default one: the site says which VRF the management interface is
 * in only with `kind: address`. Where that is wrong the heartbeat stays down, which `verify` shows.
 */
function heartbeat(hostname: string, { name, keepalive }: DesiredPairMember): TemplateItem | null {
  if (keepalive === undefined) return null;
  if (addressNumber(keepalive.peer) === undefined) {
    throw refusal(
      hostname,
      `the keepalive of pair ${name} needs an IPv4 address, not ${keepalive.peer}; give \`kind: address\``,
    );
  }
  return { address: keepalive.peer, vrf: keepalive.vrf ?? null };
}

function peering(hostname: string, pair: DesiredPairMember) {
  const { controlVlan: vlan, peerLinkPortChannel: portChannel, ownAddress, peerAddress } = pair;
  if (
    vlan === undefined ||
    portChannel === undefined ||
    ownAddress === undefined ||
    peerAddress === undefined
  ) {
    throw refusal(
      hostname,
      `pair ${pair.name} needs a peer-link port-channel, a control VLAN and two addresses in it`,
    );
  }
  return { vlan, portChannel, ownAddress, peerAddress };
}

/** The longest prefix in which both are usable addresses: /31 for `.0` and `.1`, /30 for `.1` and `.2`. */
function prefixLength(own: string, peer: string): number {
  const [a, b] = [addressNumber(own) ?? 0, addressNumber(peer) ?? 0];
  for (let length = 31; length > 0; length -= 1) {
    const size = 2 ** (32 - length);
    const isUsable = [a, b].every(
      (address) => length === 31 || (address % size !== 0 && address % size !== size - 1),
    );
    if (isUsable && Math.floor(a / size) === Math.floor(b / size)) return length;
  }
  return 0;
}

/** An IPv4 address as a number, or undefined where the text is none. */
function addressNumber(text: string): number | undefined {
  const bytes = text.split('.').map((part) => (/^\d{1,3}$/.test(part) ? Number(part) : 256));
  if (bytes.length !== 4 || bytes.some((byte) => byte > 255)) return undefined;
  return bytes.reduce((number, byte) => number * 256 + byte, 0);
}

function refusal(hostname: string, message: string): UnsupportedError {
  return new UnsupportedError('unsupported-feature', `${hostname}: ${message}`, { switch: hostname });
}
