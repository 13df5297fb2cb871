import assert from 'node:assert/strict';
import type { PlannedHost } from '../../../src/lab/lab-plan.ts';
import { at, switchOf, type Rig } from '../virtual-rig.ts';
import { configure, quiet, rig, rows, shown } from './virtual-rig.ts';

const server: PlannedHost = {
  name: 'srv-17',
  speaksLldp: true,
  ports: [
    { at: { switch: 'leaf-a', port: 'Ethernet1/1' }, mac: '52:54:00:00:00:01', bond: 0 },
    { at: { switch: 'leaf-b', port: 'Ethernet1/1' }, mac: '52:54:00:00:00:02', bond: 0 },
  ],
};

function domain(own: string, peer: string, more = ''): string {
  return [
    'feature lacp',
    'feature vpc',
    'feature lldp',
    'feature interface-vlan',
    'vlan 10,20',
    'vpc domain 101',
    `peer-keepalive destination ${peer} source ${own}`,
    'peer-gateway',
    ...(more === '' ? [] : [more]),
    'interface port-channel1000',
    'switchport mode trunk',
    'switchport trunk allowed vlan 10,20',
    'vpc peer-link',
    'interface Ethernet1/7-8',
    'channel-group 1000 force mode active',
    'interface port-channel11',
    'switchport mode trunk',
    'switchport trunk native vlan 10',
    'switchport trunk allowed vlan 10,20',
    'vpc 11',
    'interface Ethernet1/1',
    'channel-group 11 force mode active',
  ].join('\n');
}

function pair(options: { readonly a?: string; readonly b?: string } = {}): Rig {
  const made = rig({ hosts: [server] });
  configure(switchOf(made, 'leaf-a'), domain('192.0.2.11', '192.0.2.12', options.a));
  configure(switchOf(made, 'leaf-b'), domain('192.0.2.12', '192.0.2.11', options.b));
  return made;
}

const vpc = (made: Rig, hostname = 'leaf-a'): unknown => shown(switchOf(made, hostname), 'show vpc');
const vpc11 = (made: Rig, hostname: string): unknown => rows(vpc(made, hostname), 'vpc')[0];
const isUp = (made: Rig, hostname: string): boolean => at(vpc11(made, hostname), 'vpc-port-state') === 1;
const bothUp = (made: Rig): readonly boolean[] =>
  ['leaf-a', 'leaf-b'].map((hostname) => isUp(made, hostname));
const roles = (made: Rig): readonly unknown[] =>
  ['leaf-a', 'leaf-b'].map((hostname) => at(vpc(made, hostname), 'vpc-role'));
const on = (made: Rig, hostname: string, text: string): void => {
  configure(switchOf(made, hostname), text);
};

