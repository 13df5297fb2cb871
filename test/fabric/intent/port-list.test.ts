import assert from 'node:assert/strict';
import { readPorts } from '../../../src/fabric/intent/port-list.ts';
import { Fault } from '../../../src/fabric/intent/schema/fault.ts';
import { testDrivers } from '../driver-traits.ts';

describe('an entry of an inventory that is no range', () => {
  // Ports of the first and the second: `Ethernet48`, and with a slot `Ethernet1/48` (guides of the vendors).
  for (const [driver, example] of [
    ['arista-eos', 'like Ethernet1-48'],
    ['cisco-nxos', 'like Ethernet1/1-48'],
  ] as const) {
    it(`is answered with an example that ${driver} itself would take`, () => {
      const traits = testDrivers.get(driver);
      assert.ok(traits);
      const fault = readPorts('ports 1 to 48', traits);
      assert.ok(fault instanceof Fault);
      assert.ok(fault.hint?.endsWith(example), fault.hint);
      assert.ok(!(readPorts(example.replace('like ', ''), traits) instanceof Fault));
    });
  }
});
