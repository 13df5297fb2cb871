import assert from 'node:assert/strict';
import type { ConnectionIntent } from '../../../../src/fabric/model/intent.ts';
import { connection, group, leaf, network, nic, pair, server, type SiteParts } from '../../intent-builder.ts';
import { attachmentLines, problemsOf, resolved } from '../resolved.ts';

const fabric: SiteParts = {
  switches: [leaf('sw1'), leaf('sw2')],
  pairs: [pair('rack1', ['sw1', 'sw2'])],
  networks: [network('a', 100), network('b', 101), network('c', 102)],
};
const fourPorts = server('srv', ['sw1/Ethernet1', 'sw1/Ethernet2', 'sw2/Ethernet1', 'sw2/Ethernet2']);
const twoPorts = server('srv', ['sw1/Ethernet1', 'sw2/Ethernet1']);

function connected(endpoint: ReturnType<typeof server>, ...connections: ConnectionIntent[]): SiteParts {
  return { ...fabric, endpoints: [endpoint], groups: [group('g', ['srv'], connections)] };
}

describe('connections of one server', () => {
  it('share the bond where they share the ports', () => {
    const { attachments } = resolved(
      connected(
        twoPorts,
        connection('a'),
        connection('c', { tagged: true }),
        connection('b', { tagged: true }),
      ),
    );
    assert.equal(attachments.length, 1);
    assert.equal(attachments[0]?.untagged?.name, 'a');
    assert.deepEqual(
      attachments[0].tagged.map(({ name, vlan }) => [name, vlan]),
      [
        ['b', 101],
        ['c', 102],
      ],
    );
  });

  it('share the bond also where one selects by index and the other by MAC', () => {
    const interfaces = [
      nic('sw1/Ethernet1', { mac: '02:00:00:00:00:01' }),
      nic('sw2/Ethernet1', { mac: '02:00:00:00:00:02' }),
      nic('sw2/Ethernet9', { mac: '02:00:00:00:00:03' }),
    ];
    const found = resolved(
      connected(
        server('srv', [], { interfaces }),
        connection('a', { interfaces: [1, 0] }),
        connection('b', { tagged: true, interfaces: ['02:00:00:00:00:01', '02:00:00:00:00:02'] }),
      ),
    );
    assert.deepEqual(attachmentLines(found), ['srv/0 mlag 31 rack1: sw1/Ethernet1 sw2/Ethernet1']);
  });

  it('are two bonds where the ports differ, numbered by their lowest port index', () => {
    const found = resolved(
      connected(fourPorts, connection('a', { interfaces: [1, 3] }), connection('b', { interfaces: [2, 0] })),
    );
    assert.deepEqual(attachmentLines(found), [
      'srv/0 mlag 31 rack1: sw1/Ethernet1 sw2/Ethernet1',
      'srv/1 mlag 32 rack1: sw1/Ethernet2 sw2/Ethernet2',
    ]);
    assert.deepEqual(
      found.attachments.map(({ untagged }) => untagged?.name),
      ['b', 'a'],
    );
  });

  it('may not overlap without having the same ports', () => {
    assert.deepEqual(
      problemsOf(
        connected(
          fourPorts,
          connection('a', { interfaces: [0, 2] }),
          connection('b', { interfaces: [1, 2] }),
        ),
      ),
      [
        'ports-overlap endpointGroups[0].connections[1].interfaces: srv: the connections to a (#0, #2) and b (#1, #2) share port #2 without having the same ports',
      ],
    );
  });

  const disagreements: readonly (readonly [string, Partial<ConnectionIntent>, string])[] = [
    ['mode', { redundancy: { mode: 'active-backup' } }, 'redundancy'],
    ['implementation', { redundancy: { implementation: 'none' } }, 'redundancy'],
    ['LACP rate', { lacpRate: 'fast' }, 'lacpRate'],
    ['fallback', { fallback: 'none' }, 'fallback'],
    ['fallback network', { fallbackNetwork: 'b' }, 'fallbackNetwork'],
  ];
  for (const [topic, more, key] of disagreements) {
    it(`that share ports must agree on the ${topic}`, () => {
      const [problem, ...others] = problemsOf(
        connected(twoPorts, connection('a'), connection('b', { tagged: true, ...more })),
      );
      assert.match(
        problem ?? '',
        new RegExp(`^redundancy-disagrees endpointGroups\\[0\\]\\.connections\\[1\\]\\.${key}:`),
      );
      assert.match(problem ?? '', /connections to a and b share ports/);
      assert.deepEqual(others, []);
    });
  }

  it('agree where one leaves the mode out and the other says active-active', () => {
    const second = connection('b', { tagged: true, redundancy: { mode: 'active-active' } });
    assert.equal(resolved(connected(twoPorts, connection('a'), second)).attachments.length, 1);
  });

  it('have one untagged network a bond at most', () => {
    assert.deepEqual(problemsOf(connected(twoPorts, connection('a'), connection('b'))), [
      'two-untagged-networks endpointGroups[0].connections[1].tagged: srv: a and b are both untagged on the same ports',
    ]);
  });

  it('may have one untagged network on each bond', () => {
    const found = resolved(
      connected(fourPorts, connection('a', { interfaces: [0, 2] }), connection('b', { interfaces: [1, 3] })),
    );
    assert.deepEqual(
      found.attachments.map(({ untagged }) => untagged?.name),
      ['a', 'b'],
    );
  });

  it('are refused where one group connects a network to the same ports twice', () => {
    assert.deepEqual(
      problemsOf(connected(twoPorts, connection('a'), connection('a', { interfaces: [0, 1] }))),
      [
        'duplicate-connection endpointGroups[0].connections[1]: srv: endpoint group g connects the network a to the same ports twice',
      ],
    );
  });

  it('may bring one network through two endpoint groups in the same way', () => {
    const { attachments } = resolved({
      ...fabric,
      endpoints: [twoPorts],
      groups: [group('h', ['srv'], [connection('a')]), group('g', ['srv'], [connection('a')])],
    });
    assert.equal(attachments.length, 1);
    assert.deepEqual(attachments[0]?.endpointGroups, ['g', 'h']);
  });

  it('may bring one network over two bonds in the same way', () => {
    const found = resolved(
      connected(fourPorts, connection('a', { interfaces: [0, 2] }), connection('a', { interfaces: [1, 3] })),
    );
    assert.deepEqual(
      found.attachments.map(({ untagged }) => untagged?.name),
      ['a', 'a'],
    );
  });

  it('must describe one network that comes over two bonds identically', () => {
    assert.deepEqual(
      problemsOf(
        connected(
          fourPorts,
          connection('a', { interfaces: [0, 2] }),
          connection('a', { interfaces: [1, 3], tagged: true }),
        ),
      ),
      [
        'network-described-differently endpointGroups[0].connections[1].tagged: srv: the network a comes through g (#0, #2) and g (#1, #3) with different `tagged`',
      ],
    );
  });

  it('must describe one network that comes through two endpoint groups identically', () => {
    const parts = {
      ...fabric,
      endpoints: [twoPorts],
      groups: [
        group('g', ['srv'], [connection('a')]),
        group('h', ['srv'], [connection('a', { providesDefaultRoute: true })]),
      ],
    };
    const [problem] = problemsOf(parts);
    assert.match(problem ?? '', /^network-described-differently .*different `providesDefaultRoute`$/);
  });
});