describe('the vPC domain of two virtual NX-OS switches', () => {
  it('stands where both ends fit, with one system id for both legs of a server', () => {
    const made = pair();
    for (const hostname of ['leaf-a', 'leaf-b']) {
      const state = vpc(made, hostname);
      assert.deepEqual(
        [
          'vpc-peer-status',
          'vpc-peer-keepalive-status',
          'vpc-peer-consistency',
          'vpc-type-2-consistency',
        ].map((key) => at(state, key)),
        ['peer-ok', 'peer-alive', 'consistent', 'consistent'],
      );
      const [link] = rows(state, 'peerlink');
      assert.deepEqual([at(link, 'peerlink-ifindex'), at(link, 'peer-up-vlan-bitset')], ['Po1000', '10,20']);
      assert.equal(at(vpc11(made, hostname), 'up-vlan-bitset'), '10,20');
    }
    assert.deepEqual(bothUp(made), [true, true]);
    const announced = ['leaf-a', 'leaf-b'].map((hostname) => switchOf(made, hostname).lacp('Ethernet1/1'));
    assert.equal(announced[0]?.systemId, '32667,00:23:04:ee:be:65');
    assert.deepEqual(announced[0], announced[1]);
  });

  it('elects the lower role priority, then the lower MAC', () => {
    assert.deepEqual(roles(pair()), ['primary', 'secondary']);
    assert.deepEqual(roles(pair({ b: 'role priority 1000' })), ['secondary', 'primary']);
    assert.deepEqual(roles(pair({ a: 'role priority 40000' })), ['secondary', 'primary']);
  });

  it('keeps its roles over a change of priority until the pair has met anew', () => {
    const made = pair();
    on(made, 'leaf-b', 'vpc domain 101\nrole priority 1');
    assert.deepEqual(roles(made), ['primary', 'secondary']);
  });

  const broken: Readonly<
    Record<string, { readonly change: string; readonly status: string; readonly keepalive: string }>
  > = {
    'another domain id': { change: 'vpc domain 102', status: 'peer-not-reachable', keepalive: 'peer-alive' },
    'another system priority': {
      change: 'vpc domain 101\nsystem-priority 2000',
      status: 'peer-not-reachable',
      keepalive: 'peer-alive',
    },
    'a shut peer-link': {
      change: 'interface port-channel1000\nshutdown',
      status: 'peer-link-down',
      keepalive: 'peer-alive',
    },
    'peer-link ports outside the port-channel': {
      change: 'interface Ethernet1/7-8\nno channel-group',
      status: 'peer-link-down',
      keepalive: 'peer-alive',
    },
    'a port-channel that is no peer-link': {
      change: 'interface port-channel1000\nno vpc peer-link',
      status: 'peer-not-reachable',
      keepalive: 'peer-alive',
    },
  };
  for (const [what, { change, status, keepalive }] of Object.entries(broken)) {
    it(`does not stand with ${what} at the secondary, which gives up its vPCs`, () => {
      const made = pair();
      on(made, 'leaf-b', change);
      const state = vpc(made);
      assert.deepEqual(
        [at(state, 'vpc-peer-status'), at(state, 'vpc-peer-keepalive-status')],
        [status, keepalive],
      );
      assert.deepEqual(bothUp(made), [true, false]);
      assert.equal(switchOf(made, 'leaf-b').isTransmitting('Ethernet1/1'), false);
    });
  }

  it('does not form without a keepalive, but outlives its loss', () => {
    const made = rig({ hosts: [server] });
    const without = (text: string): string => text.replace(/peer-keepalive.*\n/, '');
    on(made, 'leaf-a', without(domain('192.0.2.11', '192.0.2.12')));
    on(made, 'leaf-b', domain('192.0.2.12', '192.0.2.11'));
    assert.equal(at(vpc(made), 'vpc-peer-status'), 'peer-not-reachable');
    assert.deepEqual(bothUp(made), [false, false]);
    on(made, 'leaf-a', 'vpc domain 101\npeer-keepalive destination 192.0.2.12 source 192.0.2.11');
    assert.equal(at(vpc(made), 'vpc-peer-status'), 'peer-ok');
    on(made, 'leaf-a', 'vpc domain 101\nno peer-keepalive');
    assert.equal(at(vpc(made), 'vpc-peer-status'), 'peer-ok');
    assert.deepEqual(bothUp(made), [true, true]);
  });

  it('needs a keepalive that goes to the address the peer sends from', () => {
    const made = rig({ hosts: [server] });
    on(made, 'leaf-a', domain('192.0.2.11', '192.0.2.12'));
    on(made, 'leaf-b', domain('192.0.2.99', '192.0.2.11'));
    assert.equal(at(vpc(made), 'vpc-peer-keepalive-status'), 'peer-not-reachable');
    assert.equal(at(vpc(made), 'vpc-peer-status'), 'peer-not-reachable');
  });

  it('keeps its vPCs down while the peer was never seen, until auto-recovery', () => {
    const made = rig({ hosts: [server] });
    made.world.setPowered('leaf-b', false);
    on(made, 'leaf-a', domain('192.0.2.11', '192.0.2.12', 'auto-recovery'));
    assert.equal(at(vpc(made), 'vpc-role'), 'none-established');
    assert.equal(isUp(made, 'leaf-a'), false);
    made.clock.move(240_000);
    assert.equal(at(vpc(made), 'vpc-role'), 'primary');
    assert.equal(isUp(made, 'leaf-a'), true);
  });

  it('lets the secondary take over when the primary loses power, and stay primary after', () => {
    const made = pair();
    made.world.setPowered('leaf-a', false);
    assert.equal(at(vpc(made, 'leaf-b'), 'vpc-role'), 'primary');
    assert.equal(isUp(made, 'leaf-b'), true);
    switchOf(made).openSession().type('copy running-config startup-config');
    switchOf(made).restart();
    made.world.setPowered('leaf-a', true);
    assert.deepEqual(roles(made), ['secondary', 'primary']);
    assert.deepEqual(bothUp(made), [true, true]);
  });

  it('suspends orphan ports that ask for it with the vPCs of a secondary without peer-link', () => {
    const made = pair();
    on(made, 'leaf-b', 'interface Ethernet1/2\nvpc orphan-port suspend');
    assert.equal(switchOf(made, 'leaf-b').isTransmitting('Ethernet1/2'), true);
    on(made, 'leaf-a', 'interface port-channel1000\nshutdown');
    assert.equal(switchOf(made, 'leaf-b').isTransmitting('Ethernet1/2'), false);
    assert.equal(switchOf(made, 'leaf-b').isTransmitting('Ethernet1/3'), true);
  });

  it('is not there without the feature', () => {
    const session = quiet(switchOf(rig()));
    assert.match(session.type('show vpc').output, /% Invalid command at '\^' marker\./);
  });
});

