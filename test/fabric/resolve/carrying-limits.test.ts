import assert from 'node:assert/strict';
import { eosLike } from '../driver-traits.ts';
import { connection, group, leaf, network, pair, server, type SiteParts } from '../intent-builder.ts';
import { driversWith, problemsOf, resolved } from './resolved.ts';

const mixed: SiteParts = {
  switches: [leaf('sw1'), leaf('os1', { driver: 'dell-os10' })],
  endpoints: [server('srv', ['sw1/Ethernet1']), server('far', ['os1/ethernet1/1/1'])],
};

function reaching(endpoint: string, mtuBytes: number): SiteParts {
  return {
    ...mixed,
    networks: [network('a', 100, { mtuBytes })],
    groups: [group('g', [endpoint], [connection('a')])],
  };
}

describe('MTUs', () => {
  it('of a network may be what every switch on its way carries', () => {
    assert.equal(resolved(reaching('srv', 9214)).networks[0]?.mtuBytes, 9214);
  });

  it('of a network may not be more than a switch on its way carries', () => {
    assert.deepEqual(problemsOf(reaching('far', 9200)), [
      'mtu-too-large logicalNetworks[0].mtu: a has an MTU of 9200, and os1 (dell-os10) carries at most 9184',
    ]);
  });

  it('of the fabric must suit every switch', () => {
    assert.deepEqual(problemsOf({ ...mixed, fabric: { mtuBytes: 9200 } }), [
      'mtu-too-large fabric.mtu: the fabric has an MTU of 9200, and os1 (dell-os10) carries at most 9184',
    ]);
  });

  it('of a network are the fabric’s where it has none', () => {
    const parts = { ...mixed, fabric: { mtuBytes: 1500 }, networks: [network('a', 100)] };
    assert.equal(resolved(parts).networks[0]?.mtuBytes, 1500);
  });

  it('count on both members of a pair, since a VLAN passes the peer-link', () => {
    const parts: SiteParts = {
      switches: [leaf('sw1'), leaf('sw2')],
      pairs: [pair('rack1', ['sw1', 'sw2'])],
      endpoints: [server('srv', ['sw2/Ethernet1'])],
      networks: [network('a', 100, { mtuBytes: 9300 })],
      groups: [group('g', ['srv'], [connection('a')])],
    };
    assert.deepEqual(problemsOf(parts), [
      'mtu-too-large logicalNetworks[0].mtu: a has an MTU of 9300, and sw1 (arista-eos) carries at most 9214',
    ]);
  });
});

describe('names', () => {
  const strict = driversWith({
    ...eosLike,
    names: { vlanNameLength: 16, descriptionLength: 16, text: /^[a-z0-9:/~-]+$/ },
  });
  function named(networkName: string, serverName: string): SiteParts {
    return {
      switches: [leaf('sw1'), leaf('sw2')],
      pairs: [pair('rack1', ['sw1', 'sw2'])],
      endpoints: [server(serverName, ['sw1/Ethernet1'])],
      networks: [network(networkName, 100)],
      groups: [group('g', [serverName], [connection(networkName)])],
    };
  }

  it('that a switch on the way cannot write are refused with the text', () => {
    assert.deepEqual(problemsOf(named('Storage', 'srv_1'), [], strict), [
      'name-not-expressible logicalNetworks[0]: Storage: sw1 (arista-eos) cannot have a name or description "tl:Storage"',
      'name-not-expressible servers[0]: srv_1: sw1 (arista-eos) cannot have a name or description "tl:srv_1/port0"',
    ]);
  });

  it('of networks that reach no such switch may be anything', () => {
    assert.equal(resolved({ networks: [network('Storage', 100)] }, [], strict).networks.length, 1);
  });

  it('are judged in the short form that is written', () => {
    assert.equal(resolved(named('a-network-with-a-long-name', 'srv'), [], strict).networks.length, 1);
  });

  it('of a pair must be writable too', () => {
    const parts = { ...named('a', 'srv'), pairs: [pair('Rack', ['sw1', 'sw2'])] };
    assert.match(problemsOf(parts, [], strict)[0] ?? '', /^name-not-expressible switchPairs\[0\]: Rack/);
  });
});
