import assert from 'node:assert/strict';
import type { PlannedHost } from '../../../src/lab/lab-plan.ts';
import { at, switchOf, type Rig } from '../virtual-rig.ts';
import { configure, rig, shown } from './virtual-rig.ts';

const server: PlannedHost = {
  name: 'srv1',
  speaksLldp: true,
  ports: [
    { at: { switch: 'sw1', port: 'Ethernet1' }, mac: '52:54:00:00:00:01', bond: 0 },
    { at: { switch: 'sw2', port: 'Ethernet1' }, mac: '52:54:00:00:00:02', bond: 0 },
  ],
};

function domain(own: string, peer: string, heartbeat: string): string {
  return [
    'no spanning-tree vlan-id 4094',
    'vlan 4094',
    'trunk group PEER',
    'vlan 100,200',
    'interface Port-Channel1000',
    'switchport mode trunk',
    'switchport trunk group PEER',
    'interface Ethernet7-8',
    'channel-group 1000 mode active',
    'interface Vlan4094',
    'no autostate',
    `ip address ${own}/31`,
    'mlag configuration',
    'domain-id pair',
    'local-interface Vlan4094',
    `peer-address ${peer}`,
    `peer-address heartbeat ${heartbeat} vrf MGMT`,
    'peer-link Port-Channel1000',
    'interface Port-Channel11',
    'switchport trunk native vlan 100',
    'switchport trunk allowed vlan 100,200',
    'switchport mode trunk',
    'mlag 11',
    'interface Ethernet1',
    'channel-group 11 mode active',
  ].join('\n');
}

function pair(hosts: readonly PlannedHost[] = [server]): Rig {
  const made = rig({ hosts });
  configure(switchOf(made, 'sw1'), domain('169.254.1.0', '169.254.1.1', '192.0.2.12'));
  configure(switchOf(made, 'sw2'), domain('169.254.1.1', '169.254.1.0', '192.0.2.11'));
  return made;
}

const mlag = (made: Rig, hostname = 'sw1'): unknown => shown(switchOf(made, hostname), 'show mlag detail');
const mlag11 = (made: Rig, hostname = 'sw1'): unknown =>
  at(shown(switchOf(made, hostname), 'show mlag interfaces'), 'interfaces', '11', 'status');
const bundled = (made: Rig, hostname: string): boolean =>
  at(
    shown(switchOf(made, hostname), 'show lacp interface detailed'),
    'portChannels',
    'Port-Channel11',
    'interfaces',
    'Ethernet1',
    'actorPortStatus',
  ) === 'bundled';

