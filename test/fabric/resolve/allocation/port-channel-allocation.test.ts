import assert from 'node:assert/strict';
import type { Allocation, Allocations } from '../../../../src/fabric/model/allocation.ts';
import { eosLike } from '../../driver-traits.ts';
import { connection, group, leaf, network, pair, server, type SiteParts } from '../../intent-builder.ts';
import { attachmentLines, driversWith, problemsOf, resolved } from '../resolved.ts';

const rack: SiteParts = {
  switches: [leaf('sw1'), leaf('sw2'), leaf('sw5')],
  pairs: [pair('rack1', ['sw1', 'sw2'])],
  networks: [network('a', 100), network('b', 101)],
};

type Endpoint = ReturnType<typeof server>;

function attached(...endpoints: Endpoint[]): SiteParts {
  const names = endpoints.map(({ name }) => name);
  return { ...rack, endpoints, groups: [group('g', names, [connection('a')])] };
}

function mlag(name: string, port: string): Endpoint {
  return server(name, [`sw1/${port}`, `sw2/${port}`]);
}

function bond(owner: string, value: number, ports: readonly string[], scope = 'rack1'): Allocation {
  return { kind: 'port-channel', scope, owner, value, ports };
}

function lines(parts: SiteParts, given: Allocations = []): readonly string[] {
  return attachmentLines(resolved(parts, given));
}

/** Values of bonds by owner, without peer-links. */
function numbers(parts: SiteParts, given: Allocations = []): Record<string, number> {
  const bonds = resolved(parts, given).allocations.filter(({ owner }) => owner.includes('/bond'));
  return Object.fromEntries(bonds.map(({ owner, value }) => [owner, value]));
}

describe('port-channel numbers', () => {
  it('come from lagRanges on one switch and from mlagRanges on a pair, in order of endpoint name', () => {
    const parts = attached(
      mlag('c', 'Ethernet3'),
      mlag('b', 'Ethernet2'),
      server('a', ['sw1/Ethernet1', 'sw1/Ethernet11']),
      server('d', ['sw5/Ethernet1', 'sw5/Ethernet2']),
    );
    assert.deepEqual(lines(parts), [
      'a/0 lag 1 rack1: sw1/Ethernet1 sw1/Ethernet11',
      'b/0 mlag 31 rack1: sw1/Ethernet2 sw2/Ethernet2',
      'c/0 mlag 32 rack1: sw1/Ethernet3 sw2/Ethernet3',
      'd/0 lag 1 sw5: sw5/Ethernet1 sw5/Ethernet2',
    ]);
  });

  it('stay with their owner when a server with an earlier name arrives', () => {
    const given = resolved(attached(mlag('b', 'Ethernet2'))).allocations;
    assert.deepEqual(numbers(attached(mlag('a', 'Ethernet1'), mlag('b', 'Ethernet2')), given), {
      'a/bond0': 32,
      'b/bond0': 31,
    });
  });

  it('of a removed server are blocked in its unit and stay listed', () => {
    const given = resolved(attached(mlag('a', 'Ethernet1'))).allocations;
    assert.deepEqual(numbers(attached(mlag('b', 'Ethernet1')), given), { 'a/bond0': 31, 'b/bond0': 32 });
  });

  it('go to the new names of a server, a pair and a switch', () => {
    const given = resolved(attached(mlag('old', 'Ethernet1'), mlag('z', 'Ethernet2'))).allocations;
    const renamed: SiteParts = {
      ...rack,
      switches: [leaf('leaf1', { renamedFrom: 'sw1' }), leaf('sw2')],
      pairs: [pair('rack-one', ['leaf1', 'sw2'], { renamedFrom: 'rack1' })],
      endpoints: [server('new', ['leaf1/Ethernet1', 'sw2/Ethernet1'], { renamedFrom: 'old' })],
      groups: [group('g', ['new'], [connection('a')])],
    };
    const { allocations } = resolved(renamed, given);
    assert.deepEqual(
      allocations.filter(({ owner }) => owner.includes('/bond')),
      [
        bond('new/bond0', 31, ['leaf1/Ethernet1', 'sw2/Ethernet1'], 'rack-one'),
        bond('z/bond0', 32, ['leaf1/Ethernet2', 'sw2/Ethernet2'], 'rack-one'),
      ],
    );
    assert.ok(allocations.every(({ owner }) => !owner.startsWith('rack1/')));
  });

  it('skip what the system makes for itself and what the driver cannot express', () => {
    const drivers = driversWith({
      ...eosLike,
      ids: {
        ...eosLike.ids,
        portChannel: { low: 2, high: 40 },
        systemPortChannels: [{ low: 31, high: 32 }],
        mlag: { low: 34, high: 40 },
      },
      pair: { ...eosLike.pair, peerLinkPortChannel: 40 },
    });
    const parts = attached(mlag('a', 'Ethernet1'), server('b', ['sw1/Ethernet2', 'sw1/Ethernet3']));
    assert.deepEqual(attachmentLines(resolved(parts, [], drivers)), [
      'a/0 mlag 34 rack1: sw1/Ethernet1 sw2/Ethernet1',
      'b/0 lag 2 rack1: sw1/Ethernet2 sw1/Ethernet3',
    ]);
  });

  it('that are used up name the range, the unit and the ten largest users', () => {
    const parts = {
      ...attached(...['a', 'b', 'c', 'd'].map((name, at) => mlag(name, `Ethernet${String(at + 1)}`))),
      fabric: { mlagRanges: [{ low: 31, high: 32 }] },
    };
    assert.deepEqual(problemsOf(parts), [
      'range-full endpointGroups[0].connections[0]: fabric.mlagRanges (31-32) has no free number in rack1 for c/bond0 and 1 more; largest users: a (1), b (1)',
    ]);
  });
});

