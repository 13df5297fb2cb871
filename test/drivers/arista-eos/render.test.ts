import assert from 'node:assert/strict';
import { features } from '../../../src/drivers/arista-eos/features.ts';
import { rules } from '../../../src/drivers/arista-eos/rules.ts';
import { traits } from '../../../src/drivers/arista-eos/traits.ts';
import type { DesiredSwitch } from '../../../src/fabric/desired/desired-switch.ts';
import { desiredSwitch } from '../../../src/fabric/desired/describe-switch.ts';
import { UnsupportedError } from '../../../src/fabric/errors.ts';
import { portChannelId } from '../../../src/fabric/model/ids.ts';
import { mergeFragments } from '../../../src/fabric/remediation/merge-fragments.ts';
import { formatConfig } from '../../../src/fabric/remediation/format-config.ts';
import { parseConfig } from '../../../src/fabric/remediation/parse-config.ts';
import { renderSwitch } from '../../../src/fabric/render/render-switch.ts';
import { rack1 } from '../../fabric/desired/rack1.ts';
import { templatesOf } from '../../contracts/templates.ts';
import { fixturesOf } from '../fixture.ts';

const fixture = fixturesOf('arista-eos');

const templates = templatesOf('arista-eos');
const drivers = new Map([[traits.name, traits]]);

function printed(desired: DesiredSwitch): string {
  return formatConfig(mergeFragments(renderSwitch(desired, features, templates), rules), rules);
}

/** Sections in any order: EOS prints interfaces by number, whatever order they were typed in. */
function sections(text: string): readonly string[] {
  return formatConfig(parseConfig(text, rules), rules).split('!\n').toSorted();
}

const desired = (hostname: string, released: readonly string[] = []) =>
  desiredSwitch(rack1, hostname, drivers, released);

describe('the configuration of an Arista EOS switch', () => {
  it('is, for the first member of a pair, what we wrote by hand', () => {
    assert.deepEqual(sections(printed(desired('sw1', ['Ethernet30']))), sections(fixture('rack1-sw1.cfg')));
  });

  it('is, for the second member of a pair, what we wrote by hand', () => {
    assert.deepEqual(sections(printed(desired('sw2'))), sections(fixture('rack1-sw2.cfg')));
  });

  it('is nothing but VLANs and ports on a switch that is in no pair', () => {
    assert.equal(
      printed(desired('sw3')),
      [
        'vlan 100',
        '   name tl:mgmt',
        '!',
        'interface Ethernet1',
        '   description tl:array1/port0',
        '   switchport access vlan 100',
        '   storm-control broadcast level 1',
        '   storm-control unknown-unicast level 2.5',
        '   spanning-tree portfast',
        '   spanning-tree bpduguard enable',
        '',
      ].join('\n'),
    );
  });

  it('leaves a port that goes back to its defaults without a line', () => {
    const released = desiredSwitch({ ...rack1, releasedPorts: 'default' }, 'sw3', drivers, ['Ethernet2']);
    assert.match(printed(released), /^interface Ethernet2$\n(?!   )/m);
  });

  it('names the pair in its domain where the site gives no number', () => {
    const { hostname, driver, pair } = desired('sw1');
    assert.ok(pair);
    const { domainId: _, keepalive: __, ...rest } = pair;
    const text = printed({ hostname, driver, vlans: [], portChannels: [], ports: [], pair: rest });
    assert.match(text, /^ {3}domain-id rack1$/m);
    assert.doesNotMatch(text, /heartbeat|dual-primary/);
  });

  it('sends the heartbeat through the VRF that the site names', () => {
    const one = desired('sw1');
    assert.ok(one.pair);
    const keepalive = { own: '198.51.100.1', peer: '198.51.100.2', vrf: 'MGMT' };
    const text = printed({ ...one, pair: { ...one.pair, keepalive } });
    assert.match(text, /^ {3}peer-address heartbeat 198\.51\.100\.2 vrf MGMT$/m);
  });

  it('gives the control interface a prefix in which both addresses are usable', () => {
    const one = desired('sw1');
    assert.ok(one.pair);
    for (const [own, peer, length] of [
      ['10.0.0.1', '10.0.0.2', 30],
      ['10.0.0.0', '10.0.0.1', 31],
      ['10.0.0.1', '10.0.0.3', 29],
      ['10.0.0.3', '10.0.0.4', 29],
    ] as const) {
      const text = printed({ ...one, pair: { ...one.pair, ownAddress: own, peerAddress: peer } });
      assert.match(text, new RegExp(`ip address ${own.replaceAll('.', '\\.')}/${String(length)}\n`));
    }
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

  it('refuses one active member per LAG by name', () => {
    refused(
      (one) => ({
        ...one,
        portChannels: one.portChannels.map((bond) =>
          bond.id === portChannelId(31) ? { ...bond, maxBundle: 1 } : bond,
        ),
      }),
      /sw1: port-channel 31 \(tl:esx01\/bond0\)/,
    );
  });

  it('refuses a system MAC by name', () => {
    refused(
      (one) => (one.pair ? { ...one, pair: { ...one.pair, systemMac: '02:00:00:00:00:01' } } : one),
      /sw1: the system MAC of pair rack1/,
    );
  });

  it('refuses a keepalive to a name', () => {
    refused(
      (one) =>
        one.pair ? { ...one, pair: { ...one.pair, keepalive: { own: 'a', peer: 'sw2.example.net' } } } : one,
      /sw1: the keepalive of pair rack1 .*sw2\.example\.net/,
    );
  });
});
