import assert from 'node:assert/strict';
import type { PlannedHost } from '../../../src/lab/lab-plan.ts';
import { at, switchOf, type Rig } from '../virtual-rig.ts';
import { configure, quiet, rig, rows, shown } from './virtual-rig.ts';

const server: PlannedHost = {
  name: 'srv-17',
  speaksLldp: true,
  ports: [
    { at: { switch: 'leaf-a', port: 'Ethernet1/1' }, mac: '52:54:00:00:00:01', bond: 0 },
    { at: { switch: 'leaf-a', port: 'Ethernet1/2' }, mac: '52:54:00:00:00:02', bond: 0 },
  ],
};

const bundle = [
  'feature lacp',
  'vlan 10,20',
  'interface port-channel11',
  'switchport mode trunk',
  'switchport trunk native vlan 10',
  'switchport trunk allowed vlan 10,20',
].join('\n');
const members = [
  'interface Ethernet1/1',
  'lacp port-priority 2000',
  'channel-group 11 force mode active',
  'interface Ethernet1/2',
  'lacp port-priority 1000',
  'channel-group 11 force mode active',
].join('\n');

/** The server on one switch; `before` is typed on the port-channel while it is down and has no member. */
function attached(before = ''): Rig {
  const made = rig({ hosts: [server] });
  const lines = before === '' ? '' : `\nshutdown\n${before}\nno shutdown`;
  configure(switchOf(made), `${bundle}${lines}\n${members}`);
  return made;
}

/** `SU P p`: layer and status of port-channel 11, then the flag of each member. */
function flags(made: Rig, hostname = 'leaf-a'): string {
  const channels = rows(shown(switchOf(made, hostname), 'show port-channel summary'), 'channel');
  const channel = channels.find((row) => at(row, 'group') === 11);
  const ports = rows(channel, 'member').map((row) => String(at(row, 'port-status')));
  return [`${String(at(channel, 'layer'))}${String(at(channel, 'status'))}`, ...ports].join(' ');
}

function mute(made: Rig): void {
  made.world.hosts.get('srv-17')?.setMute(true);
}

const carries = (made: Rig, port: string, vlan: number, tagged: boolean): boolean =>
  switchOf(made).carries(port, vlan, tagged);

describe('LACP on a virtual NX-OS switch', () => {
  it('bundles the legs of a server that speaks it, as the settings of the port-channel have it', () => {
    const made = attached();
    assert.equal(flags(made), 'SU P P');
    assert.equal(carries(made, 'Ethernet1/1', 10, false), true);
    assert.equal(carries(made, 'Ethernet1/2', 20, true), true);
    assert.equal(carries(made, 'Ethernet1/2', 1, false), false);
  });

  it('suspends every member that hears nothing, which is the default', () => {
    const made = attached();
    mute(made);
    assert.equal(flags(made), 'SD s s');
    assert.equal(carries(made, 'Ethernet1/1', 10, false), false);
  });

  it('makes them individual without suspend-individual: several live ports', () => {
    const made = attached('no lacp suspend-individual');
    mute(made);
    assert.equal(flags(made), 'SD I I');
    assert.equal(carries(made, 'Ethernet1/1', 10, false), true);
    assert.equal(carries(made, 'Ethernet1/2', 10, false), true);
  });

  it('makes exactly one individual with the pxe form', () => {
    const made = attached('no lacp suspend-individual pxe');
    mute(made);
    assert.equal(flags(made).replace(/[^I]/g, ''), 'I');
    assert.equal(flags(made).replace(/[^s]/g, ''), 's');
  });

  it('brings the member with the lowest priority up as a member in delay mode', () => {
    const made = attached('lacp mode delay');
    mute(made);
    assert.equal(flags(made), 'SU s p');
    assert.equal(carries(made, 'Ethernet1/2', 10, false), true);
    assert.equal(carries(made, 'Ethernet1/1', 10, false), false);
    made.world.hosts.get('srv-17')?.setMute(false);
    assert.equal(flags(made), 'SU P P');
  });

  it('lets delay mode take effect only after the port-channel came up anew', () => {
    const made = attached();
    mute(made);
    configure(switchOf(made), 'interface port-channel11\nlacp mode delay');
    assert.equal(flags(made), 'SD s s');
    configure(switchOf(made), 'interface port-channel11\nshutdown');
    configure(switchOf(made), 'interface port-channel11\nno shutdown');
    assert.equal(flags(made), 'SU s p');
  });

  it('takes a static group at its word', () => {
    const made = rig({ hosts: [server] });
    configure(switchOf(made), `${bundle}\ninterface Ethernet1/1\nchannel-group 11 force mode on`);
    mute(made);
    assert.equal(flags(made), 'SU P');
  });

  it('keeps a bundle down below its minimum, and members beyond the maximum in standby', () => {
    const few = attached('lacp min-links 2');
    few.world.disconnect({ switch: 'leaf-a', port: 'Ethernet1/1' });
    assert.equal(flags(few), 'SM D P');
    assert.equal(flags(attached('lacp max-bundle 1')), 'SU H P');
  });

  it('takes the members down with the port-channel', () => {
    const made = attached();
    configure(switchOf(made), 'interface port-channel11\nshutdown');
    assert.equal(flags(made), 'SD D D');
    assert.equal(switchOf(made).isTransmitting('Ethernet1/1'), false);
  });

  it('shows the partner', () => {
    const text = quiet(switchOf(attached())).type('show lacp neighbor').output;
    assert.match(text, /port-channel11 neighbors/);
    assert.match(text, /^Eth1\/1 +65535,52-54-00-00-00-01/m);
  });
});

