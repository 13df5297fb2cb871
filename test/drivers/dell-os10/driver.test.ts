import assert from 'node:assert/strict';
import { dellOs10 } from '../../../src/drivers/dell-os10/driver.ts';
import { itTellsDisruptiveLines } from '../disruptive-lines.ts';

describe('the driver of Dell OS10', () => {
  itTellsDisruptiveLines(
    dellOs10,
    [
      ' shutdown',
      ' no channel-group',
      ' channel-group 11 mode active',
      ' vlt-port-channel 11',
      ' no vlt-port-channel',
      ' switchport mode trunk',
      ' no switchport',
      'no interface port-channel 11',
      'no vlt-domain 1',
      ' vlt-mac 02:00:00:00:01:01',
      ' no discovery-interface ethernet1/1/53',
    ],
    [
      ' no shutdown',
      ' description shutdown',
      'vlt-domain 1',
      'interface vlan10',
      ' switchport trunk allowed vlan 20-21',
      ' no switchport trunk allowed vlan 20',
      ' backup destination 192.0.2.12',
      ' lacp rate fast',
    ],
  );

  it('names the sections of everything it can own', () => {
    assert.deepEqual(
      [
        dellOs10.sectionsOf({ kind: 'vlan', id: 10 }),
        dellOs10.sectionsOf({ kind: 'port', port: 'ethernet1/1/1:2' }),
        dellOs10.sectionsOf({ kind: 'port-channel', id: 11 }),
        dellOs10.sectionsOf({ kind: 'svi', vlan: 20 }),
      ],
      [
        ['interface vlan10'],
        ['interface ethernet1/1/1:2'],
        ['interface port-channel11'],
        ['interface vlan20'],
      ],
    );
  });

  it('owns the one domain of a pair under whichever number it is', () => {
    const domains = dellOs10.sectionsOf({ kind: 'pair-domain' });
    assert.equal(domains.length, 255);
    assert.ok(domains.includes('vlt-domain 1') && domains.includes('vlt-domain 255'));
  });
});
