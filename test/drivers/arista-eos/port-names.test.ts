import assert from 'node:assert/strict';
import {
  canonicalPort,
  isManagementPort,
  portChannelNumber,
} from '../../../src/drivers/arista-eos/port-names.ts';
import { itReadsPortChannels, itReadsPorts, itTakesForNoPort } from '../port-names.ts';

describe('port names of Arista EOS', () => {
  itReadsPorts(canonicalPort, [
    ['Ethernet1', 'Ethernet1'],
    ['Et1', 'Ethernet1'],
    ['et10', 'Ethernet10'],
    ['eth 1/1', 'Ethernet1/1'],
    ['ethernet 3/1/4', 'Ethernet3/1/4'],
    ['ETHERNET49/1', 'Ethernet49/1'],
    ['e7', 'Ethernet7'],
    ['Ma1', 'Management1'],
    ['management1/1', 'Management1/1'],
  ]);

  itTakesForNoPort(canonicalPort, [
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
  ]);

  it('tells management ports', () => {
    assert.equal(isManagementPort('Management1'), true);
    assert.equal(isManagementPort('Ethernet1'), false);
  });

  itReadsPortChannels(portChannelNumber, [
    ['Po11', 11],
    ['Port-Channel11', 11],
    ['port-channel 11', 11],
    ['po11', 11],
    ['Po0', undefined],
    ['Pool1', undefined],
  ]);
});