describe('the members of a bond', () => {
  it('have LACP priorities from 1000 on, in order of their index', () => {
    const [attachment] = resolved(
      connected(fourPorts, connection('a', { interfaces: [3, 1, 2] })),
    ).attachments;
    assert.deepEqual(
      attachment?.members.map(({ index, lacpPriority, switch: hostname }) => [index, lacpPriority, hostname]),
      [
        [1, 1000, 'sw1'],
        [2, 1001, 'sw2'],
        [3, 1002, 'sw2'],
      ],
    );
  });

  it('must have one speed where speeds are known', () => {
    const interfaces = [
      nic('sw1/Ethernet1', { speedMbps: 25_000 }),
      nic('sw1/Ethernet2'),
      nic('sw2/Ethernet1', { speedMbps: 10_000 }),
    ];
    const parts = connected(server('srv', [], { interfaces }), connection('a'));
    assert.deepEqual(problemsOf(parts), [
      'unequal-speeds servers[0].interfaces[2].speed: srv: #0 sw1/Ethernet1 with 25000 Mbit/s and #2 sw2/Ethernet1 with 10000 Mbit/s are in one link aggregation',
    ]);
  });

  it('may have different speeds where every port is on its own', () => {
    const interfaces = [
      nic('sw1/Ethernet1', { speedMbps: 25_000 }),
      nic('sw2/Ethernet1', { speedMbps: 10_000 }),
    ];
    const backup = connection('a', { redundancy: { mode: 'active-backup' } });
    assert.equal(resolved(connected(server('srv', [], { interfaces }), backup)).attachments.length, 1);
  });

  it('draw a warning where the members of the pair have unequal numbers of them', () => {
    const { warnings } = resolved(connected(fourPorts, connection('a', { interfaces: [0, 1, 2] })));
    assert.deepEqual(
      warnings.filter(({ code }) => code === 'unequal-legs').map(({ message }) => message),
      ['srv/bond0: unequal numbers of ports: 2 on sw1, 1 on sw2'],
    );
  });
});

