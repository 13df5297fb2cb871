import assert from 'node:assert/strict';
import fc from 'fast-check';
import { switchOf } from '../virtual-rig.ts';
import { configure, privileged, rig } from './virtual-rig.ts';

const vlanId = fc.integer({ min: 2, max: 60 });
const vlanList = fc.uniqueArray(vlanId, { minLength: 1, maxLength: 8 }).map((ids) => ids.join(','));
const word = fc.stringMatching(/^[a-z][a-z0-9-]{0,9}$/);
const text = fc.stringMatching(/^[!-~]( ?[!-~]){0,20}$/);

const bridged = fc.oneof(
  text.map((value) => `description ${value}`),
  fc.constantFrom('shutdown', 'no switchport', 'switchport mode trunk', 'spanning-tree portfast', 'mtu 9000'),
  vlanId.map((id) => `switchport access vlan ${id}`),
  vlanId.map((id) => `switchport trunk native vlan ${id}`),
  fc.constant('switchport trunk native vlan tag'),
  vlanList.map((list) => `switchport trunk allowed vlan ${list}`),
  vlanList.map((list) => `switchport trunk allowed vlan remove ${list}`),
  fc.constant('switchport trunk allowed vlan none'),
  word.map((name) => `switchport trunk group ${name}`),
  fc.constantFrom(
    'spanning-tree bpduguard disable',
    'spanning-tree bpduguard enable',
    'storm-control broadcast level 1.50',
  ),
);
const ethernet = fc.oneof(
  bridged,
  fc.constantFrom('channel-group 11 mode active', 'lacp timer fast', 'no lldp transmit'),
  fc.integer({ min: 1, max: 65535 }).map((priority) => `lacp port-priority ${priority}`),
);
const portChannel = fc.oneof(
  bridged,
  fc.constantFrom('mlag 11', 'port-channel lacp fallback individual', 'port-channel min-links 2'),
  fc.integer({ min: 0, max: 300 }).map((seconds) => `port-channel lacp fallback timeout ${seconds}`),
);
const inside = (header: string, line: fc.Arbitrary<string>): fc.Arbitrary<readonly string[]> =>
  fc.array(line, { maxLength: 8 }).map((lines) => [header, ...lines]);

const block = fc.oneof(
  fc.integer({ min: 1, max: 8 }).chain((port) => inside(`interface Ethernet${port}`, ethernet)),
  fc.integer({ min: 9, max: 12 }).chain((id) => inside(`interface Port-Channel${id}`, portChannel)),
  vlanList.chain((list) =>
    inside(
      `vlan ${list}`,
      fc.oneof(
        word.map((name) => `name ${name}`),
        word.map((group) => `trunk group ${group}`),
        fc.constant('state suspend'),
      ),
    ),
  ),
  vlanId.chain((id) =>
    inside(`interface Vlan${id}`, fc.constantFrom('no autostate', 'ip address 192.0.2.1/31', 'vrf BLUE')),
  ),
  inside(
    'mlag configuration',
    fc.constantFrom('domain-id x', 'peer-link Port-Channel9', 'reload-delay mlag 300', 'shutdown'),
  ),
  inside('ip access-list A', fc.constantFrom('permit ip any any', '20 deny ip any any', 'no 10')),
  inside(
    'router bgp 65001',
    fc.constantFrom(
      'router-id 10.0.0.1',
      'neighbor A peer group',
      'no bgp default ipv4-unicast',
      'vlan 10',
      'rd 1:1',
    ),
  ),
  fc
    .constantFrom('ip routing', 'ntp server 192.0.2.9', 'spanning-tree mode rstp', 'username a secret b')
    .map((line) => [line]),
  vlanList.map((list) => [`no spanning-tree vlan-id ${list}`]),
  vlanList.map((list) => [`no vlan ${list}`]),
);
const script = fc.array(block, { maxLength: 14 }).map((blocks) => blocks.flat());

/** Types lines and passes over the refused ones. */
function tried(lines: readonly string[]): string {
  const virtual = switchOf(rig());
  const session = privileged(virtual);
  session.type('configure');
  for (const line of lines) session.type(line);
  return virtual.runningConfig();
}

describe('the canonical text of a virtual EOS switch', () => {
  it('gives the same text again when it is typed into an empty switch', () => {
    fc.assert(
      fc.property(script, (lines) => {
        const printed = tried(lines);
        const again = switchOf(rig());
        configure(again, printed.replace(/\nend\n$/, ''));
        assert.equal(again.runningConfig(), printed);
      }),
      { numRuns: 150 },
    );
  });

  it('is what the switch starts with when it is the startup configuration', () => {
    fc.assert(
      fc.property(script, (lines) => {
        const printed = tried(lines);
        assert.equal(switchOf(rig({ startup: { sw1: printed } })).runningConfig(), printed);
      }),
      { numRuns: 50 },
    );
  });

  it('is the same after a session with the same lines as after typing them directly', () => {
    fc.assert(
      fc.property(script, (lines) => {
        const virtual = switchOf(rig());
        const session = privileged(virtual);
        session.type('configure session prov-1');
        for (const line of lines) session.type(line);
        session.type('commit');
        assert.equal(virtual.runningConfig(), tried(lines));
      }),
      { numRuns: 50 },
    );
  });
});