describe('a bond', () => {
  const four = server('srv', ['sw1/Ethernet1', 'sw1/Ethernet2', 'sw2/Ethernet1', 'sw2/Ethernet2']);
  function twoBonds(first: readonly number[], second: readonly number[], endpoint = four): SiteParts {
    const connections = [connection('a', { interfaces: first }), connection('b', { interfaces: second })];
    return { ...rack, endpoints: [endpoint], groups: [group('g', ['srv'], connections)] };
  }

  it('keeps its number when its redundancy group gets another position', () => {
    const given = [bond('srv/bond0', 44, ['sw1/Ethernet2', 'sw2/Ethernet2'])];
    assert.deepEqual(lines(twoBonds([0, 2], [1, 3]), given), [
      'srv/0 mlag 31 rack1: sw1/Ethernet1 sw2/Ethernet1',
      'srv/1 mlag 44 rack1: sw1/Ethernet2 sw2/Ethernet2',
    ]);
  });

  it('keeps the number of the bond with which it shares most ports', () => {
    const cables = ['sw1/Ethernet1', 'sw1/Ethernet2', 'sw2/Ethernet1', 'sw2/Ethernet2', 'sw2/Ethernet3'];
    const given = [
      bond('srv/bond0', 44, ['sw1/Ethernet1', 'sw1/Ethernet2', 'sw2/Ethernet1']),
      bond('srv/bond1', 45, ['sw2/Ethernet2', 'sw2/Ethernet3']),
    ];
    assert.deepEqual(lines(twoBonds([0, 3, 4], [1, 2], server('srv', cables)), given), [
      'srv/0 mlag 45 rack1: sw1/Ethernet1 sw2/Ethernet2 sw2/Ethernet3',
      'srv/1 mlag 44 rack1: sw1/Ethernet2 sw2/Ethernet1',
    ]);
  });

  it('keeps its number on entirely new ports of its unit', () => {
    const given = [bond('a/bond0', 44, ['sw1/Ethernet7', 'sw2/Ethernet7'])];
    assert.deepEqual(numbers(attached(mlag('a', 'Ethernet1')), given), { 'a/bond0': 44 });
  });

  it('gets a new number in another unit, and the old one stays blocked', () => {
    const given = [bond('a/bond0', 44, ['sw1/Ethernet7', 'sw2/Ethernet7'])];
    const { allocations } = resolved(attached(server('a', ['sw5/Ethernet1', 'sw5/Ethernet2'])), given);
    assert.deepEqual(
      allocations.filter(({ owner }) => owner === 'a/bond0'),
      [...given, bond('a/bond0', 1, ['sw5/Ethernet1', 'sw5/Ethernet2'], 'sw5')],
    );
  });

  it('that is a LAG and gains a leg on the peer becomes an MLAG under its number, outside mlagRanges', () => {
    const given = [bond('a/bond0', 3, ['sw1/Ethernet1'])];
    assert.deepEqual(lines(attached(mlag('a', 'Ethernet1')), given), [
      'a/0 mlag 3 rack1: sw1/Ethernet1 sw2/Ethernet1',
    ]);
  });

  it('gets another number where the driver cannot express the old one for an MLAG', () => {
    const drivers = driversWith({ ...eosLike, ids: { ...eosLike.ids, mlag: { low: 10, high: 2000 } } });
    const given = [bond('a/bond0', 3, ['sw1/Ethernet1'])];
    assert.deepEqual(attachmentLines(resolved(attached(mlag('a', 'Ethernet1')), given, drivers)), [
      'a/0 mlag 31 rack1: sw1/Ethernet1 sw2/Ethernet1',
    ]);
  });

  it('that is an MLAG and loses one side stays one, with a warning, in this run and the next', () => {
    const before = resolved(attached(server('a', ['sw1/Ethernet1', 'sw1/Ethernet2', 'sw2/Ethernet1'])));
    const narrowed = attached(server('a', ['sw1/Ethernet1', 'sw1/Ethernet2']));
    const first = resolved(narrowed, before.allocations);
    const second = resolved(narrowed, first.allocations);
    for (const { attachments, warnings } of [first, second]) {
      assert.equal(attachments[0]?.kind, 'mlag');
      assert.equal(attachments[0].portChannel, 31);
      assert.deepEqual(
        warnings.filter(({ code }) => code === 'mlag-one-leg').map(({ message }) => message),
        [
          'a/bond0: has been on both members of rack1 and stays an MLAG, but its ports are 2 on sw1, 0 on sw2',
        ],
      );
    }
    assert.deepEqual(second, first);
  });

  it('that is an MLAG and is left with one port stays one', () => {
    const before = resolved(attached(mlag('a', 'Ethernet1')));
    assert.deepEqual(lines(attached(server('a', ['sw2/Ethernet1'])), before.allocations), [
      'a/0 mlag 31 rack1: sw2/Ethernet1',
    ]);
  });

  it('that was an MLAG becomes a LAG where the YAML asks for one', () => {
    const before = resolved(attached(mlag('a', 'Ethernet1')));
    const redundancy = { implementation: 'link-aggregation' } as const;
    const parts = {
      ...rack,
      endpoints: [server('a', ['sw2/Ethernet1'])],
      groups: [group('g', ['a'], [connection('a', { redundancy })])],
    };
    assert.deepEqual(lines(parts, before.allocations), ['a/0 lag 31 rack1: sw2/Ethernet1']);
  });

  it('keeps its number when its switch joins a pair', () => {
    const given = [
      bond('a/bond0', 7, ['sw1/Ethernet1', 'sw1/Ethernet2'], 'sw1'),
      bond('b/bond0', 7, ['sw2/Ethernet1', 'sw2/Ethernet2'], 'sw2'),
    ];
    const parts = attached(
      server('a', ['sw1/Ethernet1', 'sw1/Ethernet2']),
      server('b', ['sw2/Ethernet1', 'sw2/Ethernet2']),
    );
    assert.deepEqual(lines(parts, given), [
      'a/0 lag 7 rack1: sw1/Ethernet1 sw1/Ethernet2',
      'b/0 lag 1 rack1: sw2/Ethernet1 sw2/Ethernet2',
    ]);
  });
});