describe('delay mode over a vPC of two virtual NX-OS switches', () => {
  const spread: PlannedHost = {
    ...server,
    ports: [
      { at: { switch: 'leaf-a', port: 'Ethernet1/1' }, mac: '52:54:00:00:00:01', bond: 0 },
      { at: { switch: 'leaf-b', port: 'Ethernet1/1' }, mac: '52:54:00:00:00:02', bond: 0 },
    ],
  };
  const member = (own: string, peer: string, priority: number): string =>
    [
      'feature lacp',
      'feature vpc',
      'vlan 10,20',
      'vpc domain 101',
      `peer-keepalive destination ${peer} source ${own}`,
      'interface port-channel1000',
      'switchport mode trunk',
      'vpc peer-link',
      'interface Ethernet1/7-8',
      'channel-group 1000 force mode active',
      bundle,
      'shutdown',
      'lacp mode delay',
      'vpc 11',
      'no shutdown',
      'interface Ethernet1/1',
      `lacp port-priority ${priority}`,
      'channel-group 11 force mode active',
    ].join('\n');
  const vpcPair = (a: number, b: number): Rig => {
    const made = rig({ hosts: [spread] });
    configure(switchOf(made, 'leaf-a'), member('192.0.2.11', '192.0.2.12', a));
    configure(switchOf(made, 'leaf-b'), member('192.0.2.12', '192.0.2.11', b));
    mute(made);
    return made;
  };
  const both = (made: Rig): readonly string[] => [flags(made, 'leaf-a'), flags(made, 'leaf-b')];

  it('brings up the one port with the lowest priority of both members', () => {
    assert.deepEqual(both(vpcPair(1000, 1001)), ['SU p', 'SD s']);
    assert.deepEqual(both(vpcPair(1001, 1000)), ['SD s', 'SU p']);
  });

  it('breaks a tie by the MAC of the switch', () => {
    assert.deepEqual(both(vpcPair(1000, 1000)), ['SU p', 'SD s']);
  });

  it('does not elect anew when the switch with the port is gone', () => {
    const made = vpcPair(1000, 1001);
    assert.deepEqual(both(made), ['SU p', 'SD s']);
    made.world.setPowered('leaf-a', false);
    assert.equal(flags(made, 'leaf-b'), 'SD s');
  });
});
