/**
 * `show interface status`: whether a port has a carrier, as a table whose columns stand where its header says.
 * The table calls a port `down` that is shut as well: which of them are is in the running configuration.
 */
import type { Observation } from '../../driver.ts';
import type { ObservedPort } from '../../../fabric/verify/observed-switch.ts';
import { readFacts } from '../facts.ts';
import { canonicalPort } from '../port-names.ts';
import { unreadable } from './xml-output.ts';

interface Columns {
  readonly description: number;
  readonly status: number;
  readonly speed: number;
}

export const interfaceStatus: Observation = {
  command: 'show interface status',
  read(output, running = []) {
    const lines = output.split('\n').filter((line) => !/^[-\s]*$/.test(line));
    const [header = '', ...rows] = lines;
    const columns = columnsOf(header);
    if (columns === undefined) throw unreadable('the header of the interface table', output);
    const shut = new Set(readFacts(running).ports.flatMap(({ id, isShut }) => (isShut ? [id] : [])));
    const ports = rows.map((row): readonly [string, ObservedPort] => {
      const [port, isUp] = portIn(row, columns);
      return [port, { state: isUp ? 'up' : shut.has(port) ? 'shut' : 'no-carrier' }];
    });
    return { ports: new Map(ports) };
  },
};

function columnsOf(header: string): Columns | undefined {
  const [description, status, speed] = ['Description', 'Status', 'Speed'].map((word) => header.indexOf(word));
  if (description === undefined || status === undefined || speed === undefined) return undefined;
  const areInOrder = header.startsWith('Port') && description > 0 && status > description && speed > status;
  return areInOrder ? { description, status, speed } : undefined;
}

function portIn(row: string, { description, status, speed }: Columns): readonly [string, boolean] {
  const port = canonicalPort(row.slice(0, description));
  const state = row.slice(status, speed).trim();
  if (port === undefined || (state !== 'up' && state !== 'down')) {
    throw unreadable('a row of the interface table', row);
  }
  return [port, state === 'up'];
}
