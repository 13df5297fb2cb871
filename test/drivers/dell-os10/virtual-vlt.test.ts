import assert from 'node:assert/strict';
import type { PlannedHost } from '../../../src/lab/lab-plan.ts';
import { switchOf, type Rig } from '../virtual-rig.ts';
import { configure, rig, shown } from './virtual-rig.ts';

const server: PlannedHost = {
  name: 'srv1',
  speaksLldp: true,
  ports: [
    { at: { switch: 'leaf-a', port: 'ethernet1/1/1' }, mac: '52:54:00:00:00:01', bond: 0 },
    { at: { switch: 'leaf-b', port: 'ethernet1/1/1' }, mac: '52:54:00:00:00:02', bond: 0 },
  ],
};

/** A member of the domain with a server on the first port, configured as the guides do it. */
function member(peer: string, priority: number): string {
  return [
    'interface range vlan 10,20',
    'exit',
    'interface range ethernet1/1/7-1/1/8',
    'no switchport',
    'vlt-domain 101',
    `primary-priority ${priority}`,
    `backup destination ${peer} vrf management`,
    'peer-routing',
    'discovery-interface ethernet1/1/7-1/1/8',
    'vlt-mac 02:00:00:00:01:01',
    'interface port-channel11',
    'no shutdown',
    'switchport mode trunk',
    'switchport access vlan 10',
    'switchport trunk allowed vlan 20',
    'vlt-port-channel 11',
    'interface ethernet1/1/1',
    'channel-group 11 mode active',
    'no switchport',
  ].join('\n');
}

function pair(priorities: readonly [number, number] = [4096, 8192]): Rig {
  const made = rig({ hosts: [server] });
  configure(switchOf(made, 'leaf-a'), member('192.0.2.12', priorities[0]));
  configure(switchOf(made, 'leaf-b'), member('192.0.2.11', priorities[1]));
  return made;
}

/** What stands behind a name in `show vlt`. */
function told(made: Rig, name: string, hostname = 'leaf-a', view = ''): string | undefined {
  const line = shown(switchOf(made, hostname), `show vlt 101${view}`).find((one) =>
    one.trim().startsWith(name),
  );
  return line?.split(' : ')[1] ?? line?.split(/ *: /)[1];
}

const link = (made: Rig, hostname = 'leaf-a'): string | undefined => told(made, 'port-channel1000', hostname);
const role = (made: Rig, hostname: string): string | undefined => told(made, 'Role', hostname);
const peers = (made: Rig, hostname: string): readonly string[] =>
  shown(switchOf(made, hostname), 'show vlt 101').filter((line) => /^ {2}\d /.test(line));

