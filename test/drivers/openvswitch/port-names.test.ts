import assert from 'node:assert/strict';
import { canonicalPort, isManagementPort } from '../../../src/drivers/openvswitch/port-names.ts';

describe('port names of Open vSwitch', () => {
  for (const name of ['swp1', 'swp1s0', 'eth12', 'enp3s0f0np0', 'Ethernet48']) {
    it(`takes ${name} as it is`, () => {
      assert.equal(canonicalPort(name), name);
    });
  }

  for (const text of [
    '',
    'lo',
    'swp',
    '1',
    'swp1-2',
    'swp 1',
    'a2345678901234567',
    'swp1\nreboot',
    '$(id)1',
    'br0',
    'mlag0',
    'po31',
  ]) {
    it(`takes ${JSON.stringify(text)} for no port of a server`, () => {
      assert.equal(canonicalPort(text), undefined);
    });
  }

  it('tells the management port from the others', () => {
    assert.deepEqual(['eth0', 'mgmt0', 'ma1', 'eth1', 'swp1'].map(isManagementPort), [
      true,
      true,
      true,
      false,
      false,
    ]);
  });
});
