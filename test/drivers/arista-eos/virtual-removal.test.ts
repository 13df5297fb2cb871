import assert from 'node:assert/strict';
import type { VirtualSwitch } from '../../../src/drivers/virtual-switch.ts';
import { section, switchOf } from '../virtual-rig.ts';
import { configure, lines, rig } from './virtual-rig.ts';

const server = [
  'vlan 10,20',
  'interface Port-Channel11',
  'switchport trunk native vlan 10',
  'switchport trunk allowed vlan 10,20',
  'switchport mode trunk',
  'port-channel lacp fallback static',
  'port-channel lacp fallback timeout 30',
  'mlag 11',
  'storm-control broadcast level 1',
  'spanning-tree portfast',
  'spanning-tree bpduguard enable',
  'interface Ethernet1',
  'description srv-17 nic0',
  'channel-group 11 mode active',
  'lacp port-priority 1000',
  'lacp timer fast',
  'interface Vlan20',
  'ip address 198.51.100.1/24',
  'mlag configuration',
  'domain-id pair',
].join('\n');

function configured(): VirtualSwitch {
  const virtual = switchOf(rig());
  configure(virtual, server);
  return virtual;
}

describe('removal on a virtual EOS switch', () => {
  it('leaves the members in the group when only the port-channel is removed', () => {
    const virtual = configured();
    configure(virtual, 'no interface Port-Channel11');
    assert.deepEqual(section(virtual, 'interface Port-Channel11'), []);
    assert.ok(section(virtual, 'interface Ethernet1').includes('channel-group 11 mode active'));
  });

  it('opens a trunk to all VLANs when the allowed list is negated', () => {
    const virtual = configured();
    configure(virtual, 'interface Port-Channel11\nno switchport trunk allowed vlan');
    assert.ok(!section(virtual, 'interface Port-Channel11').some((line) => line.includes('allowed')));
  });

  it('keeps the number of a removed VLAN in the lists of ports and its SVI', () => {
    const virtual = configured();
    configure(virtual, 'no vlan 20');
    assert.ok(!lines(virtual).some((line) => /^vlan .*20/.test(line)));
    assert.ok(section(virtual, 'interface Port-Channel11').includes('switchport trunk allowed vlan 10,20'));
    assert.deepEqual(section(virtual, 'interface Vlan20'), ['ip address 198.51.100.1/24']);
  });

  it('makes the port routed by `no switchport` and an access port by `no switchport mode`', () => {
    const virtual = configured();
    configure(virtual, 'interface Port-Channel11\nno switchport mode');
    assert.ok(!section(virtual, 'interface Port-Channel11').includes('switchport mode trunk'));
    configure(virtual, 'interface Ethernet2\nno switchport');
    assert.deepEqual(section(virtual, 'interface Ethernet2'), ['no switchport']);
    configure(virtual, 'interface Ethernet2\nswitchport');
    assert.deepEqual(section(virtual, 'interface Ethernet2'), []);
  });

  it('takes every line of a server away by its own negation', () => {
    const virtual = configured();
    configure(
      virtual,
      [
        'interface Ethernet1',
        'no channel-group',
        'no lacp port-priority',
        'no lacp timer',
        'no description',
        'interface Port-Channel11',
        'no mlag',
        'no port-channel lacp fallback',
        'no port-channel lacp fallback timeout',
        'no storm-control broadcast',
        'no spanning-tree portfast',
        'no spanning-tree bpduguard',
        'no switchport trunk native vlan',
        'switchport trunk allowed vlan none',
      ].join('\n'),
    );
    assert.deepEqual(section(virtual, 'interface Ethernet1'), []);
    assert.deepEqual(section(virtual, 'interface Port-Channel11'), [
      'switchport trunk allowed vlan none',
      'switchport mode trunk',
    ]);
  });

  it('keeps the fallback timeout when only the fallback is removed', () => {
    const virtual = configured();
    configure(virtual, 'interface Port-Channel11\nno port-channel lacp fallback');
    assert.ok(section(virtual, 'interface Port-Channel11').includes('port-channel lacp fallback timeout 30'));
  });

  it('tells BPDU guard switched off from BPDU guard left to the default', () => {
    const virtual = configured();
    configure(virtual, 'interface Port-Channel11\nspanning-tree bpduguard disable');
    assert.ok(section(virtual, 'interface Port-Channel11').includes('spanning-tree bpduguard disable'));
  });

  it('resets a whole port by `default interface`', () => {
    const virtual = configured();
    configure(virtual, 'default interface Ethernet1');
    assert.ok(lines(virtual).includes('interface Ethernet1'));
    assert.deepEqual(section(virtual, 'interface Ethernet1'), []);
  });

  it('removes the pair domain by `no mlag configuration`', () => {
    const virtual = configured();
    configure(virtual, 'no mlag configuration');
    assert.ok(!lines(virtual).includes('mlag configuration'));
  });

  it('adds to and takes from the VLANs without spanning tree', () => {
    const virtual = configured();
    configure(virtual, 'no spanning-tree vlan-id 4094\nno spanning-tree vlan-id 4093');
    assert.ok(lines(virtual).includes('no spanning-tree vlan-id 4093-4094'));
    configure(virtual, 'spanning-tree vlan-id 4093');
    assert.ok(lines(virtual).includes('no spanning-tree vlan-id 4094'));
  });

  it('removes all lines of a BGP neighbour and one entry of an access list', () => {
    const virtual = configured();
    configure(
      virtual,
      [
        'router bgp 65001',
        'neighbor 10.1.0.0 remote-as 65002',
        'neighbor 10.1.0.0 bfd',
        'neighbor 10.2.0.0 remote-as 65002',
        'no neighbor 10.1.0.0',
        'ip access-list A',
        'permit ip any any',
        'deny ip any any',
        'no 10',
      ].join('\n'),
    );
    assert.deepEqual(section(virtual, 'router bgp 65001'), ['neighbor 10.2.0.0 remote-as 65002']);
    assert.deepEqual(section(virtual, 'ip access-list A'), ['20 deny ip any any']);
  });

  it('brings back what a fresh switch prints', () => {
    const virtual = configured();
    configure(virtual, 'spanning-tree mode rstp\nip routing');
    assert.ok(lines(virtual).includes('ip routing'));
    configure(virtual, 'no spanning-tree mode\nno ip routing');
    assert.ok(lines(virtual).includes('spanning-tree mode mstp'));
    assert.ok(lines(virtual).includes('no ip routing'));
  });
});
