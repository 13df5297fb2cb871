/** `show mac address-table | json`: what was learnt where. */
import type { Observation } from '../../driver.ts';
import { jsonRecord, listAt, recordAt, textAt, unreadable } from './json-output.ts';

export const macAddressTable: Observation = {
  command: 'show mac address-table | json',
  read(output) {
    const entries = listAt(recordAt(jsonRecord(output), 'unicastTable'), 'tableEntries');
    return {
      // Static entries are the switch's own and its peer's; whatever else there is counts as learnt.
      macs: entries
        .filter((entry) => !/static/i.test(textAt(entry, 'entryType')))
        .map((entry) => {
          const vlan = entry['vlanId'];
          if (typeof vlan !== 'number') throw unreadable('a MAC address entry', JSON.stringify(entry));
          const mac = textAt(entry, 'macAddress').toLowerCase();
          return { mac, vlan, port: textAt(entry, 'interface') };
        }),
    };
  },
};
