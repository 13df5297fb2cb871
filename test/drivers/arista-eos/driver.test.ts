import assert from 'node:assert/strict';
import { aristaEos } from '../../../src/drivers/arista-eos/driver.ts';
import { itTellsDisruptiveLines } from '../disruptive-lines.ts';

describe('the driver of Arista EOS', () => {
  itTellsDisruptiveLines(
    aristaEos,
    [
      '   shutdown',
      '   no channel-group',
      '   channel-group 31 mode active',
      '   mlag 31',
      '   no mlag',
      '   switchport mode trunk',
      'no interface Port-Channel31',
      'no mlag configuration',
      '   domain-id 2',
      '   peer-address 169.254.1.1',
    ],
    [
      '   no shutdown',
      '   description shutdown',
      'mlag configuration',
      'vlan 10',
      '   switchport trunk allowed vlan 10,20-21',
      '   peer-address heartbeat 192.0.2.12',
      '   lacp timer fast',
    ],
  );

  it('names the sections of everything it can own', () => {
    assert.deepEqual(
      [
        aristaEos.sectionsOf({ kind: 'vlan', id: 10 }),
        aristaEos.sectionsOf({ kind: 'port', port: 'Ethernet49/1' }),
        aristaEos.sectionsOf({ kind: 'port-channel', id: 31 }),
        aristaEos.sectionsOf({ kind: 'svi', vlan: 4094 }),
        aristaEos.sectionsOf({ kind: 'pair-domain' }),
      ],
      [
        ['vlan 10'],
        ['interface Ethernet49/1'],
        ['interface Port-Channel31'],
        ['interface Vlan4094'],
        ['mlag configuration'],
      ],
    );
  });
});
