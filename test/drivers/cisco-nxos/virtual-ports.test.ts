import assert from 'node:assert/strict';
import { section, switchOf } from '../virtual-rig.ts';
import { answerTo, configure, isRefusal, lines, rig } from './virtual-rig.ts';
import type { VirtualSwitch } from '../../../src/drivers/virtual-switch.ts';

const bundle = [
  'feature lacp',
  'feature vpc',
  'feature interface-vlan',
  'vlan 10,20-21',
  'interface port-channel11',
  'switchport mode trunk',
  'switchport trunk native vlan 10',
  'switchport trunk allowed vlan 10,20-21',
  'mtu 9216',
  'interface Ethernet1/1',
  'lacp port-priority 1000',
  'lacp rate fast',
].join('\n');

function configured(more = ''): VirtualSwitch {
  const virtual = switchOf(rig());
  configure(virtual, bundle + more);
  return virtual;
}

const shared = [
  'switchport mode trunk',
  'switchport trunk native vlan 10',
  'switchport trunk allowed vlan 10,20-21',
  'mtu 9216',
];
const joined = '\ninterface Ethernet1/1\nchannel-group 11 force mode active';

describe('joining a port-channel on a virtual NX-OS switch', () => {
  const mismatches: Readonly<Record<string, string>> = {
    'port mode': 'switchport mode access',
    'native VLAN': 'switchport trunk native vlan 20',
    'port allowed VLAN list': 'switchport trunk allowed vlan 10,20',
    MTU: 'mtu 1500',
  };
  for (const [what, line] of Object.entries(mismatches)) {
    it(`refuses a member with another ${what}`, () => {
      const answer = answerTo(
        configured(),
        'interface Ethernet1/1',
        ...shared,
        line,
        'channel-group 11 mode active',
      );
      assert.equal(answer, `command failed: port not compatible [${what}]`);
    });
  }

  it('takes a member that fits, and with force one that does not, and does not print force', () => {
    const fitting = configured();
    configure(fitting, ['interface Ethernet1/1', ...shared, 'channel-group 11 mode active'].join('\n'));
    const forced = configured(joined);
    for (const virtual of [fitting, forced]) {
      assert.deepEqual(section(virtual, 'interface Ethernet1/1'), [
        ...shared,
        'lacp port-priority 1000',
        'lacp rate fast',
        'channel-group 11 mode active',
      ]);
    }
  });

  it('makes a port-channel that does not exist from the settings of its first member', () => {
    const virtual = configured();
    configure(virtual, ['interface Ethernet1/3', ...shared, 'channel-group 13 mode active'].join('\n'));
    assert.deepEqual(section(virtual, 'interface port-channel13'), shared);
  });

  it('carries a change of the port-channel over to the members', () => {
    const virtual = configured(joined);
    configure(virtual, 'interface port-channel11\nswitchport trunk allowed vlan 10\nno mtu');
    for (const name of ['port-channel11', 'Ethernet1/1']) {
      assert.deepEqual(section(virtual, `interface ${name}`).slice(0, 3), [
        'switchport mode trunk',
        'switchport trunk native vlan 10',
        'switchport trunk allowed vlan 10',
      ]);
    }
  });

  it('refuses on a member what belongs to the port-channel, but takes a line that changes nothing', () => {
    const virtual = configured(joined);
    for (const line of [
      'switchport trunk allowed vlan add 30',
      'switchport mode access',
      'no mtu',
      'no switchport',
    ]) {
      assert.ok(isRefusal(answerTo(virtual, 'interface Ethernet1/1', line)), line);
    }
    assert.equal(answerTo(virtual, 'interface Ethernet1/1', 'switchport trunk allowed vlan 10,20-21'), '');
    assert.equal(answerTo(virtual, 'interface Ethernet1/1', 'description mine'), '');
    assert.deepEqual(section(virtual, 'interface Ethernet1/1').slice(1, 5), shared);
  });

  it('refuses a static member beside one with LACP', () => {
    const answer = answerTo(configured(joined), 'interface Ethernet1/2', 'channel-group 11 force mode on');
    assert.match(answer, /^command failed: port not compatible/);
  });

  it('refuses suspend-individual and graceful-convergence while the port-channel is up', () => {
    const virtual = configured();
    for (const line of [
      'no lacp suspend-individual',
      'no lacp suspend-individual pxe',
      'no lacp graceful-convergence',
    ]) {
      assert.match(answerTo(virtual, 'interface port-channel11', line), /^ERROR: .*admin up/, line);
      assert.equal(answerTo(virtual, 'interface port-channel11', 'shutdown', line, 'no shutdown'), '');
    }
    assert.match(answerTo(virtual, 'interface port-channel11', 'lacp suspend-individual'), /^ERROR:/);
    assert.equal(answerTo(virtual, 'interface port-channel11', 'no lacp suspend-individual pxe'), '');
  });

  it('keeps LACP lines to members and bundle lines to port-channels', () => {
    const virtual = configured();
    const invalid = "% Invalid command at '^' marker.";
    assert.equal(answerTo(virtual, 'interface port-channel11', 'lacp rate fast'), invalid);
    assert.equal(answerTo(virtual, 'interface port-channel11', 'lacp port-priority 5'), invalid);
    assert.equal(answerTo(virtual, 'interface Ethernet1/1', 'lacp mode delay'), invalid);
    assert.equal(
      answerTo(virtual, 'interface Ethernet1/1', 'lacp port-priority 0'),
      "% Invalid number at '^' marker.",
    );
    assert.equal(
      answerTo(virtual, 'interface Ethernet1/1', 'lacp port-priority 65536'),
      "% Invalid number at '^' marker.",
    );
  });
});

