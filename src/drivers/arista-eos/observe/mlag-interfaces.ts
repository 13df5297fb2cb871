/** `show mlag interfaces | json`: every multi-chassis port-channel and on how many members it is up. */
import type { Observation } from '../../driver.ts';
import type { MlagState } from '../../../fabric/verify/observed-switch.ts';
import { jsonRecord, recordAt, recordsOf, textAt, unreadable } from './json-output.ts';

const states: ReadonlyMap<string, MlagState> = new Map([
  ['active-full', 'full'],
  ['active-partial', 'partial'],
  ['inactive', 'inactive'],
  ['disabled', 'disabled'],
  ['configured', 'configured'],
]);

export const mlagInterfaces: Observation = {
  command: 'show mlag interfaces | json',
  read(output) {
    const rows = recordsOf(recordAt(jsonRecord(output), 'interfaces'));
    return {
      mlags: new Map(
        rows.map(([id, row]) => {
          const state = states.get(textAt(row, 'status').toLowerCase());
          if (state === undefined || !/^\d+$/.test(id)) {
            throw unreadable(`MLAG ${id}`, JSON.stringify(row));
          }
          return [Number(id), state] as const;
        }),
      ),
    };
  },
};
