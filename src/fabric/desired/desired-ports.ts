/** Server-facing ports and port-channels of one switch. */
import { compareText } from '../model/ids.ts';
import { mark, owners } from '../model/mark.ts';
import type { Attachment, AttachmentMember } from '../model/resolved-fabric.ts';
import type { DesiredEdge, DesiredPort, DesiredPortChannel, Switchport } from './desired-switch.ts';
import type { SwitchAttachment, SwitchContext } from './fabric-index.ts';
import { networksOf } from './fabric-index.ts';

/** One per bond with a port on this switch, in the order of the attachments. */
export function desiredPortChannels(context: SwitchContext): readonly DesiredPortChannel[] {
  return context.attachments.flatMap((here) => {
    const { portChannel, kind } = here.attachment;
    if (portChannel === undefined || (kind !== 'lag' && kind !== 'mlag')) return [];
    return [bond(context, here, { id: portChannel, role: kind })];
  });
}

/** One per server-facing port, in the order of the attachments. */
export function desiredPorts(context: SwitchContext): readonly DesiredPort[] {
  return context.attachments.flatMap(({ attachment, members }) => {
    const edge = edgeOf(context, attachment);
    return members.map((member) => port(context, { attachment, member, edge }));
  });
}

function bond(
  context: SwitchContext,
  { attachment, members }: SwitchAttachment,
  identity: Pick<DesiredPortChannel, 'id' | 'role'>,
): DesiredPortChannel {
  const owner = owners.bond(attachment.endpoint, attachment.group);
  const { fallback, maxBundle } = attachment;
  return {
    ...identity,
    description: mark(owner, context.traits.names.descriptionLength),
    edge: edgeOf(context, attachment),
    members: members.map((member) => member.port).toSorted(compareText),
    ...(fallback === undefined
      ? {}
      : {
          fallback: {
            enabled: fallback.enabled,
            hasFirstPort: fallback.port.switch === context.hostname,
          },
        }),
    ...(maxBundle === undefined ? {} : { maxBundle }),
  };
}

function port(
  context: SwitchContext,
  { attachment, member, edge }: { attachment: Attachment; member: AttachmentMember; edge: DesiredEdge },
): DesiredPort {
  const owner = owners.port(attachment.endpoint, member.index);
  const named = { name: member.port, description: mark(owner, context.traits.names.descriptionLength), edge };
  if (attachment.portChannel === undefined) {
    return { role: 'edge', ...named, followsPeerLink: member.isOrphan };
  }
  const { portChannel, lacpRate } = attachment;
  return {
    role: 'member',
    ...named,
    membership: { portChannel, lacpPriority: member.lacpPriority, lacpRate },
  };
}

/** A server, and an external system as well, is no bridge: its port is an edge port and a BPDU on it is a fault. */
function edgeOf(context: SwitchContext, attachment: Attachment): DesiredEdge {
  const { mtuBytes, stormControl } = context.fabric;
  return {
    switchport: switchportOf(attachment),
    ipMtuBytes: Math.max(mtuBytes, ...networksOf(attachment).map((network) => network.mtuBytes)),
    isStpEdge: true,
    hasBpduGuard: true,
    ...(stormControl === undefined ? {} : { stormControl }),
  };
}

/** Only an untagged network: access port. Any tagged one: trunk, on which VLAN 1 never passes. */
function switchportOf({ untagged, tagged }: Attachment): Switchport {
  if (tagged.length === 0 && untagged !== undefined) return { mode: 'access', vlan: untagged.vlan };
  const vlans = [...new Set(tagged.map((network) => network.vlan))].toSorted((a, b) => a - b);
  return { mode: 'trunk', ...(untagged === undefined ? {} : { native: untagged.vlan }), tagged: vlans };
}
