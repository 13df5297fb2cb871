/**
 * `show vlan`: the VLANs that exist. A VLAN has no name but its description; nothing suspends one, and
 * `Inactive` says only that none of its ports is up.
 */
import type { Observation } from '../../driver.ts';
import { unreadable } from './xml-output.ts';

/** Number, state, then the description and what is attached, each of which may be missing. */
const row = /^[*@MRPCI\s]*?(\d{1,4})\s+(?:Active|Inactive)(?:\s+(\S.*))?$/;
const attached = /(?:^|\s+)[AT]\s+(?:Eth|Po)\S.*$/;

export const vlanTable: Observation = {
  command: 'show vlan',
  read(output) {
    const lines = output.split('\n').map((line) => line.trimEnd());
    const head = lines.findIndex((line) => /^\s*NUM\s+Status\s+Description/.test(line));
    if (head < 0) throw unreadable('the table of VLANs', output);
    return { vlans: new Map(lines.slice(head + 1).flatMap(vlanIn)) };
  },
};

/** Further ports of a VLAN stand in rows of their own. */
function vlanIn(line: string): readonly (readonly [number, { name: string; isActive: boolean }])[] {
  const [, id, rest = ''] = row.exec(line) ?? [];
  if (id === undefined) return [];
  return [[Number(id), { name: rest.replace(attached, '').trim(), isActive: true }]];
}
