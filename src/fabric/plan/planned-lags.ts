/** The bonds of servers that a plan shows: what is in each, and what becomes of it without LACP. */
import type { Memory } from '../memory.ts';
import type { Attachment, AttachmentMember, ResolvedFallback } from '../model/resolved-fabric.ts';
import type { PlannedLag } from './plan.ts';

/** In the order of the attachments, whether the plan changes them or not; only those with a port-channel have one. */
export function plannedLags(attachments: readonly Attachment[], memory: Memory): readonly PlannedLag[] {
  return memory.recallEach(lagsOf, attachments, ({ endpoint }) => endpoint).flat();
}

/** One or none. */
function lagsOf(attachment: Attachment): readonly PlannedLag[] {
  const { kind, unit, endpoint, group, portChannel, members, fallback } = attachment;
  if ((kind !== 'lag' && kind !== 'mlag') || portChannel === undefined || fallback === undefined) return [];
  return [
    {
      unit,
      kind,
      id: portChannel,
      server: endpoint,
      bond: group,
      members: members.map(plannedMember),
      fallback: plannedFallback(fallback),
    },
  ];
}

function plannedMember(member: AttachmentMember): PlannedLag['members'][number] {
  const { switch: hostname, port, index, lacpPriority } = member;
  return { switch: hostname, port, index, lacpPriority };
}

function plannedFallback({ setting, enabled, port, traits, why }: ResolvedFallback): PlannedLag['fallback'] {
  const { claim, evidence } = traits;
  return { setting, enabled, port: `${port.switch}/${port.port}`, claim, evidence, why };
}
