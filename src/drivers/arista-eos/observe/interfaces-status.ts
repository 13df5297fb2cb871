/** `show interfaces status`: whether a port has a carrier, as a table whose columns stand where its header says. */
import type { Observation } from '../../driver.ts';
import type { ObservedPort } from '../../../fabric/verify/observed-switch.ts';
import { canonicalPort } from '../port-names.ts';
import { unreadable } from './json-output.ts';

const states: ReadonlyMap<string, ObservedPort['state']> = new Map([
  ['connected', 'up'],
  ['notconnect', 'no-carrier'],
  // A lane that the transceiver's present mode does not use.
  ['inactive', 'no-carrier'],
  ['disabled', 'shut'],
  ['errdisabled', 'error-disabled'],
]);

/** Rows for things that are no physical port: port-channels, sub-interfaces, the VXLAN interface. */
const otherInterface = /^(?:Po\d+|Vx\d+|Pe(?:er)?\S*|\S+\.\d+)\s/;

export const interfacesStatus: Observation = {
  command: 'show interfaces status',
  read(output) {
    const [header = '', ...rows] = output.split('\n').filter((line) => line.trim() !== '');
    const columns = { status: header.indexOf('Status'), vlan: header.indexOf('Vlan') };
    if (!header.startsWith('Port') || columns.status < 0 || columns.vlan < columns.status) {
      throw unreadable('the header of the interface table', output);
    }
    const ports = rows.filter((row) => !otherInterface.test(row)).map((row) => portIn(row, columns));
    return { ports: new Map(ports) };
  },
};

function portIn(row: string, columns: { status: number; vlan: number }): readonly [string, ObservedPort] {
  const port = canonicalPort(row.split(/\s/, 1)[0] ?? '');
  const state = states.get(row.slice(columns.status, columns.vlan).trim());
  if (port === undefined || state === undefined) throw unreadable('a row of the interface table', row);
  return [port, { state }];
}
