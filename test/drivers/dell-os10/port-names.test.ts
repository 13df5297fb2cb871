import assert from 'node:assert/strict';
import {
  canonicalPort,
  isManagementPort,
  portChannelNumber,
} from '../../../src/drivers/dell-os10/port-names.ts';

describe('port names of Dell OS10', () => {
  for (const [typed, canonical] of [
    ['ethernet1/1/1', 'ethernet1/1/1'],
    ['ethernet 1/1/54', 'ethernet1/1/54'],
    ['Eth 1/1/1', 'ethernet1/1/1'],
    ['e1/1/7', 'ethernet1/1/7'],
    ['ethernet1/1/1:4', 'ethernet1/1/1:4'],
    ['mgmt1/1/1', 'mgmt1/1/1'],
    ['Mgmt 1/1/1', 'mgmt1/1/1'],
  ] as const) {
    it(`reads ${typed} as ${canonical}`, () => {
      assert.equal(canonicalPort(typed), canonical);
    });
  }

  for (const text of [
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
  ]) {
    it(`takes ${JSON.stringify(text)} for no port`, () => {
      assert.equal(canonicalPort(text), undefined);
    });
  }

  it('tells management ports from the others', () => {
    assert.equal(isManagementPort('mgmt1/1/1'), true);
    assert.equal(isManagementPort('ethernet1/1/1'), false);
  });

  for (const [text, id] of [
    ['port-channel11', 11],
    ['port-channel 1000', 1000],
    ['Po7', 7],
    ['ethernet1/1/1', undefined],
    ['port-channel', undefined],
  ] as const) {
    it(`reads the number ${String(id)} in ${text}`, () => {
      assert.equal(portChannelNumber(text), id);
    });
  }
});
