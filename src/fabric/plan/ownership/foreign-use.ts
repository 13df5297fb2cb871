/** VLANs that Twinleaf is done with and somebody else is not: our ports leave them, and they are not deleted. */
import { inRanges } from '../../model/ids.ts';
import type { Ownership } from '../../model/ownership.ts';
import type { InterfaceFacts, RunningFacts } from '../../model/running-facts.ts';

/** In words, who else uses a VLAN on a switch; empty: nobody. A trunk that carries all VLANs names none. */
export function foreignUsers(vlan: number, facts: RunningFacts, owned: Ownership): readonly string[] {
  const ports = facts.ports.filter((port) => !owned.ports.includes(port.id) && uses(port, vlan));
  const portChannels = facts.portChannels.filter(
    (portChannel) => !owned.portChannels.includes(portChannel.id) && uses(portChannel, vlan),
  );
  const hasForeignSvi = facts.svis.includes(vlan) && !owned.svis.includes(vlan);
  return [
    ...ports.map((port) => port.id),
    ...portChannels.map((portChannel) => `port-channel ${String(portChannel.id)}`),
    ...(hasForeignSvi ? [`the layer-3 interface of VLAN ${String(vlan)}`] : []),
  ];
}

function uses(facts: InterfaceFacts<unknown>, vlan: number): boolean {
  return facts.vlans !== 'all' && inRanges(facts.vlans, vlan);
}