describe('the VLT domain of two virtual OS10 switches', () => {
  it('is up where both fit, and the lower priority number is primary', () => {
    const made = pair();
    for (const [hostname, unit] of [
      ['leaf-a', '1'],
      ['leaf-b', '2'],
    ] as const) {
      assert.equal(link(made, hostname), 'up');
      assert.equal(told(made, 'Domain ID', hostname), '101');
      assert.equal(told(made, 'Unit ID', hostname), unit);
      assert.equal(told(made, 'VLT MAC address', hostname), '02:00:00:00:01:01');
      assert.equal(told(made, 'Peer-Routing', hostname), 'Enabled');
      assert.equal(told(made, 'Delay-Restore timer', hostname), '90 seconds');
    }
    assert.deepEqual([role(made, 'leaf-a'), role(made, 'leaf-b')], ['primary', 'secondary']);
    assert.match(peers(made, 'leaf-a')[0] ?? '', /^ {2}2 +50:9a:4c:00:00:02 +up +\S+::2 +3\.1$/);
    assert.match(peers(made, 'leaf-b')[0] ?? '', /^ {2}1 +50:9a:4c:00:00:01 +up +\S+::1 +3\.1$/);
  });

  it('shows its VLT port-channels with the local unit marked', () => {
    const text = shown(switchOf(pair(), 'leaf-b'), 'show vlt 101 vlt-port-detail');
    assert.equal(text[0], 'vlt-port-channel ID : 11');
    assert.match(text[3] ?? '', /^\* 2 +port-channel11 +up +1 +1$/);
    assert.match(text[4] ?? '', /^ {2}1 +port-channel11 +up +1 +1$/);
  });

  it('shows its backup link by whether the peer answers', () => {
    const made = pair();
    const heartbeat = (): string | undefined => told(made, 'Peer Heartbeat status', 'leaf-a', ' backup-link');
    assert.equal(told(made, 'Destination', 'leaf-a', ' backup-link'), '192.0.2.12');
    assert.equal(told(made, 'Destination VRF', 'leaf-a', ' backup-link'), 'management');
    assert.equal(told(made, 'Heartbeat interval', 'leaf-a', ' backup-link'), '30');
    assert.equal(heartbeat(), 'Up');
    made.world.setPowered('leaf-b', false);
    assert.equal(heartbeat(), 'Down');
    assert.equal(link(made), 'down');
  });

  const broken: Readonly<Record<string, string>> = {
    'another domain id': 'no vlt-domain 101\nvlt-domain 102\ndiscovery-interface ethernet1/1/7-1/1/8',
    'no domain': 'no vlt-domain 101',
    'no discovery interfaces': 'vlt-domain 101\nno discovery-interface',
    'discovery interfaces that are in L2': 'interface range ethernet1/1/7-1/1/8\nswitchport mode access',
    'discovery interfaces that are not the cabled ones':
      'vlt-domain 101\nno discovery-interface\ndiscovery-interface ethernet1/1/5-1/1/6',
    'shut discovery interfaces': 'interface range ethernet1/1/7-1/1/8\nshutdown',
  };
  for (const [what, change] of Object.entries(broken)) {
    it(`is down on both with ${what} on one`, () => {
      const made = pair();
      configure(switchOf(made, 'leaf-b'), change);
      assert.equal(link(made), 'down');
      assert.equal(role(made, 'leaf-a'), 'unknown');
      assert.deepEqual(peers(made, 'leaf-a'), []);
      const summary = shown(switchOf(made), 'show port-channel summary').at(-1) ?? '';
      assert.match(summary, /^1000 port-channel1000 \(D\) +Eth +STATIC +1\/1\/7\(D\) 1\/1\/8\(D\)$/);
      const detail = shown(switchOf(made), 'show vlt 101 vlt-port-detail');
      assert.ok(!detail.some((line) => line.startsWith('  2')));
    });
  }

  it('stays up over one of two links', () => {
    const made = pair();
    made.world.disconnect({ switch: 'leaf-a', port: 'ethernet1/1/7' });
    assert.equal(link(made), 'up');
    const summary = shown(switchOf(made), 'show port-channel summary').at(-1) ?? '';
    assert.match(summary, /1\/1\/7\(D\) 1\/1\/8\(P\)$/);
  });

  it('has the lower system MAC as primary where priorities are equal', () => {
    const made = pair([32768, 32768]);
    assert.deepEqual([role(made, 'leaf-a'), role(made, 'leaf-b')], ['primary', 'secondary']);
    const other = pair([32768, 32767]);
    assert.deepEqual([role(other, 'leaf-a'), role(other, 'leaf-b')], ['secondary', 'primary']);
  });

  it('keeps its primary when priorities change, until the next election', () => {
    const made = pair();
    configure(switchOf(made, 'leaf-b'), 'vlt-domain 101\nprimary-priority 1');
    assert.equal(role(made, 'leaf-a'), 'primary');
    configure(switchOf(made, 'leaf-b'), 'interface range ethernet1/1/7-1/1/8\nshutdown\nno shutdown');
    assert.deepEqual([role(made, 'leaf-a'), role(made, 'leaf-b')], ['secondary', 'primary']);
  });

  it('has the MAC of the primary where none is set', () => {
    const made = pair([8192, 4096]);
    for (const hostname of ['leaf-a', 'leaf-b']) {
      configure(switchOf(made, hostname), 'vlt-domain 101\nno vlt-mac');
      assert.equal(told(made, 'VLT MAC address', hostname), '50:9a:4c:00:00:02');
    }
    assert.equal(role(made, 'leaf-b'), 'primary');
    assert.equal(switchOf(made).lacp('ethernet1/1/1')?.systemId, '32768,50:9a:4c:00:00:02');
  });

  it('is one LACP system towards a server, which bundles both legs', () => {
    const made = pair();
    const [a, b] = ['leaf-a', 'leaf-b'].map((name) => switchOf(made, name).lacp('ethernet1/1/1'));
    assert.equal(a?.systemId, '32768,02:00:00:00:01:01');
    assert.deepEqual(a, b);
    for (const hostname of ['leaf-a', 'leaf-b']) {
      assert.ok(switchOf(made, hostname).carries('ethernet1/1/1', 20, true));
      assert.ok(switchOf(made, hostname).carries('ethernet1/1/1', 10, false));
    }
  });

  for (const [what, change] of Object.entries({
    'another vlt-mac': 'vlt-domain 101\nvlt-mac 02:00:00:00:01:02',
    'another VLT id': 'interface port-channel11\nvlt-port-channel 12',
    'no VLT id': 'interface port-channel11\nno vlt-port-channel',
  })) {
    it(`loses one leg of the server with ${what} on one member`, () => {
      const made = pair();
      configure(switchOf(made, 'leaf-b'), change);
      const carrying = ['leaf-a', 'leaf-b'].filter((name) =>
        switchOf(made, name).carries('ethernet1/1/1', 20, true),
      );
      assert.deepEqual(carrying, ['leaf-a']);
      assert.match(
        shown(switchOf(made, 'leaf-b'), 'show port-channel summary').at(-2) ?? '',
        /\(D\) .*1\/1\/1\(I\)$/,
      );
    });
  }

  it('carries over its link the VLANs that exist on both', () => {
    const made = pair();
    configure(switchOf(made), 'interface vlan30');
    const carried = [20, 30].map((vlan) => switchOf(made).carries('ethernet1/1/7', vlan, true));
    assert.deepEqual(carried, [true, false]);
    const rows = shown(switchOf(made), 'show vlan');
    assert.match(rows.find((row) => row.startsWith('    30')) ?? '', /^ {4}30 {5}Inactive$/);
    assert.equal(rows.filter((row) => row.endsWith('T Po1000')).length, 3);
  });

  it('finds nothing different between members that are alike', () => {
    const text = shown(switchOf(pair()), 'show vlt 101 mismatch');
    assert.equal(text.filter((line) => line === 'No mismatch').length, 4);
  });

  const differences: Readonly<
    Record<string, { readonly change: string; readonly shows: readonly string[] }>
  > = {
    'a VLAN': {
      change: 'interface vlan30',
      shows: [
        'VLAN mismatch:',
        'VLT Unit ID     Mismatch VLAN List',
        '* 1             -',
        '  2             30',
      ],
    },
    'peer routing': {
      change: 'vlt-domain 101\nno peer-routing',
      shows: ['Peer-routing mismatch:', '* 1             Enabled', '  2             Disabled'],
    },
    'the VLT MAC': {
      change: 'vlt-domain 101\nvlt-mac 02:00:00:00:01:02',
      shows: ['VLT MAC mismatch:', '* 1             02:00:00:00:01:01', '  2             02:00:00:00:01:02'],
    },
    'the VLANs of a port-channel': {
      change: 'interface port-channel11\nno switchport trunk allowed vlan 20',
      shows: ['VLT ID : 11', '* 1             20', '  2             -'],
    },
    'the fallback of a port-channel': {
      change: 'interface port-channel11\nlacp fallback timeout 30\nlacp fallback enable',
      shows: ['VLT ID : 11', '* 1             disabled', '  2             enabled, 30 seconds'],
    },
    'a VLT id': {
      change: 'interface port-channel11\nno vlt-port-channel',
      shows: ['VLT ID : 11', '* 1             port-channel11', '  2             -'],
    },
  };
  for (const [what, { change, shows }] of Object.entries(differences)) {
    it(`shows that the members differ in ${what}`, () => {
      const made = pair();
      configure(switchOf(made, 'leaf-b'), change);
      const text = shown(switchOf(made), 'show vlt 101 mismatch');
      for (const line of shows) assert.ok(text.includes(line), line);
      assert.equal(text.filter((line) => line === 'No mismatch').length, 3);
    });
  }

  it('answers for its own number and for all, and for no other', () => {
    const virtual = switchOf(pair());
    assert.deepEqual(shown(virtual, 'show vlt all'), shown(virtual, 'show vlt 101'));
    assert.match(shown(virtual, 'show vlt 102')[0] ?? '', /^% Error: VLT domain 102 not found/);
    assert.deepEqual(shown(switchOf(rig()), 'show vlt all'), ['']);
  });
});
