/** `show mac address-table`: what was learnt where, as JSON or as a table. */
import type { Observation } from '../../driver.ts';
import type { ObservedSwitch } from '../../../fabric/verify/observed-switch.ts';
import { configuredName } from '../port-names.ts';
import { isJson, jsonRecord, rowsOf, textAt } from './json-output.ts';
import { unreadable } from './unreadable.ts';

interface Entry {
  readonly mac: string;
  readonly vlan: string;
  readonly type: string;
  readonly port: string;
}

/** Flags, VLAN, address, type, age, two marks, and a port whose name may hold a blank. */
const row =
  /^[*+A-Z()~]*\s*(\d+|-)\s+([0-9a-f]{4}\.[0-9a-f]{4}\.[0-9a-f]{4})\s+(\S+)\s+\S+\s+\S+\s+\S+\s+(\S.*?)\s*$/;

export const macAddressTable: Observation = {
  command: 'show mac address-table | json',
  read(output): Pick<ObservedSwitch, 'macs'> {
    const entries = isJson(output) ? fromJson(output) : fromTable(output);
    return {
      // Static entries are the switch's own and its peer's; whatever else there is counts as learnt.
      macs: entries
        .filter(({ type }) => !/^static$/i.test(type))
        .map(({ mac, vlan, port }) => {
          if (!/^\d+$/.test(vlan)) throw unreadable('the VLAN of a MAC address', `${mac} ${vlan}`);
          return { mac: colonForm(mac), vlan: Number(vlan), port: configuredName(port) };
        }),
    };
  },
};

function fromJson(output: string): readonly Entry[] {
  return rowsOf(jsonRecord(output), 'mac_address').map((entry) => ({
    mac: textAt(entry, 'disp_mac_addr'),
    vlan: textAt(entry, 'disp_vlan'),
    type: textAt(entry, 'disp_type'),
    port: textAt(entry, 'disp_port'),
  }));
}

/** Above the rule stand the legend and the header. */
function fromTable(output: string): readonly Entry[] {
  const lines = output.split('\n');
  const head = lines.findIndex((line) => /^-+\+-+/.test(line));
  if (head < 0 && /\S/.test(output)) throw unreadable('the table of MAC addresses', output);
  return lines
    .slice(head + 1)
    .filter((line) => /\S/.test(line))
    .map((line) => {
      const [, vlan, mac, type, port] = row.exec(line) ?? [];
      if (vlan === undefined || mac === undefined || type === undefined || port === undefined) {
        throw unreadable('a row of the MAC address table', line);
      }
      return { vlan, mac, type, port };
    });
}

function colonForm(text: string): string {
  const digits = text.replaceAll('.', '').toLowerCase();
  return (digits.match(/../g) ?? []).join(':');
}
