import assert from 'node:assert/strict';
import { derivedSystemMac } from '../../../src/fabric/resolve/units.ts';
import { leaf, pair, type SiteParts } from '../intent-builder.ts';
import { problemsOf, resolved } from './resolved.ts';

function onePair(driver: string, more: Parameters<typeof pair>[2] = {}) {
  const parts = {
    switches: [leaf('sw2', { driver }), leaf('sw1', { driver })],
    pairs: [pair('rack1', ['sw2', 'sw1'], more)],
  };
  return resolved(parts).units[0]?.pair;
}

describe('change units', () => {
  it('are the pairs and the switches that are in none, by name', () => {
    const { units } = resolved({
      switches: [leaf('sw9'), leaf('sw2'), leaf('sw1'), leaf('a-stack', { stack: true })],
      pairs: [pair('rack1', ['sw2', 'sw1'])],
    });
    assert.deepEqual(
      units.map(({ name, members }) => [name, members]),
      [
        ['a-stack', ['a-stack']],
        ['rack1', ['sw1', 'sw2']],
        ['sw9', ['sw9']],
      ],
    );
  });

  it('keep the members in the order of the YAML, which addresses follow', () => {
    const found = onePair('arista-eos');
    assert.deepEqual(found?.members, ['sw2', 'sw1']);
    assert.deepEqual(found.managementHosts, ['sw2.example.net', 'sw1.example.net']);
    assert.deepEqual(found.addresses, ['169.254.1.0', '169.254.1.1']);
  });
});

describe('what is left out of a pair', () => {
  it('has the driver’s defaults', () => {
    const found = onePair('arista-eos');
    assert.equal(found?.peerLinkPortChannel, 1000);
    assert.equal(found.controlVlan, 4094);
  });

  it('stays out where the system makes it for itself', () => {
    const found = onePair('dell-os10');
    assert.equal(found?.peerLinkPortChannel, undefined);
    assert.equal(found?.controlVlan, undefined);
    assert.equal(found?.addresses, undefined);
    assert.equal(found?.systemMac, undefined);
  });

  it('is what the YAML says where it says something', () => {
    const peerLink = { ports: ['Ethernet54/1', 'Ethernet53/1'], lagId: 99 };
    const found = onePair('arista-eos', { peerLink, systemMac: '02:00:00:00:01:01' });
    assert.equal(found?.peerLinkPortChannel, 99);
    assert.equal(found.systemMac, '02:00:00:00:01:01');
    assert.deepEqual(found.peerLinkPorts, ['Ethernet53/1', 'Ethernet54/1']);
  });

  it('has no defaults on a pair that is neither managed nor described', () => {
    const parts: SiteParts = {
      switches: [leaf('sw1'), leaf('sw2')],
      pairs: [{ name: 'rack1', members: ['sw1', 'sw2'], manage: false }],
    };
    assert.deepEqual(resolved(parts).units[0]?.pair, {
      name: 'rack1',
      members: ['sw1', 'sw2'],
      manage: false,
      peerLinkPorts: [],
      managementHosts: ['sw1.example.net', 'sw2.example.net'],
    });
  });
});

describe('a pair that forms only with a keepalive', () => {
  const withoutOne = (driver: string, manage: boolean) => {
    const { keepalive: _none, ...written } = pair('rack1', ['sw1', 'sw2'], { manage });
    const switches = [leaf('sw1', { driver }), leaf('sw2', { driver })];
    return resolved({ switches, pairs: [written] }).units[0]?.pair?.keepalive;
  };

  it('has one over the management interfaces where none was given', () => {
    assert.deepEqual(withoutOne('cisco-nxos', true), { kind: 'management' });
    assert.equal(withoutOne('arista-eos', true), undefined);
    assert.equal(withoutOne('cisco-nxos', false), undefined);
  });
});

describe('a derived system MAC', () => {
  it('is the start of SHA-256 over both names, locally administered and individual', () => {
    // printf 'ams1\nrack1' | sha256sum begins with 314b6c8e19de
    assert.equal(derivedSystemMac('ams1', 'rack1'), '32:4b:6c:8e:19:de');
  });

  it('is rendered wherever the driver can set it', () => {
    assert.equal(onePair('cisco-nxos')?.systemMac, derivedSystemMac('ams1', 'rack1'));
    assert.equal(onePair('arista-eos')?.systemMac, undefined);
  });

  it('differs between fabrics and between pairs', () => {
    const macs = [derivedSystemMac('a', 'b'), derivedSystemMac('a', 'c'), derivedSystemMac('b', 'b')];
    assert.equal(new Set(macs).size, 3);
  });

  it('stays with a pair that is renamed', () => {
    const found = onePair('cisco-nxos', { renamedFrom: 'old' });
    assert.equal(found?.systemMac, derivedSystemMac('ams1', 'old'));
  });

  it('may not be written down for another pair', () => {
    const driver = 'cisco-nxos';
    const systemMac = derivedSystemMac('ams1', 'rack1');
    const parts = {
      switches: ['sw1', 'sw2', 'sw3', 'sw4'].map((name) => leaf(name, { driver })),
      pairs: [pair('rack1', ['sw1', 'sw2']), pair('rack2', ['sw3', 'sw4'], { systemMac })],
    };
    assert.deepEqual(problemsOf(parts), [
      `duplicate-system-mac switchPairs[1].systemMac: the pairs rack1 and rack2 have the same system MAC ${systemMac}`,
    ]);
  });
});