describe('consistency of two virtual NX-OS switches', () => {
  const type1: Readonly<Record<string, { readonly change: string; readonly name: string }>> = {
    'native VLAN': { change: 'switchport trunk native vlan 20', name: 'Native Vlan' },
    'port mode': { change: 'switchport mode access', name: 'Port Mode' },
    MTU: { change: 'mtu 9216', name: 'MTU' },
    'spanning tree port type': { change: 'spanning-tree port type edge trunk', name: 'STP Port Type' },
    'spanning tree guard': { change: 'spanning-tree guard root', name: 'STP Port Guard' },
    'suspend-individual pxe': {
      change: 'shutdown\nno lacp suspend-individual pxe\nno shutdown',
      name: 'suspend-individual pxe',
    },
  };
  for (const [what, { change, name }] of Object.entries(type1)) {
    for (const hostname of ['leaf-a', 'leaf-b']) {
      it(`suspends the vPC on the secondary where the ${what} differs on ${hostname}`, () => {
        const made = pair();
        on(made, hostname, `interface port-channel11\n${change}`);
        assert.deepEqual(bothUp(made), [true, false]);
        for (const side of ['leaf-a', 'leaf-b']) {
          assert.deepEqual(
            [at(vpc11(made, side), 'vpc-consistency'), at(vpc11(made, side), 'vpc-consistency-status')],
            ['inconsistent', `vPC type-1 configuration incompatible - ${name} inconsistent`],
          );
        }
        on(made, hostname === 'leaf-a' ? 'leaf-b' : 'leaf-a', `interface port-channel11\n${change}`);
        assert.equal(at(vpc11(made, 'leaf-b'), 'vpc-consistency'), 'consistent');
      });
    }
  }

  it('suspends the vPC on both sides without the graceful check', () => {
    const made = pair({ a: 'no graceful consistency-check', b: 'no graceful consistency-check' });
    on(made, 'leaf-a', 'interface port-channel11\nmtu 9216');
    assert.deepEqual(bothUp(made), [false, false]);
  });

  it('suspends every vPC of the secondary where the whole switches differ', () => {
    const made = pair();
    on(made, 'leaf-a', 'spanning-tree mode mst');
    assert.equal(at(vpc(made), 'vpc-peer-consistency'), 'inconsistent');
    assert.match(String(at(vpc(made), 'vpc-peer-consistency-status')), /STP Mode/);
    assert.deepEqual(bothUp(made), [true, false]);
  });

  it('keeps the vPC where only allowed VLANs differ, and passes those that both have', () => {
    const made = pair();
    on(made, 'leaf-a', 'interface port-channel11\nswitchport trunk allowed vlan 10');
    assert.deepEqual(bothUp(made), [true, true]);
    assert.equal(at(vpc11(made, 'leaf-b'), 'up-vlan-bitset'), '10');
    assert.equal(switchOf(made, 'leaf-b').carries('Ethernet1/1', 20, true), false);
    assert.equal(switchOf(made, 'leaf-b').carries('Ethernet1/1', 10, false), true);
  });

  it('suspends a VLAN that one member or the peer-link does not have', () => {
    const made = pair();
    const carries = (): boolean => switchOf(made, 'leaf-a').carries('Ethernet1/1', 20, true);
    assert.equal(carries(), true);
    on(made, 'leaf-b', 'no vlan 20');
    assert.equal(carries(), false);
    on(made, 'leaf-b', 'vlan 20\ninterface port-channel1000\nswitchport trunk allowed vlan 10');
    assert.equal(carries(), false);
  });

  it('only reports type-2 differences', () => {
    const made = pair();
    on(made, 'leaf-a', 'interface Vlan20\nno shutdown');
    assert.equal(at(vpc(made), 'vpc-type-2-consistency'), 'inconsistent');
    assert.match(String(at(vpc(made), 'vpc-type-2-consistency-status')), /SVI type-2/);
    assert.deepEqual(bothUp(made), [true, true]);
  });

  it('does not compare a vPC that the peer does not have', () => {
    const made = pair();
    on(made, 'leaf-b', 'interface port-channel11\nno vpc');
    assert.equal(at(vpc11(made, 'leaf-a'), 'vpc-consistency'), 'not-applicable');
    assert.equal(isUp(made, 'leaf-a'), true);
  });

  it('lists the parameters with both values', () => {
    const made = pair();
    on(made, 'leaf-b', 'interface port-channel11\nswitchport trunk native vlan 20');
    const list = shown(switchOf(made), 'show vpc consistency-parameters vpc 11');
    const native = rows(list, 'vpc_consistency').find((row) => at(row, 'vpc-param-name') === 'Native Vlan');
    assert.deepEqual(native, {
      'vpc-param-name': 'Native Vlan',
      'vpc-param-type': '1',
      'vpc-param-local-val': '10',
      'vpc-param-peer-val': '20',
    });
  });
});
