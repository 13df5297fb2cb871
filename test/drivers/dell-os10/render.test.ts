import assert from 'node:assert/strict';
import { features } from '../../../src/drivers/dell-os10/features.ts';
import { rules } from '../../../src/drivers/dell-os10/rules.ts';
import { traits } from '../../../src/drivers/dell-os10/traits.ts';
import type { DesiredPairMember, DesiredSwitch } from '../../../src/fabric/desired/desired-switch.ts';
import { UnsupportedError } from '../../../src/fabric/errors.ts';
import { formatConfig } from '../../../src/fabric/remediation/format-config.ts';
import { mergeFragments } from '../../../src/fabric/remediation/merge-fragments.ts';
import { parseConfig } from '../../../src/fabric/remediation/parse-config.ts';
import { renderSwitch } from '../../../src/fabric/render/render-switch.ts';
import { templatesOf } from '../../contracts/templates.ts';
import { fixturesOf } from '../fixture.ts';
import { rack1Member } from './rack1.ts';

const fixture = fixturesOf('dell-os10');

const templates = templatesOf('dell-os10');

function printed(desired: DesiredSwitch): string {
  return formatConfig(mergeFragments(renderSwitch(desired, features, templates), rules), rules);
}

/** Sections and the lines in them in any order: OS10 has its own, which depends on the release. */
function sections(text: string): readonly string[] {
  return formatConfig(parseConfig(text, rules), rules)
    .split('!\n')
    .map((section) => section.split('\n').toSorted().join('\n'))
    .toSorted();
}

function withPair(change: Partial<DesiredPairMember>): DesiredSwitch {
  const { pair } = rack1Member;
  assert.ok(pair);
  return { ...rack1Member, pair: { ...pair, ...change } };
}

describe('the configuration of a Dell OS10 switch', () => {
  it('is, for the first member of a pair, what we wrote by hand', () => {
    assert.deepEqual(sections(printed(rack1Member)), sections(fixture('rack1-sw1.cfg')));
  });

  it('makes the second member the one with the higher priority value, and so the secondary', () => {
    assert.match(printed(withPair({ isFirst: false })), /^ primary-priority 8192$/m);
  });

  it('counts the header in the MTU, of which the default is not printed', () => {
    assert.equal(traits.mtu.largestIpMtuBytes, 9184);
    assert.match(printed(rack1Member), /^ mtu 9216$/m);
    assert.doesNotMatch(printed(rack1Member), /mtu 1532/);
  });

  it('never has the untagged VLAN of a trunk in its list', () => {
    const bond = printed(rack1Member)
      .split('!\n')
      .find((text) => text.startsWith('interface port-channel11\n'));
    assert.match(bond ?? '', /^ switchport access vlan 10$/m);
    assert.match(bond ?? '', /^ switchport trunk allowed vlan 20-21$/m);
  });

  it('has neither the port-channel of the peer-link nor its VLAN, which the system makes', () => {
    assert.doesNotMatch(printed(rack1Member), /port-channel1000|vlan4094/);
  });

  it('writes ports that are no neighbours one by one', () => {
    for (const [ports, text] of [
      [['ethernet1/1/27', 'ethernet1/1/25'], 'ethernet1/1/25,1/1/27'],
      [['ethernet1/1/9', 'ethernet1/1/10', 'ethernet1/1/12'], 'ethernet1/1/9-1/1/10,1/1/12'],
      [['ethernet1/1/1:1', 'ethernet1/1/1:2'], 'ethernet1/1/1:1,1/1/1:2'],
      [['ethernet1/1/54'], 'ethernet1/1/54'],
    ] as const) {
      const lines = printed(withPair({ peerLinkPorts: ports })).split('\n');
      assert.ok(lines.includes(` discovery-interface ${text}`), text);
    }
  });

  it('leaves the backup out where there is no keepalive, and writes IPv6 as such', () => {
    const one = withPair({});
    assert.ok(one.pair);
    const { keepalive: _, ...pair } = one.pair;
    assert.doesNotMatch(printed({ ...one, pair }), /backup destination/);
    const keepalive = { own: '2001:db8::1', peer: '2001:db8::2' };
    assert.match(printed(withPair({ keepalive })), /^ backup destination ipv6 2001:db8::2$/m);
  });

  it('puts a released port back to what a port is by default, where that is asked for', () => {
    const [released] = rack1Member.ports.filter(({ role }) => role === 'released');
    assert.ok(released?.role === 'released');
    const text = printed({
      hostname: 'sw1',
      driver: 'dell-os10',
      vlans: [],
      portChannels: [],
      ports: [{ ...released, to: 'default' }],
    });
    const asShipped = 'interface ethernet1/1/30\n no shutdown\n switchport access vlan 1\n';
    assert.deepEqual(sections(text), sections(asShipped));
  });

  for (const [what, desired, words] of [
    [
      'one active member per LAG',
      { ...rack1Member, portChannels: rack1Member.portChannels.map((bond) => ({ ...bond, maxBundle: 1 })) },
      /sw1: port-channel 11 \(tl:srv-17\/bond0\)/,
    ],
    [
      'storm control',
      {
        ...rack1Member,
        ports: rack1Member.ports.map((port) =>
          port.role === 'edge' ? { ...port, edge: { ...port.edge, stormControl: { broadcast: 1 } } } : port,
        ),
      },
      /sw1: tl:srv-20\/port0: how OS10 limits storms/,
    ],
    [
      'a keepalive to a name',
      withPair({ keepalive: { own: 'a', peer: 'sw2.example.net' } }),
      /sw1: the keepalive of pair rack1 .*sw2\.example\.net/,
    ],
    [
      'a keepalive in any VRF',
      withPair({ keepalive: { own: '192.0.2.1', peer: '192.0.2.2', vrf: 'MGMT' } }),
      /sw1: the keepalive of pair rack1 .*not MGMT/,
    ],
    [
      'a system MAC that belongs to a vendor',
      withPair({ systemMac: '00:1c:73:00:00:01' }),
      /sw1: the system MAC 00:1c:73:00:00:01 of pair rack1/,
    ],
  ] as const) {
    it(`refuses ${what} by name`, () => {
      assert.throws(
        () => printed(desired as DesiredSwitch),
        (error) =>
          error instanceof UnsupportedError &&
          error.code === 'unsupported-feature' &&
          words.test(error.message),
      );
    });
  }
});
