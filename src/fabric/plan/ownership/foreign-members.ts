/** Port-channels of ours that somebody else has put a port into (design section 6). */
import type { Refusal } from '../../errors.ts';
import type { Ownership } from '../../model/ownership.ts';
import type { RunningFacts } from '../../model/running-facts.ts';
import { markedOwnership } from './marked-state.ts';

/**
 * A refusal for every port that is nobody's of ours and is in a port-channel that goes: the switch would take the
 * port out of it, and what was not ours is left as it was.
 */
export function foreignMembers(
  hostname: string,
  facts: RunningFacts,
  { before, after }: { readonly before: Ownership; readonly after: Ownership },
): readonly Refusal[] {
  const going = new Set(before.portChannels.filter((id) => !after.portChannels.includes(id)));
  if (going.size === 0) return [];
  const ours = new Set([...before.ports, ...after.ports, ...markedOwnership(facts).ports]);
  return facts.ports.flatMap(({ id, portChannel }) => {
    if (portChannel === undefined || !going.has(portChannel) || ours.has(id)) return [];
    return [
      {
        code: 'foreign-member' as const,
        message: `${hostname}: ${id}, which is not Twinleaf's, is in port-channel ${String(portChannel)}, which is to be removed`,
        hint: 'take the port out of it first; Twinleaf changes no port of somebody else',
      },
    ];
  });
}
