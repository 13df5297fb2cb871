import assert from 'node:assert/strict';
import { indexMoves } from '../../../src/fabric/resolve/index-moves.ts';
import { indexedEndpoint } from '../../../src/fabric/resolve/port-index.ts';
import { nic, server, site } from '../intent-builder.ts';

function moves(applied: Record<string, readonly string[]>, endpoints: readonly ReturnType<typeof server>[]) {
  const resolved = site({ endpoints }).endpoints.map((endpoint) => indexedEndpoint(endpoint).resolved);
  return indexMoves(applied, resolved);
}

describe('index moves', () => {
  it('say what an index was, what it becomes, and what moves with it', () => {
    const found = moves({ esx01: ['sw1/Ethernet1', 'sw1/Ethernet11'] }, [
      server('esx01', ['sw1/Ethernet1', 'sw1/Ethernet10'], { os: 'esxi' }),
    ]);
    assert.deepEqual(
      found.map((move) => move.message),
      [
        'esx01: port #1 was sw1/Ethernet11, becomes sw1/Ethernet10; with it: its place in the bond and its LACP priority, vmk1 and vmnic1, what `interfaces: [1]` means',
      ],
    );
  });

  it('name the fallback and PXE port where the lowest index moves', () => {
    const [first, second] = moves({ srv: ['sw1/Ethernet2', 'sw1/Ethernet3'] }, [
      server('srv', ['sw1/Ethernet1', 'sw1/Ethernet2', 'sw1/Ethernet3']),
    ]);
    assert.equal(first?.becomes, 'sw1/Ethernet1');
    assert.ok(first.movesWith.includes('the fallback and PXE port'));
    assert.equal(second?.becomes, 'sw1/Ethernet2');
    assert.ok(!second.movesWith.includes('the fallback and PXE port'));
  });

  it('leave out the names on the host where the user gave the OS index', () => {
    const interfaces = [nic('sw1/Ethernet10', { osIndex: 5 })];
    const [move] = moves({ esx01: ['sw1/Ethernet11'] }, [server('esx01', [], { os: 'esxi', interfaces })]);
    assert.ok(move);
    assert.ok(!move.movesWith.some((what) => what.startsWith('vmk')));
  });

  it('are none for a port added behind the others, or the last one removed', () => {
    assert.deepEqual(
      moves({ a: ['sw1/Ethernet1'], b: ['sw1/Ethernet3', 'sw1/Ethernet4'] }, [
        server('a', ['sw1/Ethernet1', 'sw1/Ethernet2']),
        server('b', ['sw1/Ethernet3']),
      ]),
      [],
    );
  });

  it('are none for a server that is not in use', () => {
    assert.deepEqual(moves({}, [server('new', ['sw1/Ethernet1'])]), []);
  });

  it('say that an index is gone when the others move up', () => {
    const found = moves({ a: ['sw1/Ethernet1', 'sw1/Ethernet2'] }, [server('a', ['sw1/Ethernet2'])]);
    assert.deepEqual(
      found.map(({ index, was, becomes }) => ({ index, was, becomes })),
      [
        { index: 0, was: 'sw1/Ethernet1', becomes: 'sw1/Ethernet2' },
        { index: 1, was: 'sw1/Ethernet2', becomes: undefined },
      ],
    );
    assert.match(found[1]?.message ?? '', /port #1 was sw1\/Ethernet2, is gone/);
  });

  it('come by server and index', () => {
    const found = moves({ b: ['sw1/Ethernet9'], a: ['sw1/Ethernet8'] }, [
      server('b', ['sw1/Ethernet1']),
      server('a', ['sw1/Ethernet2']),
    ]);
    assert.deepEqual(
      found.map((move) => move.server),
      ['a', 'b'],
    );
  });

  it('are told of a server that got another name as well', () => {
    const found = moves({ esx01: ['sw1/Ethernet1'] }, [
      server('esx09', ['sw1/Ethernet2'], { renamedFrom: 'esx01' }),
    ]);
    assert.deepEqual(
      found.map(({ server: name, was, becomes }) => [name, was, becomes]),
      [['esx09', 'sw1/Ethernet1', 'sw1/Ethernet2']],
    );
  });
});
