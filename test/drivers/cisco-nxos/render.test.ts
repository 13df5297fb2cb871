import assert from 'node:assert/strict';
import { features } from '../../../src/drivers/cisco-nxos/features.ts';
import { rules } from '../../../src/drivers/cisco-nxos/rules.ts';
import { traits } from '../../../src/drivers/cisco-nxos/traits.ts';
import { desiredSwitch } from '../../../src/fabric/desired/describe-switch.ts';
import type { DesiredPort, DesiredSwitch } from '../../../src/fabric/desired/desired-switch.ts';
import { UnsupportedError } from '../../../src/fabric/errors.ts';
import { portChannelId } from '../../../src/fabric/model/ids.ts';
import type { ResolvedFabric } from '../../../src/fabric/model/resolved-fabric.ts';
import { formatConfig } from '../../../src/fabric/remediation/format-config.ts';
import { mergeFragments } from '../../../src/fabric/remediation/merge-fragments.ts';
import { parseConfig } from '../../../src/fabric/remediation/parse-config.ts';
import { renderSwitch } from '../../../src/fabric/render/render-switch.ts';
import { templatesOf } from '../../contracts/templates.ts';
import { rack1 } from '../../fabric/desired/rack1.ts';
import { fixturesOf } from '../fixture.ts';

const fixture = fixturesOf('cisco-nxos');

const templates = templatesOf('cisco-nxos');
const drivers = new Map([[traits.name, traits]]);

/** The fabric that is described by hand, on switches of this operating system. */
const fabric = asNexus(rack1);

function asNexus(given: ResolvedFabric): ResolvedFabric {
  const text = JSON.stringify(given)
    .replaceAll('"arista-eos"', '"cisco-nxos"')
    .replaceAll(/"Ethernet(\d+)(?:\/1)?"/g, '"Ethernet1/$1"');
  const { units, ...rest } = JSON.parse(text) as ResolvedFabric;
  return {
    ...rest,
    // What the members of a pair talk over is made by the system.
    units: units.map((unit) => {
      if (unit.pair === undefined) return unit;
      const { controlVlan: _, addresses: __, ...pair } = unit.pair;
      return { ...unit, pair };
    }),
  };
}

function printed(desired: DesiredSwitch): string {
  return formatConfig(mergeFragments(renderSwitch(desired, features, templates), rules), rules);
}

/** Sections in any order, and lines in any order within them, as what they mean. */
function sections(text: string): readonly string[] {
  return parseConfig(text, rules)
    .map(({ text: header, children }) => [header, ...children.map((line) => `  ${line.text}`).toSorted()])
    .map((lines) => lines.join('\n'))
    .toSorted();
}

const desired = (hostname: string, released: readonly string[] = []) =>
  desiredSwitch(fabric, hostname, drivers, released);

