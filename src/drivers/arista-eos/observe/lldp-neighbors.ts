/** `show lldp neighbors detail | json`: who is heard on which port. */
import type { Observation } from '../../driver.ts';
import type { ObservedNeighbour } from '../../../fabric/verify/observed-switch.ts';
import type { JsonRecord } from './json-output.ts';
import { jsonRecord, listAt, recordAt, recordsOf, textAt } from './json-output.ts';

export const lldpNeighbors: Observation = {
  command: 'show lldp neighbors detail | json',
  read(output) {
    const ports = recordsOf(recordAt(jsonRecord(output), 'lldpNeighbors'));
    return {
      neighbours: new Map(
        ports.map(([port, row]) => [port, listAt(row, 'lldpNeighborInfo').map(neighbourIn)] as const),
      ),
    };
  },
};

function neighbourIn(row: JsonRecord): ObservedNeighbour {
  const chassisId = row['chassisId'];
  const systemName = row['systemName'];
  return {
    // A neighbour need not announce a name.
    device: typeof systemName === 'string' ? systemName : '',
    // Interface names come in quotes.
    port: textAt(recordAt(row, 'neighborInterfaceInfo'), 'interfaceId').replaceAll('"', ''),
    ...(typeof chassisId === 'string' ? { chassisId: colonForm(chassisId) } : {}),
  };
}

/** `4438.39fa.7846` as `44:38:39:fa:78:46`; text that is no MAC address stays as it is. */
function colonForm(text: string): string {
  const digits = text.replaceAll(/[.:-]/g, '').toLowerCase();
  return /^[0-9a-f]{12}$/.test(digits) ? (digits.match(/../g) ?? []).join(':') : text;
}
