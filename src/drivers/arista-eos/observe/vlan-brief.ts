/** `show vlan brief | json`: the VLANs that exist, dynamic ones included. */
import type { Observation } from '../../driver.ts';
import { jsonRecord, recordAt, recordsOf, textAt, unreadable } from './json-output.ts';

export const vlanBrief: Observation = {
  command: 'show vlan brief | json',
  read(output) {
    const rows = recordsOf(recordAt(jsonRecord(output), 'vlans'));
    return {
      vlans: new Map(
        rows.map(([id, row]) => {
          if (!/^\d+$/.test(id)) throw unreadable('a VLAN id', id);
          return [Number(id), { name: textAt(row, 'name'), isActive: textAt(row, 'status') === 'active' }];
        }),
      ),
    };
  },
};
