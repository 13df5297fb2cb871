/** The VLANs of one switch: those that it or its peer needs, and no others. */
import { mark, owners } from '../model/mark.ts';
import type { DesiredVlan } from './desired-switch.ts';
import type { SwitchContext } from './fabric-index.ts';

/** By id. On a pair member those of the whole pair, since what enters one member may leave by the other. */
export function desiredVlans(context: SwitchContext): readonly DesiredVlan[] {
  const length = context.traits.names.vlanNameLength;
  const networks = context.unitNetworks.map((network) => ({
    id: network.vlan,
    name: mark(owners.network(network.name), length),
    isControl: false,
  }));
  const { pair } = context.unit;
  if (pair?.manage !== true || pair.controlVlan === undefined) return networks;
  const control = {
    id: pair.controlVlan,
    name: mark(owners.control(pair.name), length),
    isControl: true,
  };
  return [...networks, control].toSorted((a, b) => a.id - b.id);
}
