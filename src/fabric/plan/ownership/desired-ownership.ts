/** Which objects of a switch are Twinleaf's once the desired configuration is applied. */
import { compareText } from '../../model/ids.ts';
import type { Ownership } from '../../model/ownership.ts';
import type { DesiredSwitch } from '../../desired/desired-switch.ts';

/** Ownership after success: everything desired but the ports that are being released. */
export function desiredOwnership(desired: DesiredSwitch): Ownership {
  const { pair } = desired;
  return {
    vlans: desired.vlans.map((vlan) => vlan.id),
    ports: desired.ports.filter((port) => port.role !== 'released').map((port) => port.name),
    portChannels: desired.portChannels.map((portChannel) => portChannel.id),
    svis: pair?.controlVlan === undefined ? [] : [pair.controlVlan],
    pairDomain: pair !== undefined,
  };
}

/** What either of two ownerships holds. */
export function unitedOwnership(a: Ownership, b: Ownership): Ownership {
  return {
    vlans: unitedNumbers(a.vlans, b.vlans),
    ports: [...new Set([...a.ports, ...b.ports])].sort(compareText),
    portChannels: unitedNumbers(a.portChannels, b.portChannels),
    svis: unitedNumbers(a.svis, b.svis),
    pairDomain: a.pairDomain || b.pairDomain,
  };
}

function unitedNumbers(a: readonly number[], b: readonly number[]): readonly number[] {
  return [...new Set([...a, ...b])].sort((x, y) => x - y);
}