describe('the configuration of a Cisco NX-OS switch', () => {
  it('is, for the first member of a pair, what we wrote by hand', () => {
    assert.deepEqual(sections(printed(desired('sw1', ['Ethernet1/30']))), sections(fixture('rack1-sw1.cfg')));
  });

  it('is, for the second member of a pair, what we wrote by hand', () => {
    assert.deepEqual(sections(printed(desired('sw2'))), sections(fixture('rack1-sw2.cfg')));
  });

  it('is nothing but VLANs and ports on a switch that is in no pair, open and switched in so many words', () => {
    assert.equal(
      printed(desired('sw3')),
      [
        'feature lldp',
        'vlan 100',
        '  name tl:mgmt',
        'interface Ethernet1/1',
        '  description tl:array1/port0',
        '  switchport',
        '  switchport access vlan 100',
        '  mtu 9216',
        '  storm-control broadcast level 1.00',
        '  storm-control unicast level 2.50',
        '  spanning-tree port type edge',
        '  spanning-tree bpduguard enable',
        '  no shutdown',
        '',
      ].join('\n'),
    );
  });

  it('has the members of a bond with the same layer-2 lines as their port-channel', () => {
    const tree = mergeFragments(renderSwitch(desired('sw2'), features, templates), rules);
    const layer2 = (header: string) =>
      tree
        .find(({ text }) => text === header)
        ?.children.map(({ text }) => text)
        .filter((text) => /^(?:switchport|mtu)\b/.test(text))
        .toSorted();
    assert.deepEqual(layer2('interface Ethernet1/20'), layer2('interface port-channel5'));
    assert.deepEqual(layer2('interface Ethernet1/10'), layer2('interface port-channel31'));
    assert.deepEqual(layer2('interface Ethernet1/53'), layer2('interface port-channel999'));
  });

  it('has both members of a pair with the same parameters of a bond', () => {
    const bond = (hostname: string) =>
      /^interface port-channel31\n(?: {2}.*\n)*/m.exec(printed(desired(hostname)))?.[0];
    assert.ok(bond('sw1')?.includes('vpc 31'));
    assert.equal(bond('sw1'), bond('sw2'));
  });

  it('keeps the default size of frames where no larger packet must pass', () => {
    const small = desiredSwitch(
      { ...fabric, mtuBytes: 1500, attachments: fabric.attachments.filter(({ unit }) => unit === 'sw3') },
      'sw3',
      drivers,
      [],
    );
    assert.doesNotMatch(printed(small), /mtu/);
  });

  it('opens a port that goes back to its defaults, and says nothing else about it', () => {
    const released = desiredSwitch({ ...fabric, releasedPorts: 'default' }, 'sw3', drivers, ['Ethernet1/2']);
    assert.match(printed(released), /^interface Ethernet1\/2\n {2}switchport\n {2}no shutdown\n(?! {2})/m);
  });

  it('suspends an orphan port with the peer-link, which needs the feature', () => {
    const one = desired('sw3');
    const ports = one.ports.map((port): DesiredPort =>
      port.role === 'edge' ? { ...port, followsPeerLink: true } : port,
    );
    const text = printed({ ...one, ports });
    assert.match(text, /^feature vpc$/m);
    assert.match(text, /^ {2}vpc orphan-port suspend$/m);
  });

  it('limits a bundle to one active member', () => {
    const one = desired('sw2');
    const portChannels = one.portChannels.map((bond) =>
      bond.id === portChannelId(5) ? { ...bond, maxBundle: 1 as const } : bond,
    );
    assert.match(
      printed({ ...one, portChannels }),
      /^interface port-channel5\n(?: {2}.*\n)* {2}lacp max-bundle 1$/m,
    );
  });

  it('sends the keepalive through the VRF that the site names, and management without one', () => {
    const one = desired('sw1');
    const { pair } = one;
    assert.ok(pair);
    const withVrf = (vrf: string) => {
      const keepalive = { own: '198.51.100.1', peer: '198.51.100.2', vrf };
      return printed({ ...one, pair: { ...pair, keepalive } });
    };
    const line = 'peer-keepalive destination 198.51.100.2 source 198.51.100.1';
    assert.ok(withVrf('KEEP').includes(`  ${line} vrf KEEP\n`));
    assert.ok(withVrf('management').includes(`  ${line}\n`));
  });

  const refused = (change: (one: DesiredSwitch) => DesiredSwitch, words: RegExp) => {
    assert.throws(
      () => printed(change(desired('sw1'))),
      (error) =>
        error instanceof UnsupportedError &&
        error.code === 'unsupported-feature' &&
        words.test(error.message),
    );
  };

  it('refuses a system MAC by name', () => {
    refused(
      (one) => (one.pair ? { ...one, pair: { ...one.pair, systemMac: '02:00:00:00:00:01' } } : one),
      /sw1: the system MAC of pair rack1/,
    );
  });

  it('refuses a pair without a domain id by name', () => {
    refused((one) => {
      if (one.pair === undefined) return one;
      const { domainId: _, ...pair } = one.pair;
      return { ...one, pair };
    }, /sw1: pair rack1 needs a domain id/);
  });

  it('refuses a keepalive to a name', () => {
    refused(
      (one) =>
        one.pair
          ? { ...one, pair: { ...one.pair, keepalive: { own: '192.0.2.11', peer: 'sw2.example.net' } } }
          : one,
      /sw1: the keepalive of pair rack1 .*sw2\.example\.net/,
    );
  });
});