describe('the MLAG domain of two virtual EOS switches', () => {
  it('is active where both ends fit, with the lower MAC as primary and one system id', () => {
    const made = pair();
    for (const hostname of ['sw1', 'sw2']) {
      const state = mlag(made, hostname);
      assert.deepEqual(
        ['state', 'negStatus', 'peerLinkStatus', 'localIntfStatus', 'configSanity', 'systemId'].map((key) =>
          at(state, key),
        ),
        ['active', 'connected', 'up', 'up', 'consistent', '02:1c:73:00:00:01'],
      );
      assert.equal(at(state, 'detail', 'udpHeartbeatAlive'), true);
      assert.equal(mlag11(made, hostname), 'active-full');
    }
    assert.equal(at(mlag(made, 'sw1'), 'detail', 'mlagState'), 'primary');
    assert.equal(at(mlag(made, 'sw2'), 'detail', 'mlagState'), 'secondary');
    assert.deepEqual(at(mlag(made), 'mlagPorts'), {
      Disabled: 0,
      Configured: 0,
      Inactive: 0,
      'Active-partial': 0,
      'Active-full': 1,
    });
  });

  it('is disabled without a configuration', () => {
    assert.equal(at(mlag(rig()), 'state'), 'disabled');
  });

  const faults: Readonly<
    Record<string, { readonly change: string; readonly peerLink: string; readonly local: string }>
  > = {
    'another domain id': { change: 'mlag\ndomain-id other', peerLink: 'up', local: 'up' },
    'an address that is not the peer’s': {
      change: 'mlag\npeer-address 169.254.1.9',
      peerLink: 'up',
      local: 'up',
    },
    'a domain that is shut': { change: 'mlag\nshutdown', peerLink: 'up', local: 'up' },
    'a peer-link whose trunk lacks the group of the control VLAN': {
      change: 'interface Port-Channel1000\nno switchport trunk group PEER',
      peerLink: 'up',
      local: 'up',
    },
    'a peer-link that does not allow the control VLAN': {
      change: 'interface Port-Channel1000\nswitchport trunk allowed vlan 100',
      peerLink: 'up',
      local: 'up',
    },
    'a control VLAN that does not exist': { change: 'no vlan 4094', peerLink: 'up', local: 'up' },
    'a shut peer-link': {
      change: 'interface Port-Channel1000\nshutdown',
      peerLink: 'lowerlayerdown',
      local: 'up',
    },
    'peer-link ports outside the port-channel': {
      change: 'interface Ethernet7-8\nno channel-group',
      peerLink: 'lowerlayerdown',
      local: 'up',
    },
    'a local interface that is shut': { change: 'interface Vlan4094\nshutdown', peerLink: 'up', local: 'up' },
  };
  for (const [what, { change, peerLink, local }] of Object.entries(faults)) {
    it(`is not active with ${what} at the other end, and the server keeps one side only`, () => {
      const made = pair();
      configure(switchOf(made, 'sw2'), change);
      const state = mlag(made, 'sw1');
      assert.deepEqual(
        ['state', 'negStatus', 'peerLinkStatus', 'localIntfStatus'].map((key) => at(state, key)),
        ['inactive', 'connecting', peerLink, local],
      );
      assert.equal(mlag11(made), 'configured');
      assert.deepEqual([bundled(made, 'sw1'), bundled(made, 'sw2')], [true, false]);
    });
  }

  it('is not active when the cables of the peer-link are pulled, and comes back with them', () => {
    const made = pair();
    for (const port of ['Ethernet7', 'Ethernet8']) made.world.disconnect({ switch: 'sw1', port });
    assert.equal(at(mlag(made), 'peerLinkStatus'), 'lowerlayerdown');
    assert.equal(at(mlag(made), 'state'), 'inactive');
    made.world.connect({ switch: 'sw1', port: 'Ethernet7' }, { switch: 'sw2', port: 'Ethernet7' });
    assert.equal(at(mlag(made), 'state'), 'active');
  });

  it('says which lines of an MLAG differ between the members', () => {
    const made = pair();
    configure(
      switchOf(made, 'sw2'),
      'interface Port-Channel11\nswitchport trunk native vlan 200\nmlag configuration\ndual-primary detection delay 5',
    );
    const sanity = shown(switchOf(made), 'show mlag config-sanity');
    assert.deepEqual(at(sanity, 'interfaceConfiguration'), {
      'trunk-native-vlan mlag11': {
        interface: { 'Port-Channel11': { localValue: '100', peerValue: '200' } },
      },
    });
    assert.deepEqual(at(sanity, 'globalConfiguration'), {
      mlag: { globalParameters: { 'dual-primary-detection-delay': { localValue: '0', peerValue: '5' } } },
    });
    assert.equal(at(mlag(made), 'configSanity'), 'inconsistent');
  });

  it('shows an MLAG that only one member has as configured, and one that is up on one side as partial', () => {
    const made = pair();
    configure(switchOf(made, 'sw2'), 'interface Ethernet1\nshutdown');
    assert.equal(mlag11(made), 'active-partial');
    configure(switchOf(made, 'sw2'), 'interface Port-Channel11\nno mlag');
    assert.equal(mlag11(made), 'configured');
  });

  it('loses the peer and its heartbeat when the other switch loses power', () => {
    const made = pair();
    made.world.setPowered('sw2', false);
    assert.equal(at(mlag(made), 'state'), 'inactive');
    assert.equal(at(mlag(made), 'detail', 'udpHeartbeatAlive'), false);
    assert.equal(bundled(made, 'sw1'), true);
  });
});

