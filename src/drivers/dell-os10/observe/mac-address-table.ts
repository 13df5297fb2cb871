/** `show mac address-table`: what was learnt where. */
import type { Observation } from '../../driver.ts';
import { canonicalPort } from '../port-names.ts';
import { unreadable } from './xml-output.ts';

export const macAddressTable: Observation = {
  command: 'show mac address-table',
  read(output) {
    const lines = output.split('\n').map((line) => line.trim());
    const head = lines.findIndex((line) => /^VlanId\s+Mac Address\s+Type\s+Interface$/i.test(line));
    if (head < 0) throw unreadable('the table of MAC addresses', output);
    return { macs: lines.slice(head + 1).flatMap(learntIn) };
  },
};

/** Static entries are the switch's own and its peer's; whatever else there is counts as learnt. */
function learntIn(line: string): readonly { mac: string; vlan: number; port: string }[] {
  if (line === '' || /^-+$/.test(line)) return [];
  const [, vlan, mac, type, at] =
    /^(\d+)\s+((?:[0-9a-f]{2}:){5}[0-9a-f]{2})\s+(\S+)\s+(\S+)$/i.exec(line) ?? [];
  if (vlan === undefined || mac === undefined || type === undefined || at === undefined) {
    throw unreadable('a MAC address entry', line);
  }
  if (/static/i.test(type)) return [];
  return [{ mac: mac.toLowerCase(), vlan: Number(vlan), port: canonicalPort(at) ?? at }];
}
