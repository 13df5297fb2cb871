/** Who answers: the hostname, and that Open vSwitch is there. */
import type { IdentityProbe } from '../driver.ts';
import { parsedRecord, unreadable } from './observe/tables.ts';

export const identity: IdentityProbe = {
  commands: ['show version'],
  read([output = '']) {
    const { hostname, model, version, system } = parsedRecord(output);
    if (typeof hostname !== 'string') throw unreadable('the version', output);
    return {
      hostname,
      model: typeof model === 'string' ? model : 'unknown',
      version: typeof version === 'string' ? version : 'unknown',
      isExpectedSystem: system === 'Open vSwitch',
    };
  },
};
