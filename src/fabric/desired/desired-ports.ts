/** Server-facing ports and port-channels of one switch. */
import { compareText } from '../model/ids.ts';
import { mark, owners } from '../model/mark.ts';
import type { AttachmentMember } from '../model/resolved-fabric.ts';
import type { DesiredPort, DesiredPortChannel } from './desired-switch.ts';
import type { SwitchAttachment, SwitchContext } from './fabric-index.ts';

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
  return context.attachments.flatMap((here) => here.members.map((member) => port(context, here, member)));
}

function bond(
  context: SwitchContext,
  { attachment, edge, members }: SwitchAttachment,
  identity: Pick<DesiredPortChannel, 'id' | 'role'>,
): DesiredPortChannel {
  const owner = owners.bond(attachment.endpoint, attachment.group);
  const { fallback, maxBundle } = attachment;
  return {
    ...identity,
    description: mark(owner, context.traits.names.descriptionLength),
    edge,
    members: members.map((member) => member.port).toSorted(compareText),
    ...(identity.role === 'mlag' && members.length === attachment.members.length ? { isOneSided: true } : {}),
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
  { attachment, edge }: SwitchAttachment,
  member: AttachmentMember,
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