describe('limits of a virtual NX-OS switch', () => {
  it('takes on a switched port only 1500 and the jumbo value, on a routed one anything between', () => {
    const virtual = configured();
    assert.match(answerTo(virtual, 'interface Ethernet1/2', 'mtu 9000'), /^ERROR: Ethernet1\/2: MTU on L2/);
    assert.equal(answerTo(virtual, 'interface Ethernet1/2', 'mtu 9216'), '');
    assert.equal(answerTo(virtual, 'interface Ethernet1/2', 'no switchport', 'mtu 9000'), '');
    assert.equal(answerTo(virtual, 'interface Vlan20', 'mtu 9000'), '');
    assert.equal(answerTo(virtual, 'system jumbomtu 9000', 'interface Ethernet1/3', 'mtu 9000'), '');
    assert.match(answerTo(virtual, 'interface Ethernet1/3', 'mtu 9216'), /^ERROR:/);
  });

  it('has switched ports follow the jumbo value', () => {
    const virtual = configured(joined);
    configure(virtual, 'system jumbomtu 9000');
    for (const name of ['port-channel11', 'Ethernet1/1']) {
      assert.ok(section(virtual, `interface ${name}`).includes('mtu 9000'), name);
    }
  });

  it('keeps the VLANs 3968 to 4094 to itself, but not in allowed lists', () => {
    const virtual = configured();
    for (const line of ['vlan 3968', 'vlan 20,4094']) assert.match(answerTo(virtual, line), /^ERROR:/, line);
    const onPort = (line: string): string => answerTo(virtual, 'interface Ethernet1/2', line);
    assert.match(onPort('switchport access vlan 3968'), /^ERROR:/);
    assert.match(onPort('switchport trunk native vlan 4094'), /^ERROR:/);
    assert.equal(onPort('switchport access vlan 3967'), '');
    assert.equal(onPort('switchport trunk allowed vlan 1-4094'), '');
    assert.equal(onPort('switchport trunk allowed vlan 3968-4094'), '');
  });

  it('moves the reserved block with the next start', () => {
    const virtual = configured();
    configure(virtual, 'system vlan 2000 reserve');
    assert.equal(answerTo(virtual, 'vlan 2100'), '');
    configure(virtual, 'no vlan 2100');
    const session = virtual.openSession();
    session.type('copy running-config startup-config');
    virtual.restart();
    assert.match(answerTo(virtual, 'vlan 2100'), /^ERROR:/);
    assert.equal(answerTo(virtual, 'vlan 2128,4000'), '');
  });

  it('cannot do without VLAN 1', () => {
    assert.match(answerTo(configured(), 'no vlan 1'), /^ERROR:/);
  });

  it('needs a switchport for switchport lines', () => {
    assert.match(
      answerTo(configured(), 'interface Ethernet1/2', 'no switchport', 'switchport mode trunk'),
      /^ERROR:/,
    );
  });
});

