import assert from 'node:assert/strict';
import { canonicalPort, isManagementPort } from '../../../src/drivers/openvswitch/port-names.ts';
import { itReadsPorts, itTakesForNoPort } from '../port-names.ts';

describe('port names of Open vSwitch', () => {
  itReadsPorts(canonicalPort, [
    ['swp1', 'swp1'],
    ['swp1s0', 'swp1s0'],
    ['eth12', 'eth12'],
    ['enp3s0f0np0', 'enp3s0f0np0'],
    ['Ethernet48', 'Ethernet48'],
  ]);

  itTakesForNoPort(canonicalPort, [
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
  ]);

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
