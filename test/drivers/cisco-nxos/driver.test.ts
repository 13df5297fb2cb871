import assert from 'node:assert/strict';
import { ciscoNxos } from '../../../src/drivers/cisco-nxos/driver.ts';
import { itTellsDisruptiveLines } from '../disruptive-lines.ts';

describe('the driver of Cisco NX-OS', () => {
  itTellsDisruptiveLines(
    ciscoNxos,
    [
      '  shutdown',
      '  no channel-group',
      '  channel-group 31 force mode active',
      '  vpc 31',
      '  no vpc',
      '  no vpc peer-link',
      '  switchport mode trunk',
      '  no switchport mode',
      '  no switchport',
      'no interface port-channel31',
      'no vpc domain 1',
      'no feature vpc',
    ],
    [
      '  no shutdown',
      '  description shutdown',
      'feature vpc',
      'vpc domain 1',
      'vlan 10',
      '  switchport trunk allowed vlan 10,20-21',
      '  vpc orphan-port suspend',
      '  lacp rate fast',
    ],
  );

  it('names the sections of everything it can own', () => {
    assert.deepEqual(
      [
        ciscoNxos.sectionsOf({ kind: 'vlan', id: 10 }),
        ciscoNxos.sectionsOf({ kind: 'port', port: 'Ethernet1/49' }),
        ciscoNxos.sectionsOf({ kind: 'port-channel', id: 31 }),
        ciscoNxos.sectionsOf({ kind: 'svi', vlan: 3900 }),
      ],
      [['vlan 10'], ['interface Ethernet1/49'], ['interface port-channel31'], ['interface Vlan3900']],
    );
  });

  it('finds the pair domain under whatever number it has', () => {
    const sections = ciscoNxos.sectionsOf({ kind: 'pair-domain' });
    assert.equal(sections.length, 1000);
    assert.ok(sections.includes('vpc domain 1') && sections.includes('vpc domain 1000'));
  });

  it('only ever adds the features it needs', () => {
    const isPrerequisite = (text: string) => ciscoNxos.prerequisites.some(({ line }) => line.test(text));
    assert.ok(['feature lacp', 'feature vpc', 'feature lldp'].every(isPrerequisite));
    assert.ok(!['feature bgp', 'no feature lacp', 'vpc domain 1'].some(isPrerequisite));
  });
});

describe('the parameters in which both members of a Cisco NX-OS pair have to be alike', () => {
  const isOne = (line: string) => ciscoNxos.pairParameters?.some((pattern) => pattern.test(line));

  for (const line of [
    'switchport mode trunk',
    'no switchport mode',
    'switchport trunk native vlan 10',
    'no mtu',
    'spanning-tree port type edge trunk',
  ]) {
    it(`has "${line}" among them`, () => {
      assert.equal(isOne(line), true);
    });
  }

  for (const line of ['switchport trunk allowed vlan 10-20', 'description mtu', 'lacp rate fast', 'vpc 31']) {
    it(`does not have "${line}" among them`, () => {
      assert.equal(isOne(line), false);
    });
  }
});
