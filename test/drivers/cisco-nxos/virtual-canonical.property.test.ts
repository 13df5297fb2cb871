import assert from 'node:assert/strict';
import fc from 'fast-check';
import { switchOf } from '../virtual-rig.ts';
import { quiet, rig } from './virtual-rig.ts';

const vlanId = fc.integer({ min: 2, max: 60 });
const vlanList = fc.uniqueArray(vlanId, { minLength: 1, maxLength: 30 }).map((ids) => ids.join(','));
const word = fc.stringMatching(/^[a-z][a-z0-9-]{0,9}$/);
const text = fc.stringMatching(/^[!-~]( ?[!-~]){0,20}$/);

const bridged = fc.oneof(
  text.map((value) => `description ${value}`),
  fc.constantFrom(
    'shutdown',
    'no shutdown',
    'no switchport',
    'switchport',
    'switchport mode trunk',
    'mtu 9216',
  ),
  fc.constantFrom(
    'spanning-tree port type edge',
    'spanning-tree port type edge trunk',
    'spanning-tree guard root',
  ),
  vlanId.map((id) => `switchport access vlan ${id}`),
  vlanId.map((id) => `switchport trunk native vlan ${id}`),
  vlanList.map((list) => `switchport trunk allowed vlan ${list}`),
  vlanList.map((list) => `switchport trunk allowed vlan remove ${list}`),
  fc.constantFrom(
    'switchport trunk allowed vlan none',
    'no switchport trunk allowed vlan',
    'ip address 192.0.2.1/31',
  ),
  fc.constantFrom(
    'spanning-tree bpduguard enable',
    'storm-control broadcast level 1.5',
    'spanning-tree link-type shared',
  ),
);
const ethernet = fc.oneof(
  bridged,
  fc.constantFrom(
    'channel-group 11 mode active',
    'channel-group 11 force mode active',
    'channel-group 12 mode passive',
  ),
  fc.constantFrom(
    'channel-group 10 force',
    'no channel-group',
    'lacp rate fast',
    'no lldp transmit',
    'vpc orphan-port suspend',
  ),
  fc.integer({ min: 1, max: 65535 }).map((priority) => `lacp port-priority ${priority}`),
);
const portChannel = fc.oneof(
  bridged,
  fc.constantFrom('vpc 11', 'vpc 12', 'no vpc', 'lacp min-links 2', 'lacp mode delay'),
);
const inside = (header: string, line: fc.Arbitrary<string>): fc.Arbitrary<readonly string[]> =>
  fc.array(line, { maxLength: 8 }).map((lines) => [header, ...lines]);

const block = fc.oneof(
  fc.integer({ min: 1, max: 8 }).chain((port) => inside(`interface Ethernet1/${port}`, ethernet)),
  fc.integer({ min: 9, max: 12 }).chain((id) => inside(`interface port-channel${id}`, portChannel)),
  // A peer-link takes its spanning tree port type from the switch, so that it has no other line of that kind.
  fc.constant(['interface port-channel8', 'switchport mode trunk', 'vpc peer-link']),
  vlanList.chain((list) =>
    inside(
      `vlan ${list}`,
      fc.oneof(
        word.map((name) => `name ${name}`),
        fc.constant('state suspend'),
      ),
    ),
  ),
  vlanId.chain((id) =>
    inside(
      `interface Vlan${id}`,
      fc.constantFrom('no shutdown', 'ip address 192.0.2.1/31', 'mtu 9000', 'vrf member BLUE'),
    ),
  ),
  inside(
    'vpc domain 101',
    fc.constantFrom(
      'role priority 1000',
      'peer-gateway',
      'delay restore 150',
      'auto-recovery',
      'no graceful consistency-check',
      'peer-keepalive destination 192.0.2.12 source 192.0.2.11 vrf KA',
    ),
  ),
  inside(
    'ip access-list A',
    fc.constantFrom('permit ip any any', '20 deny ip any any', 'no 10', 'statistics per-entry'),
  ),
  inside(
    'router bgp 65001',
    fc.constantFrom(
      'router-id 10.0.0.1',
      'neighbor 10.1.0.0 remote-as 65002',
      'description x',
      'address-family ipv4 unicast',
      'exit',
    ),
  ),
  fc
    .constantFrom(
      'feature lacp',
      'feature vpc',
      'feature lldp',
      'feature interface-vlan',
      'feature bgp',
      'no feature vpc',
      'no feature lacp',
    )
    .map((line) => [line]),
  fc
    .constantFrom(
      'ntp server 192.0.2.9',
      'spanning-tree mode mst',
      'no spanning-tree vlan 7',
      'system jumbomtu 9000',
    )
    .map((line) => [line]),
  fc
    .constantFrom(
      'no system default switchport',
      'system default switchport',
      'system default switchport shutdown',
    )
    .map((line) => [line]),
  vlanList.map((list) => [`no vlan ${list}`]),
  fc.integer({ min: 9, max: 12 }).map((id) => [`no interface port-channel${id}`]),
  fc.integer({ min: 1, max: 8 }).map((port) => [`default interface Ethernet1/${port}`]),
);
const features = ['feature lacp', 'feature vpc', 'feature interface-vlan', 'feature bgp', 'feature lldp'];
const script = fc.array(block, { maxLength: 16 }).map((blocks) => [...features, ...blocks.flat()]);

/** Types lines, passing over the refused ones, and gives what the switch runs then. */
function tried(lines: readonly string[]): string {
  const virtual = switchOf(rig());
  const session = quiet(virtual);
  session.type('configure terminal');
  for (const line of lines) session.type(line);
  return virtual.runningConfig();
}

describe('the canonical text of a virtual NX-OS switch', () => {
  it('gives the same text again when it is typed into an empty switch', () => {
    fc.assert(
      fc.property(script, (lines) => {
        const printed = tried(lines);
        assert.equal(tried(printed.split('\n')), printed);
      }),
      { numRuns: 150 },
    );
  });

  it('is what the switch starts with when it is the startup configuration, suspended members included', () => {
    const whileDown = fc.constantFrom(
      'no lacp suspend-individual',
      'no lacp suspend-individual pxe',
      'no lacp graceful-convergence',
    );
    fc.assert(
      fc.property(script, whileDown, (lines, line) => {
        const printed = tried([...lines, 'interface port-channel11', 'shutdown', line, 'no shutdown']);
        assert.equal(switchOf(rig({ startup: { 'leaf-a': printed } })).runningConfig(), printed);
      }),
      { numRuns: 60 },
    );
  });

  it('is the same after a checkpoint, other changes and the way back', () => {
    fc.assert(
      fc.property(script, script, (lines, others) => {
        const virtual = switchOf(rig());
        const session = quiet(virtual);
        for (const line of ['configure terminal', ...lines, 'end', 'checkpoint a', 'configure terminal'])
          session.type(line);
        const before = virtual.runningConfig();
        for (const line of others) session.type(line);
        quiet(virtual).type('rollback running-config checkpoint a');
        assert.equal(virtual.runningConfig(), before);
      }),
      { numRuns: 40 },
    );
  });
});
