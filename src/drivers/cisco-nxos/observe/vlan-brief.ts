/** `show vlan brief`: the VLANs that exist, as JSON or as the table that names their ports in further lines. */
import type { Observation } from '../../driver.ts';
import type { ObservedSwitch } from '../../../fabric/verify/observed-switch.ts';
import { isJson, jsonRecord, rowsOf, textAt } from './json-output.ts';
import { unreadable } from './unreadable.ts';

type ObservedVlan = readonly [number, { readonly name: string; readonly isActive: boolean }];

export const vlanBrief: Observation = {
  command: 'show vlan brief | json',
  read: (output): Pick<ObservedSwitch, 'vlans'> => ({
    vlans: new Map(isJson(output) ? fromJson(output) : fromTable(output)),
  }),
};

function fromJson(output: string): readonly ObservedVlan[] {
  const rows = rowsOf(jsonRecord(output), 'vlanbriefxbrief');
  // VLAN 1 always exists.
  if (rows.length === 0) throw unreadable('the VLANs', output);
  return rows.map((row) => {
    const id = textAt(row, 'vlanshowbr-vlanid');
    if (!/^\d+$/.test(id)) throw unreadable('a VLAN id', id);
    const isShut = row['vlanshowbr-shutstate'] === 'shutdown';
    const isActive = textAt(row, 'vlanshowbr-vlanstate') === 'active' && !isShut;
    return [Number(id), { name: textAt(row, 'vlanshowbr-vlanname'), isActive }] as const;
  });
}

/** The table ends with the one about types; lines without an id go on with ports. */
function fromTable(output: string): readonly ObservedVlan[] {
  const lines = output.split('\n');
  const head = lines.findIndex((line) => /^VLAN\s+Name\s+Status/.test(line));
  if (head < 0) throw unreadable('the table of VLANs', output);
  const below = lines.slice(head + 1);
  const end = below.findIndex((line) => /^VLAN\s+Type/.test(line));
  return below.slice(0, end < 0 ? undefined : end).flatMap((line) => {
    if (!/^\d/.test(line)) return [];
    const [, id, name, status] =
      /^(\d+)\s+(\S.*?)\s+(active|suspended|sus\/\S+|act\/\S+)(?:\s|$)/.exec(line) ?? [];
    if (id === undefined || name === undefined) throw unreadable('a row of the VLAN table', line);
    return [[Number(id), { name, isActive: status === 'active' }] as const];
  });
}