describe('a server with legs on one member of a pair', () => {
  it('gets a LAG there, in the unit of the pair, with a warning', () => {
    const found = resolved(connected(server('srv', ['sw2/Ethernet1', 'sw2/Ethernet2']), connection('a')));
    assert.deepEqual(attachmentLines(found), ['srv/0 lag 1 rack1: sw2/Ethernet1 sw2/Ethernet2']);
    assert.ok(found.warnings.some(({ code, message }) => code === 'orphan-port' && message.includes('sw2')));
  });
});

describe('orphan ports', () => {
  const backup = connection('a', { redundancy: { mode: 'active-backup' } });
  function orphans(
    cables: readonly string[],
    using: ConnectionIntent,
    switches = fabric.switches,
  ): boolean[] {
    const parts = { ...connected(server('srv', cables), using), switches: switches ?? [] };
    return resolved(parts).attachments.flatMap(({ members }) => members.map((member) => member.isOrphan));
  }

  it('are those of an active-backup server on the members of a pair', () => {
    assert.deepEqual(orphans(['sw1/Ethernet1', 'sw2/Ethernet1'], backup), [true, true]);
  });

  it('are only those on a member of a pair', () => {
    const switches = [leaf('sw1'), leaf('sw2'), leaf('sw9')];
    assert.deepEqual(orphans(['sw1/Ethernet1', 'sw9/Ethernet1'], backup, switches), [true, false]);
  });

  it('are none in an MLAG or on an active-active server', () => {
    assert.deepEqual(orphans(['sw1/Ethernet1', 'sw2/Ethernet1'], connection('a')), [false, false]);
    const none = connection('a', { redundancy: { implementation: 'none' } });
    assert.deepEqual(orphans(['sw1/Ethernet1', 'sw2/Ethernet1'], none), [false, false]);
  });

  it('are none where the server has no leg elsewhere, since it would lose all of them together', () => {
    assert.deepEqual(orphans(['sw1/Ethernet1', 'sw1/Ethernet2'], backup), [false, false]);
    assert.deepEqual(orphans(['sw1/Ethernet1'], backup), [false]);
  });
});

describe('the ports that a connection selects', () => {
  it('must exist by index', () => {
    assert.deepEqual(problemsOf(connected(twoPorts, connection('a', { interfaces: [0, 2] }))), [
      'index-outside-server endpointGroups[0].connections[0].interfaces[1]: srv has no port #2',
    ]);
  });

  it('must exist by MAC in some endpoint of the group', () => {
    const found = problemsOf(connected(twoPorts, connection('a', { interfaces: [0, '02:00:00:00:00:99'] })));
    assert.deepEqual(found, [
      'unknown-interface endpointGroups[0].connections[0].interfaces[1]: no endpoint of endpoint group g has an interface 02:00:00:00:00:99',
    ]);
  });

  it('must have a cable', () => {
    const interfaces = [nic('sw1/Ethernet1'), nic(undefined, { mac: '02:00:00:00:00:02' })];
    const endpoint = server('srv', [], { interfaces });
    assert.deepEqual(
      problemsOf(connected(endpoint, connection('a', { interfaces: ['02:00:00:00:00:02'] }))),
      [
        'no-cabled-port endpointGroups[0].connections[0].interfaces[0]: the interface 02:00:00:00:00:02 of srv has no cable',
      ],
    );
  });

  it('must be some of every endpoint of the group', () => {
    const one = server('one', [], { interfaces: [nic('sw1/Ethernet1', { mac: '02:00:00:00:00:01' })] });
    const two = server('two', [], { interfaces: [nic('sw1/Ethernet2', { mac: '02:00:00:00:00:02' })] });
    const byMac = connection('a', { interfaces: ['02:00:00:00:00:01'] });
    const parts = { ...fabric, endpoints: [one, two], groups: [group('g', ['one', 'two'], [byMac])] };
    assert.deepEqual(problemsOf(parts), [
      'unknown-interface endpointGroups[0].connections[0].interfaces: `interfaces` selects none of the ports of two',
    ]);
  });

  it('may be named by the MACs of several servers in one list', () => {
    const one = server('one', [], { interfaces: [nic('sw1/Ethernet1', { mac: '02:00:00:00:00:01' })] });
    const two = server('two', [], { interfaces: [nic('sw1/Ethernet2', { mac: '02:00:00:00:00:02' })] });
    const byMac = connection('a', { interfaces: ['02:00:00:00:00:01', '02:00:00:00:00:02'] });
    const parts = { ...fabric, endpoints: [one, two], groups: [group('g', ['one', 'two'], [byMac])] };
    assert.deepEqual(attachmentLines(resolved(parts)), [
      'one/0 single rack1: sw1/Ethernet1',
      'two/0 single rack1: sw1/Ethernet2',
    ]);
  });
});
