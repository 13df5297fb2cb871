import assert from 'node:assert/strict';
import { InterfaceNames } from '../../../src/drivers/virtual/interface-names.ts';

const names = new InterfaceNames([
  { kind: 'port-channel', long: 'Port-Channel', short: 'Po', number: /^\d+$/, low: 1, high: 2000 },
  { kind: 'ethernet', long: 'Ethernet', short: 'Et', number: /^\d+(?:\/\d+)*$/, low: 1 },
  { kind: 'vlan', long: 'Vlan', short: 'Vl', number: /^\d+$/, low: 1, high: 4094 },
  { kind: 'vxlan', long: 'Vxlan', short: 'Vx', number: /^1$/ },
]);

describe('interface names of a virtual switch', () => {
  for (const [typed, long, short] of [
    ['e1', 'Ethernet1', 'Et1'],
    ['ETH49/01', 'Ethernet49/1', 'Et49/1'],
    ['port-channel11', 'Port-Channel11', 'Po11'],
    ['vl10', 'Vlan10', 'Vl10'],
  ] as const) {
    it(`take ${typed} for ${long}`, () => {
      assert.equal(names.named(typed)?.long, long);
      assert.equal(names.shortName(long), short);
    });
  }

  for (const typed of ['', 'e', '1', 'v10', 'Po2001', 'Po1/1', 'Et0', 'Vxlan2', 'Ethernet1 x']) {
    it(`take "${typed}" for none`, () => {
      assert.equal(names.named(typed), undefined);
    });
  }

  it('stand in the order of the kinds, then of their numbers', () => {
    const sorted = ['Vlan9', 'Ethernet10', 'Ethernet9/2', 'Ethernet9/10', 'Port-Channel7', 'Ethernet9'];
    assert.deepEqual(sorted.toSorted(names.compare), [
      'Port-Channel7',
      'Ethernet9',
      'Ethernet9/2',
      'Ethernet9/10',
      'Ethernet10',
      'Vlan9',
    ]);
  });
});
