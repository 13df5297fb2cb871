/** What a server-facing port or port-channel lets through, and how it is protected. */
import type { Attachment, ResolvedFabric, ResolvedNetwork } from '../model/resolved-fabric.ts';
import type { DesiredEdge, Switchport } from './desired-switch.ts';

/**
 * What the ports of an attachment have in common, on whichever switch they are. A server, and an external
 * system as well, is no bridge: its port is an edge port and a BPDU on it is a fault.
 */
export function edgeOf(
  { mtuBytes, stormControl }: Pick<ResolvedFabric, 'mtuBytes' | 'stormControl'>,
  attachment: Attachment,
): DesiredEdge {
  return {
    switchport: switchportOf(attachment),
    ipMtuBytes: Math.max(mtuBytes, ...networksOf(attachment).map((network) => network.mtuBytes)),
    isStpEdge: true,
    hasBpduGuard: true,
    ...(stormControl === undefined ? {} : { stormControl }),
  };
}

/** The networks of an attachment, the untagged one first. */
export function networksOf(attachment: Attachment): readonly ResolvedNetwork[] {
  return attachment.untagged === undefined ? attachment.tagged : [attachment.untagged, ...attachment.tagged];
}

/** Only an untagged network: access port. Any tagged one: trunk, on which VLAN 1 never passes. */
function switchportOf({ untagged, tagged }: Attachment): Switchport {
  if (tagged.length === 0 && untagged !== undefined) return { mode: 'access', vlan: untagged.vlan };
  const vlans = [...new Set(tagged.map((network) => network.vlan))].toSorted((a, b) => a - b);
  return { mode: 'trunk', ...(untagged === undefined ? {} : { native: untagged.vlan }), tagged: vlans };
}
