/** `show lldp neighbors detail`: who is heard on which port. Nothing is heard before the feature is on. */
import type { Observation } from '../../driver.ts';
import type { ObservedNeighbour } from '../../../fabric/verify/observed-switch.ts';
import { canonicalPort } from '../port-names.ts';
import { unreadable } from './unreadable.ts';

export const lldpNeighbors: Observation = {
  command: 'show lldp neighbors detail',
  mayBeRefused: true,
  read(output) {
    if (!/^(?:Capability codes:|Total entries displayed:)/m.test(output)) {
      throw unreadable('the LLDP neighbours', output);
    }
    const blocks = output.split(/^(?=Chassis id:)/m).filter((part) => part.startsWith('Chassis id:'));
    const neighbours = new Map<string, ObservedNeighbour[]>();
    for (const block of blocks) {
      const port = canonicalPort(field(block, 'Local Port id'));
      if (port === undefined) throw unreadable('the local port of an LLDP neighbour', block);
      neighbours.set(port, [...(neighbours.get(port) ?? []), neighbourIn(block)]);
    }
    return { neighbours };
  },
};

/** A neighbour need not announce a name. */
function neighbourIn(block: string): ObservedNeighbour {
  const device = field(block, 'System Name');
  return {
    device: /^(?:null|not advertised)$/i.test(device) ? '' : device,
    port: colonForm(field(block, 'Port id')),
    chassisId: colonForm(field(block, 'Chassis id')),
  };
}

function field(block: string, name: string): string {
  const [, value = ''] = new RegExp(`^${name}: *(.*\\S)`, 'm').exec(block) ?? [];
  return value;
}

/** `5087.89a1.d8d6` as `50:87:89:a1:d8:d6`; text that is no MAC address stays as it is. */
function colonForm(text: string): string {
  if (!/^[0-9a-f]{4}\.[0-9a-f]{4}\.[0-9a-f]{4}$/i.test(text)) return text;
  const digits = text.replaceAll('.', '').toLowerCase();
  return (digits.match(/../g) ?? []).join(':');
}
