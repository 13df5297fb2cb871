import assert from 'node:assert/strict';
import {
  canonicalPort,
  isManagementPort,
  portChannelNumber,
} from '../../../src/drivers/dell-os10/port-names.ts';
import { itReadsPortChannels, itReadsPorts, itTakesForNoPort } from '../port-names.ts';

describe('port names of Dell OS10', () => {
  itReadsPorts(canonicalPort, [
    ['ethernet1/1/1', 'ethernet1/1/1'],
    ['ethernet 1/1/54', 'ethernet1/1/54'],
    ['Eth 1/1/1', 'ethernet1/1/1'],
    ['e1/1/7', 'ethernet1/1/7'],
    ['ethernet1/1/1:4', 'ethernet1/1/1:4'],
    ['mgmt1/1/1', 'mgmt1/1/1'],
    ['Mgmt 1/1/1', 'mgmt1/1/1'],
  ]);

  itTakesForNoPort(canonicalPort, [
    'ethernet1',
    'ethernet1/1',
    'ethernet1/1/01',
    'ethernet1/1/1/1',
    'ethernet1/1/1:',
    'mgmt1/1/1:1',
    'port-channel11',
    'vlan20',
    '1/1/1',
    'ethernet1/1/1\nreload',
  ]);

  it('tells management ports from the others', () => {
    assert.equal(isManagementPort('mgmt1/1/1'), true);
    assert.equal(isManagementPort('ethernet1/1/1'), false);
  });

  itReadsPortChannels(portChannelNumber, [
    ['port-channel11', 11],
    ['port-channel 1000', 1000],
    ['Po7', 7],
    ['ethernet1/1/1', undefined],
    ['port-channel', undefined],
  ]);
});
