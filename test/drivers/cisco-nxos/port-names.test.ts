import assert from 'node:assert/strict';
import {
  canonicalPort,
  configuredName,
  isManagementPort,
  portChannelNumber,
} from '../../../src/drivers/cisco-nxos/port-names.ts';
import { itReadsPortChannels, itReadsPorts, itTakesForNoPort } from '../port-names.ts';

describe('port names of Cisco NX-OS', () => {
  itReadsPorts(canonicalPort, [
    ['Ethernet1/10', 'Ethernet1/10'],
    ['Eth1/10', 'Ethernet1/10'],
    ['eth 1/10', 'Ethernet1/10'],
    ['e1/1', 'Ethernet1/1'],
    ['Et3/36/1', 'Ethernet3/36/1'],
    ['ETHERNET 101/1/1', 'Ethernet101/1/1'],
    ['Ethernet1/49/4', 'Ethernet1/49/4'],
    ['mgmt0', 'mgmt0'],
    ['mgmt 0', 'mgmt0'],
  ]);

  itTakesForNoPort(canonicalPort, [
    '',
    'Ethernet',
    'Ethernet1',
    '1/1',
    'Ethernet1/0',
    'Ethernet0/1',
    'Ethernet1/01',
    'Ethernet1/2/3/4',
    'Ethernet1/1.100',
    'Ethernet1/1-4',
    'mgmt1',
    'port-channel1',
    'Vlan10',
    'nve1',
    'Ethernet1/1\nshutdown',
    'Ethernet1/1 ; reload',
  ]);

  it('tells the management port', () => {
    assert.equal(isManagementPort('mgmt0'), true);
    assert.equal(isManagementPort('Ethernet1/1'), false);
  });

  itReadsPortChannels(portChannelNumber, [
    ['Po11', 11],
    ['port-channel11', 11],
    ['port-channel 11', 11],
    ['po11', 11],
    ['Po0', undefined],
    ['Pool1', undefined],
  ]);

  it('writes the short names of tables as the configuration does, and leaves others alone', () => {
    assert.deepEqual(['Po3', 'Eth1/1', 'nve1(10.0.0.134)'].map(configuredName), [
      'port-channel3',
      'Ethernet1/1',
      'nve1(10.0.0.134)',
    ]);
  });
});
