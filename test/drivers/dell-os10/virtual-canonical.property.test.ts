import assert from 'node:assert/strict';
import fc from 'fast-check';
import { switchOf } from '../virtual-rig.ts';
import { body, configuring, ports, rig } from './virtual-rig.ts';

const vlanId = fc.integer({ min: 2, max: 30 });
const vlanList = fc.uniqueArray(vlanId, { minLength: 1, maxLength: 6 }).map((ids) => ids.join(','));
const word = fc.stringMatching(/^[a-z][a-z0-9-]{0,9}$/);
const description = fc.oneof(
  fc.stringMatching(/^[!#-+\-.-[\]-~]{1,20}$/),
  fc.stringMatching(/^"[a-z](\\\\,| ?[a-z/:]){0,12}"$/),
);

const any = fc.oneof(
  description.map((text) => `description ${text}`),
  fc.constantFrom('shutdown', 'no shutdown', 'no description', 'no mtu'),
  fc.integer({ min: 1280, max: 65535 }).map((mtu) => `mtu ${mtu}`),
);
const bridged = fc.oneof(
  any,
  fc.constantFrom('no switchport', 'switchport', 'switchport mode trunk', 'switchport mode access'),
  fc.constantFrom(
    'spanning-tree port type edge',
    'spanning-tree bpduguard enable',
    'flowcontrol receive off',
  ),
  vlanId.map((id) => `switchport access vlan ${id}`),
  vlanList.map((list) => `switchport trunk allowed vlan ${list}`),
  vlanList.map((list) => `no switchport trunk allowed vlan ${list}`),
);
const ethernet = fc.oneof(
  bridged,
  fc.constantFrom(
    'channel-group 11 mode active',
    'channel-group 12 mode on',
    'no channel-group',
    'lacp rate fast',
  ),
  fc.integer({ min: 0, max: 65535 }).map((priority) => `lacp port-priority ${priority}`),
  fc.constantFrom('ip address 192.0.2.1/31', 'no lldp transmit'),
);
const portChannel = fc.oneof(
  bridged,
  fc.constantFrom('vlt-port-channel 11', 'lacp fallback enable', 'minimum-links 2', 'no vlt-port-channel'),
  fc.integer({ min: 0, max: 100 }).map((seconds) => `lacp fallback timeout ${seconds}`),
);
/** On a trunk this leaves no line, so that only a file as a whole says it. */
const untaggedOff = fc.constant('no switchport access vlan');

const inside = (header: string, line: fc.Arbitrary<string>): fc.Arbitrary<readonly string[]> =>
  fc.array(line, { maxLength: 8 }).map((lines) => [header, ...lines]);

const port = fc.constantFrom(...ports);
const blocks = (more: readonly fc.Arbitrary<string>[]): fc.Arbitrary<readonly string[]> =>
  fc.oneof(
    port.chain((name) => inside(`interface ${name}`, fc.oneof(ethernet, ...more))),
    fc
      .integer({ min: 10, max: 13 })
      .chain((id) => inside(`interface port-channel${id}`, fc.oneof(portChannel, ...more))),
    vlanList.chain((list) => inside(`interface range vlan ${list}`, any)),
    vlanList.map((list) => [`no interface range vlan ${list}`]),
    fc.integer({ min: 10, max: 13 }).map((id) => [`no interface port-channel${id}`]),
    inside(
      'vlt-domain 101',
      fc.constantFrom(
        'discovery-interface ethernet1/1/7-1/1/8',
        'discovery-interface ethernet1/1/3',
        'no discovery-interface ethernet1/1/7',
        'primary-priority 4096',
        'vlt-mac 02:00:00:00:01:01',
        'peer-routing',
        'delay-restore 90',
        'backup destination 192.0.2.12 vrf management interval 3',
      ),
    ),
    inside('ip access-list A', fc.constantFrom('permit ip any any', 'seq 20 deny ip any any', 'no seq 10')),
    inside(
      'router bgp 65101',
      fc.constantFrom(
        'router-id 10.0.0.1',
        'neighbor 10.1.0.0',
        'inherit template SPINE',
        'no shutdown',
        'template SPINE',
        'address-family ipv4 unicast',
        'activate',
      ),
    ),
    word.map((name) => [`hostname ${name}`]),
    fc
      .constantFrom(
        'spanning-tree mode rstp',
        'ntp server 192.0.2.9',
        'no lldp enable',
        'lacp system-priority 7',
      )
      .map((line) => [line]),
  );
const script = (...more: readonly fc.Arbitrary<string>[]): fc.Arbitrary<readonly string[]> =>
  fc
    .array(blocks(more), { maxLength: 14 })
    .map((all) => ['interface range vlan 2-30', 'exit', ...all.flat()]);

/** Types lines and passes over the refused ones. */
function tried(lines: readonly string[]): readonly string[] {
  const virtual = switchOf(rig());
  const session = configuring(virtual);
  for (const line of lines) session.type(line);
  return body(virtual);
}

describe('the canonical text of a virtual OS10 switch', () => {
  it('gives the same text again when it is typed into an empty switch', () => {
    fc.assert(
      fc.property(script(), (lines) => {
        const printed = tried(lines);
        const again = switchOf(rig());
        const session = configuring(again);
        for (const line of printed) assert.equal(session.type(line).output, '', line);
        assert.deepEqual(body(again), printed);
      }),
      { numRuns: 100 },
    );
  });

  it('is what the switch starts with when it is the startup configuration', () => {
    fc.assert(
      fc.property(script(untaggedOff), (lines) => {
        const printed = tried(lines);
        const startup = { 'leaf-a': printed.join('\n') };
        assert.deepEqual(body(switchOf(rig({ startup }))), printed);
      }),
      { numRuns: 50 },
    );
  });

  it('is the same after a transaction as after typing at once, where the transaction refuses no more', () => {
    fc.assert(
      fc.property(script(untaggedOff), (lines) => {
        const virtual = switchOf(rig());
        const session = virtual.openSession();
        for (const line of ['start transaction', 'configure terminal']) session.type(line);
        const answers = lines.map((line) => session.type(line).output);
        fc.pre(!answers.some((answer) => /conflict|disintegrated/.test(answer)));
        session.type('do commit');
        assert.deepEqual(body(virtual), tried(lines));
      }),
      { numRuns: 100 },
    );
  });
});
