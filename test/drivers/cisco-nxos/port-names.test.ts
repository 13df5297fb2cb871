import assert from 'node:assert/strict';
import {
  canonicalPort,
  configuredName,
  isManagementPort,
  portChannelNumber,
} from '../../../src/drivers/cisco-nxos/port-names.ts';

describe('port names of Cisco NX-OS', () => {
  for (const [typed, canonical] of [
    ['Ethernet1/10', 'Ethernet1/10'],
    ['Eth1/10', 'Ethernet1/10'],
    ['eth 1/10', 'Ethernet1/10'],
    ['e1/1', 'Ethernet1/1'],
    ['Et3/36/1', 'Ethernet3/36/1'],
    ['ETHERNET 101/1/1', 'Ethernet101/1/1'],
    ['mgmt0', 'mgmt0'],
    ['mgmt 0', 'mgmt0'],
  ] as const) {
    it(`reads ${typed} as ${canonical}`, () => {
      assert.equal(canonicalPort(typed), canonical);
    });
  }

  for (const typed of [
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
  ]) {
    it(`knows no physical port ${JSON.stringify(typed)}`, () => {
      assert.equal(canonicalPort(typed), undefined);
    });
  }

  it('reads a canonical name as itself', () => {
    for (const port of ['Ethernet1/1', 'Ethernet1/49/4', 'mgmt0']) assert.equal(canonicalPort(port), port);
  });

  it('tells the management port', () => {
    assert.equal(isManagementPort('mgmt0'), true);
    assert.equal(isManagementPort('Ethernet1/1'), false);
  });

  it('reads the number of a port-channel in any spelling', () => {
    for (const text of ['Po11', 'port-channel11', 'port-channel 11', 'po11']) {
      assert.equal(portChannelNumber(text), 11);
    }
    assert.equal(portChannelNumber('Po0'), undefined);
    assert.equal(portChannelNumber('Pool1'), undefined);
  });

  it('writes the short names of tables as the configuration does, and leaves others alone', () => {
    assert.deepEqual(['Po3', 'Eth1/1', 'nve1(10.0.0.134)'].map(configuredName), [
      'port-channel3',
      'Ethernet1/1',
      'nve1(10.0.0.134)',
    ]);
  });
});