describe('the number of a peer-link', () => {
  const ports = ['sw1/Ethernet53/1', 'sw2/Ethernet53/1'];

  it('is the driver’s default, and is listed with its ports and the control VLAN', () => {
    assert.deepEqual(resolved(rack).allocations, [
      { kind: 'port-channel', scope: 'rack1', owner: 'rack1/peer-link', value: 1000, ports },
      { kind: 'vlan', scope: '', owner: 'a', value: 100 },
      { kind: 'vlan', scope: '', owner: 'b', value: 101 },
      { kind: 'vlan', scope: 'rack1', owner: 'rack1/control', value: 4094 },
    ]);
  });

  it('is not given to a bond of its unit, but to one of another unit', () => {
    const parts = {
      ...attached(
        server('a', ['sw1/Ethernet1', 'sw1/Ethernet2']),
        server('b', ['sw5/Ethernet1', 'sw5/Ethernet2']),
      ),
      pairs: [pair('rack1', ['sw1', 'sw2'], { peerLink: { ports: ['Ethernet53/1'], lagId: 1 } })],
    };
    assert.deepEqual(numbers(parts), { 'a/bond0': 2, 'b/bond0': 1 });
  });

  it('that a bond has already names both', () => {
    const parts = {
      ...attached(mlag('a', 'Ethernet1')),
      pairs: [pair('rack1', ['sw1', 'sw2'], { peerLink: { ports: ['Ethernet53/1'], lagId: 44 } })],
    };
    const given = [bond('a/bond0', 44, ['sw1/Ethernet1', 'sw2/Ethernet1'])];
    assert.deepEqual(problemsOf(parts, given), [
      "duplicate-port-channel switchPairs[0].peerLink.lagId: rack1: port-channel 44 belongs to a/bond0 and cannot be rack1/peer-link's as well",
    ]);
  });

  it('must be one that the driver can use', () => {
    const parts = {
      ...rack,
      pairs: [pair('rack1', ['sw1', 'sw2'], { peerLink: { ports: ['Ethernet53/1'], lagId: 2001 } })],
    };
    assert.deepEqual(problemsOf(parts), [
      'id-not-expressible switchPairs[0].peerLink.lagId: rack1: arista-eos cannot use 2001 as the port-channel of the peer-link',
    ]);
  });

  it('is not ours on a pair that is not managed', () => {
    const parts = { ...rack, pairs: [pair('rack1', ['sw1', 'sw2'], { manage: false })] };
    assert.deepEqual(
      resolved(parts).allocations.map(({ owner }) => owner),
      ['a', 'b'],
    );
  });
});
