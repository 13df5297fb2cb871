import assert from 'node:assert/strict';
import {
  canonicalPort,
  isManagementPort,
  portChannelNumber,
} from '../../../src/drivers/arista-eos/port-names.ts';

describe('port names of Arista EOS', () => {
  for (const [typed, canonical] of [
    ['Ethernet1', 'Ethernet1'],
    ['Et1', 'Ethernet1'],
    ['et10', 'Ethernet10'],
    ['eth 1/1', 'Ethernet1/1'],
    ['ethernet 3/1/4', 'Ethernet3/1/4'],
    ['ETHERNET49/1', 'Ethernet49/1'],
    ['e7', 'Ethernet7'],
    ['Ma1', 'Management1'],
    ['management1/1', 'Management1/1'],
  ] as const) {
    it(`reads ${typed} as ${canonical}`, () => {
      assert.equal(canonicalPort(typed), canonical);
    });
  }

  for (const typed of [
    '',
    'Ethernet',
    '1',
    'Ethernet0',
    'Ethernet01',
    'Ethernet1/0',
    'Ethernet1/2/3/4',
    'Ethernet1.100',
    'Ethernet1-2',
    'Management1/1/1',
    'GigabitEthernet1/0/1',
    'Port-Channel1',
    'Vlan10',
    'Ethernet1\nshutdown',
    'Ethernet1; reload',
  ]) {
    it(`knows no physical port ${JSON.stringify(typed)}`, () => {
      assert.equal(canonicalPort(typed), undefined);
    });
  }

  it('reads a canonical name as itself', () => {
    for (const port of ['Ethernet1', 'Ethernet49/1', 'Ethernet3/1/1', 'Management1']) {
      assert.equal(canonicalPort(port), port);
    }
  });

  it('tells management ports', () => {
    assert.equal(isManagementPort('Management1'), true);
    assert.equal(isManagementPort('Ethernet1'), false);
  });

  it('reads the number of a port-channel in any spelling', () => {
    for (const text of ['Po11', 'Port-Channel11', 'port-channel 11', 'po11']) {
      assert.equal(portChannelNumber(text), 11);
    }
    assert.equal(portChannelNumber('Po0'), undefined);
    assert.equal(portChannelNumber('Pool1'), undefined);
  });
});