describe('removal on a virtual NX-OS switch', () => {
  const vpc =
    '\nvpc domain 101\nrole priority 1000\ninterface port-channel11\nvpc 11\ninterface Vlan20\nno shutdown\nip address 198.51.100.1/24';

  it('opens a trunk to all VLANs when the allowed list is negated', () => {
    const virtual = configured(joined);
    configure(virtual, 'interface port-channel11\nno switchport trunk allowed vlan');
    for (const name of ['port-channel11', 'Ethernet1/1']) {
      assert.ok(!section(virtual, `interface ${name}`).some((line) => line.includes('allowed')), name);
    }
  });

  it('keeps the settings of a member that leaves, until the port is reset', () => {
    const virtual = configured(joined);
    configure(virtual, 'interface Ethernet1/1\nno channel-group');
    assert.deepEqual(section(virtual, 'interface Ethernet1/1'), [
      ...shared,
      'lacp port-priority 1000',
      'lacp rate fast',
    ]);
    assert.equal(answerTo(virtual, 'default interface Ethernet1/1'), '.......Done');
    assert.deepEqual(section(virtual, 'interface Ethernet1/1'), []);
  });

  it('keeps the ports and the VLAN interface of a VLAN that goes', () => {
    const virtual = configured(joined + vpc);
    configure(virtual, 'no vlan 20');
    assert.ok(lines(virtual).includes('vlan 1,10,21'));
    assert.ok(
      section(virtual, 'interface port-channel11').includes('switchport trunk allowed vlan 10,20-21'),
    );
    assert.deepEqual(section(virtual, 'interface Vlan20'), ['no shutdown', 'ip address 198.51.100.1/24']);
  });

  it('deletes everything of a feature that is switched off', () => {
    const virtual = configured(joined + vpc);
    configure(virtual, 'no feature vpc');
    assert.ok(!lines(virtual).some((line) => line.includes('vpc')));
    configure(virtual, 'no feature lacp');
    assert.deepEqual(section(virtual, 'interface Ethernet1/1'), shared);
    configure(virtual, 'no feature interface-vlan');
    assert.ok(!lines(virtual).some((line) => line.startsWith('interface Vlan')));
  });

  it('refuses to delete the domain while there is a vPC', () => {
    const virtual = configured(vpc);
    assert.match(answerTo(virtual, 'no vpc domain 101'), /^ERROR:/);
    configure(virtual, 'interface port-channel11\nno vpc\nno vpc domain 101');
    assert.ok(!lines(virtual).some((line) => line.startsWith('vpc domain')));
  });

  it('gives the number of a vPC to another port-channel only after the first has let it go', () => {
    const virtual = configured(vpc);
    assert.match(answerTo(virtual, 'interface port-channel12', 'vpc 11'), /^ERROR: .*port-channel11/);
    configure(virtual, 'interface port-channel11\nno vpc 11\ninterface port-channel12\nvpc 11');
    assert.deepEqual(section(virtual, 'interface port-channel12'), ['vpc 11']);
  });

  it('has one peer-link', () => {
    const virtual = configured('\ninterface port-channel1000\nvpc peer-link');
    assert.match(answerTo(virtual, 'interface port-channel11', 'vpc peer-link'), /^ERROR:/);
  });

  it('takes every line of a server away by its own negation', () => {
    const virtual = configured(`${joined}\nstorm-control broadcast level 1`);
    configure(
      virtual,
      [
        'interface port-channel11',
        'shutdown',
        'no lacp suspend-individual',
        'lacp suspend-individual',
        'no shutdown',
        'spanning-tree port type edge trunk',
        'spanning-tree bpduguard enable',
        'no spanning-tree port type',
        'no spanning-tree bpduguard',
        'interface Ethernet1/1',
        'no channel-group',
        'no lacp rate',
        'no lacp port-priority',
        'no storm-control broadcast level',
        'no switchport trunk native vlan',
        'no switchport trunk allowed vlan',
        'no switchport mode',
        'no mtu',
      ].join('\n'),
    );
    assert.deepEqual(section(virtual, 'interface Ethernet1/1'), []);
    assert.deepEqual(section(virtual, 'interface port-channel11'), shared);
  });

  it('removes a port-channel whose members have left', () => {
    const virtual = configured(joined);
    configure(virtual, 'interface Ethernet1/1\nno channel-group\nno interface port-channel11');
    assert.ok(!lines(virtual).includes('interface port-channel11'));
    assert.match(answerTo(virtual, 'no interface Ethernet1/1'), /^ERROR:/);
  });
});
