import assert from 'node:assert/strict';
import { hostSide } from '../../src/hosts/host-side.ts';
import { hostSite, resolvedSite } from './host-site.ts';

const sides = async (...site: Parameters<typeof hostSite>) =>
  hostSide(await resolvedSite(hostSite(...site)), 'db01').groups;

describe('the host side of a server', () => {
  it('has the ports of its bonds in the order of the port index, whatever the order of the YAML', async () => {
    // As plain strings Ethernet10 comes before Ethernet9, and sw1 before sw2.
    const [group] = await sides(
      ['switch: sw2, port: Ethernet9', 'switch: sw1, port: Ethernet9', 'switch: sw1, port: Ethernet10'],
      ['network: mgmt'],
    );
    assert.deepEqual(
      group?.ports.map(({ index, mac, at }) => [index, mac, `${at.switch}/${at.port}`]),
      [
        [0, '52:54:00:00:00:03', 'sw1/Ethernet10'],
        [1, '52:54:00:00:00:02', 'sw1/Ethernet9'],
        [2, '52:54:00:00:00:01', 'sw2/Ethernet9'],
      ],
    );
  });

  it('has a bond for every set of ports, numbered as the switches describe them', async () => {
    const groups = await sides(
      [
        'switch: sw1, port: Ethernet1',
        'switch: sw1, port: Ethernet2',
        'switch: sw2, port: Ethernet1',
        'switch: sw2, port: Ethernet2',
      ],
      ['network: app, tagged: true, interfaces: [1, 3]', 'network: mgmt, interfaces: [0, 2]'],
    );
    assert.deepEqual(
      groups.map(({ bond, kind, ports, networks }) => [
        bond,
        kind,
        ports.map(({ index }) => index),
        networks.map(({ name, tag }) => [name, tag]),
      ]),
      [
        ['bond0', 'mlag', [0, 2], [['mgmt', undefined]]],
        ['bond1', 'mlag', [1, 3], [['app', 120]]],
      ],
    );
  });

  it('has the untagged network first, then the others by VLAN, each with the MTU of its connection', async () => {
    const [group] = await sides(
      ['switch: sw1, port: Ethernet1'],
      [
        'network: store, tagged: true',
        'network: app, tagged: true, mtu: 4000',
        'network: mgmt, tagged: false',
      ],
    );
    assert.deepEqual(group?.networks, [
      { name: 'mgmt', mtuBytes: 1500 },
      { name: 'app', tag: 120, mtuBytes: 4000 },
      { name: 'store', tag: 130, mtuBytes: 9000 },
    ]);
    assert.equal(group.mtuBytes, 9000);
  });

  it('says what the switches say of redundancy', async () => {
    const two = ['switch: sw1, port: Ethernet1', 'switch: sw2, port: Ethernet1'];
    const redundancy = (words: string) => [`network: mgmt, redundancy: { ${words} }`];
    const [backup] = await sides(two, redundancy('mode: active-backup'));
    assert.deepEqual([backup?.kind, backup?.mode], ['independent', 'active-backup']);
    const [spread] = await sides(two, redundancy('mode: active-active, implementation: none'));
    assert.deepEqual([spread?.kind, spread?.mode], ['independent', 'active-active']);
    const [one] = await sides(
      ['switch: sw1, port: Ethernet1/1', 'switch: sw1, port: Ethernet1/2'],
      redundancy('mode: active-backup, implementation: link-aggregation'),
      'cisco-nxos',
    );
    assert.deepEqual([one?.kind, one?.hasOneActivePort], ['lag', true]);
  });

  it('is empty for a server without a network', async () => {
    assert.deepEqual(await sides(['switch: sw1, port: Ethernet1'], []), []);
  });
});