describe('LACP on virtual EOS switches', () => {
  it('bundles both legs of a dual-homed server only while the members announce one system id and key', () => {
    const made = pair();
    const announced = ['sw1', 'sw2'].map((hostname) => switchOf(made, hostname).lacp('Ethernet1'));
    assert.equal(announced[0]?.systemId, announced[1]?.systemId);
    assert.equal(announced[0]?.key, announced[1]?.key);
    assert.deepEqual([bundled(made, 'sw1'), bundled(made, 'sw2')], [true, true]);
    configure(switchOf(made, 'sw2'), 'interface Port-Channel11\nmlag 12');
    assert.deepEqual([bundled(made, 'sw1'), bundled(made, 'sw2')], [true, false]);
  });

  it('does not bundle a leg of a server that is mute, off, unplugged or on another server’s port', () => {
    const made = pair();
    const host = made.world.hosts.get('srv1');
    assert.ok(host);
    host.setMute(true);
    assert.deepEqual([bundled(made, 'sw1'), bundled(made, 'sw2')], [false, false]);
    host.setMute(false);
    host.unplug(0);
    assert.deepEqual([bundled(made, 'sw1'), bundled(made, 'sw2')], [false, true]);
    host.plug(0, { switch: 'sw1', port: 'Ethernet2' });
    assert.deepEqual([bundled(made, 'sw1'), bundled(made, 'sw2')], [false, true]);
    host.setPowered(false);
    assert.deepEqual([bundled(made, 'sw1'), bundled(made, 'sw2')], [false, false]);
  });

  it('bundles only the ports that lead to one partner', () => {
    const stranger: PlannedHost = {
      name: 'srv2',
      speaksLldp: false,
      ports: [{ at: { switch: 'sw1', port: 'Ethernet2' }, mac: '52:54:00:00:00:03', bond: 0 }],
    };
    const made = pair([server, stranger]);
    configure(switchOf(made), 'interface Ethernet2\nchannel-group 11 mode active\nlacp port-priority 40000');
    const summary = shown(switchOf(made), 'show port-channel');
    assert.deepEqual(Object.keys(at(summary, 'portChannels', 'Port-Channel11', 'inactivePorts') as object), [
      'Ethernet2',
    ]);
  });

  it('holds a port-channel down below its least number of links', () => {
    const made = pair();
    configure(switchOf(made), 'interface Port-Channel11\nport-channel min-links 2');
    assert.deepEqual(
      at(shown(switchOf(made), 'show port-channel'), 'portChannels', 'Port-Channel11', 'activePorts'),
      {},
    );
  });

  it('carries native and tagged VLANs of a bundled port and nothing else', () => {
    const virtual = switchOf(pair());
    assert.deepEqual(
      [
        virtual.carries('Ethernet1', 100, false),
        virtual.carries('Ethernet1', 200, true),
        virtual.carries('Ethernet1', 200, false),
        virtual.carries('Ethernet1', 4094, true),
        virtual.carries('Ethernet7', 4094, true),
      ],
      [true, true, false, false, true],
    );
  });

  it('drops untagged frames where the native VLAN is tagged, and VLANs that do not exist', () => {
    const made = pair();
    configure(switchOf(made), 'interface Port-Channel11\nswitchport trunk native vlan tag\nno vlan 200');
    const virtual = switchOf(made);
    assert.deepEqual(
      [virtual.carries('Ethernet1', 100, false), virtual.carries('Ethernet1', 200, true)],
      [false, false],
    );
  });

  it('shows the ports of the peer in an MLAG that is up on both', () => {
    const summary = shown(switchOf(pair()), 'show port-channel');
    assert.deepEqual(Object.keys(at(summary, 'portChannels', 'Port-Channel11', 'activePorts') as object), [
      'Ethernet1',
      'PeerEthernet1',
    ]);
  });
});

describe('LACP fallback on virtual EOS switches', () => {
  const twoLegs: PlannedHost = {
    name: 'srv1',
    speaksLldp: false,
    ports: ['Ethernet1', 'Ethernet2'].map((port, index) => ({
      at: { switch: 'sw1', port },
      mac: `52:54:00:00:00:0${index + 1}`,
      bond: 0,
    })),
  };
  const forwarding = (made: Rig): readonly boolean[] =>
    ['Ethernet1', 'Ethernet2'].map((port) => switchOf(made).carries(port, 100, false));

  function bond(kind: 'static' | 'individual'): Rig {
    const made = rig({ hosts: [twoLegs] });
    configure(
      switchOf(made),
      [
        'vlan 100,200',
        'interface Port-Channel11',
        'switchport access vlan 100',
        `port-channel lacp fallback ${kind}`,
        'port-channel lacp fallback timeout 30',
        'interface Ethernet1-2',
        'channel-group 11 mode active',
        'switchport access vlan 200',
        'interface Ethernet1',
        'lacp port-priority 1001',
        'interface Ethernet2',
        'lacp port-priority 1000',
      ].join('\n'),
    );
    return made;
  }

  it('lets the member with the lowest priority number forward after the timeout and no other', () => {
    const made = bond('static');
    made.world.hosts.get('srv1')?.setMute(true);
    assert.deepEqual(forwarding(made), [false, false]);
    made.clock.move(29_999);
    assert.deepEqual(forwarding(made), [false, false]);
    made.clock.move(1);
    assert.deepEqual(forwarding(made), [false, true]);
    const summary = shown(switchOf(made), 'show port-channel');
    assert.equal(at(summary, 'portChannels', 'Port-Channel11', 'fallbackState'), 'fallbackStatic');
  });

  it('ends when LACPDUs arrive and waits for the whole timeout again afterwards', () => {
    const made = bond('static');
    const host = made.world.hosts.get('srv1');
    host?.setMute(true);
    made.clock.move(30_000);
    host?.setMute(false);
    assert.deepEqual(forwarding(made), [true, true]);
    host?.setMute(true);
    made.clock.move(29_000);
    assert.deepEqual(forwarding(made), [false, false]);
  });

  it('lets every member forward with its own lines where fallback is individual', () => {
    const made = bond('individual');
    made.world.hosts.get('srv1')?.setMute(true);
    made.clock.move(30_000);
    assert.deepEqual(forwarding(made), [false, false]);
    assert.deepEqual(
      ['Ethernet1', 'Ethernet2'].map((port) => switchOf(made).carries(port, 200, false)),
      [true, true],
    );
  });
});
