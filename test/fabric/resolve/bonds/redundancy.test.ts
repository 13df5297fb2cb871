import assert from 'node:assert/strict';
import type { DriverTraits } from '../../../../src/fabric/model/driver-traits.ts';
import type { EndpointIntent, RedundancyIntent } from '../../../../src/fabric/model/intent.ts';
import { resolveFabric } from '../../../../src/fabric/resolve/resolve-fabric.ts';
import { eosLike, testDrivers } from '../../driver-traits.ts';
import { connection, group, leaf, network, pair, server, site } from '../../intent-builder.ts';
import { driversWith } from '../resolved.ts';

/** sw1 and sw2 are the pair rack1, sw3 and sw4 the pair rack2; sw5 and sw6 are single, stack1 is a stack. */
function outcome(
  cables: readonly string[],
  redundancy: RedundancyIntent,
  more: { endpoint?: Partial<EndpointIntent>; maxBundle?: DriverTraits['maxBundle'] } = {},
) {
  const intent = site({
    switches: [
      ...['sw1', 'sw2', 'sw3', 'sw4', 'sw5', 'sw6'].map((name) => leaf(name)),
      leaf('stack1', { stack: true }),
    ],
    pairs: [pair('rack1', ['sw1', 'sw2']), pair('rack2', ['sw3', 'sw4'])],
    endpoints: [server('srv', cables, more.endpoint)],
    networks: [network('net', 100)],
    groups: [group('g', ['srv'], [connection('net', { redundancy })])],
  });
  const drivers =
    more.maxBundle === undefined ? testDrivers : driversWith({ ...eosLike, maxBundle: more.maxBundle });
  return resolveFabric(intent, drivers, []);
}

function answer(...given: Parameters<typeof outcome>): string {
  const { fabric, problems } = outcome(...given);
  const [attachment] = fabric?.attachments ?? [];
  return attachment?.kind ?? problems.map((problem) => problem.code).join(' ');
}

const columns = {
  omitted: {},
  'active-active': { mode: 'active-active' },
  'link-aggregation': { implementation: 'link-aggregation' },
  'active-active, link-aggregation': { mode: 'active-active', implementation: 'link-aggregation' },
  'distributed-link-aggregation': { implementation: 'distributed-link-aggregation' },
  ecmp: { implementation: 'ecmp' },
  'active-backup, ecmp': { mode: 'active-backup', implementation: 'ecmp' },
  'active-backup': { mode: 'active-backup' },
  none: { implementation: 'none' },
  'active-active, none': { mode: 'active-active', implementation: 'none' },
  'active-backup, none': { mode: 'active-backup', implementation: 'none' },
} as const satisfies Record<string, RedundancyIntent>;
type ColumnName = keyof typeof columns;

/** What each column gives; those that share a column of the table are filled in from it. */
function row(
  first: string,
  lag: string,
  distributed: string,
  ecmp: string,
  last: string,
): Record<ColumnName, string> {
  return {
    omitted: first,
    'active-active': first,
    'link-aggregation': lag,
    'active-active, link-aggregation': lag,
    'distributed-link-aggregation': distributed,
    ecmp,
    'active-backup, ecmp': ecmp,
    'active-backup': last,
    none: last,
    'active-active, none': last,
    'active-backup, none': last,
  };
}

const noRouted = 'needs-routed-network';
const places: readonly (readonly [string, readonly string[], Record<ColumnName, string>])[] = [
  ['no cabled port', [], row(...sameCell('no-cabled-port'))],
  [
    'one port of a single switch',
    ['sw5/Ethernet1'],
    row('single', 'lag', 'needs-two-ports', noRouted, 'single'),
  ],
  ['one port of a pair', ['sw1/Ethernet1'], row('single', 'lag', 'needs-two-ports', noRouted, 'single')],
  [
    'two ports of one switch',
    ['sw5/Ethernet1', 'sw5/Ethernet2'],
    row('lag', 'lag', 'needs-switch-pair', noRouted, 'independent'),
  ],
  [
    'two ports of a stack',
    ['stack1/Ethernet1', 'stack1/Ethernet2'],
    row('lag', 'lag', 'needs-switch-pair', noRouted, 'independent'),
  ],
  [
    'four ports of one member of a pair',
    ['sw1/Ethernet1', 'sw1/Ethernet2', 'sw1/Ethernet3', 'sw1/Ethernet4'],
    row('lag', 'lag', 'needs-switch-pair', noRouted, 'independent'),
  ],
  [
    'one port of each member of a pair',
    ['sw1/Ethernet1', 'sw2/Ethernet1'],
    row('mlag', 'ports-on-two-switches', 'mlag', noRouted, 'independent'),
  ],
  [
    'two ports of each member of a pair',
    ['sw1/Ethernet1', 'sw1/Ethernet2', 'sw2/Ethernet1', 'sw2/Ethernet2'],
    row('mlag', 'ports-on-two-switches', 'mlag', noRouted, 'independent'),
  ],
  [
    'two switches that are no pair',
    ['sw5/Ethernet1', 'sw6/Ethernet1'],
    row('no-such-pair', 'ports-on-two-switches', 'needs-switch-pair', noRouted, 'independent'),
  ],
  [
    'members of two different pairs',
    ['sw1/Ethernet1', 'sw3/Ethernet1'],
    row('no-such-pair', 'ports-on-two-switches', 'needs-switch-pair', noRouted, 'independent'),
  ],
  [
    'a pair plus another switch',
    ['sw1/Ethernet1', 'sw2/Ethernet1', 'sw5/Ethernet1'],
    row('no-such-pair', 'ports-on-two-switches', 'needs-switch-pair', noRouted, 'independent'),
  ],
  [
    'two pairs',
    ['sw1/Ethernet1', 'sw2/Ethernet1', 'sw3/Ethernet1', 'sw4/Ethernet1'],
    row('no-such-pair', 'ports-on-two-switches', 'needs-switch-pair', noRouted, 'independent'),
  ],
  [
    'four single switches',
    ['sw5/Ethernet1', 'sw6/Ethernet1', 'stack1/Ethernet1', 'sw1/Ethernet1'],
    row('no-such-pair', 'ports-on-two-switches', 'needs-switch-pair', noRouted, 'independent'),
  ],
];

function sameCell(cell: string): [string, string, string, string, string] {
  return [cell, cell, cell, cell, cell];
}

describe('the redundancy table', () => {
  for (const [name, cables, expected] of places) {
    for (const column of Object.keys(columns) as ColumnName[]) {
      it(`${name}, ${column}: ${expected[column]}`, () => {
        assert.equal(answer(cables, columns[column]), expected[column]);
      });
    }
  }
});

describe('a refusal of the redundancy table', () => {
  it('says to use distributed link aggregation for a pair', () => {
    const [problem] = outcome(['sw1/Ethernet1', 'sw2/Ethernet1'], columns['link-aggregation']).problems;
    assert.equal(problem?.path, 'endpointGroups[0].connections[0].redundancy');
    assert.equal(
      problem.message,
      'srv, ports #0 sw1/Ethernet1 and #1 sw2/Ethernet1: link-aggregation needs all ports on one switch',
    );
    assert.equal(problem.hint, 'use distributed-link-aggregation: sw1 and sw2 are the switch pair rack1');
  });

  it('names the missing pair and proposes `interfaces`', () => {
    const [problem] = outcome(['sw1/Ethernet1', 'sw2/Ethernet1', 'sw5/Ethernet1'], {}).problems;
    assert.equal(problem?.path, 'endpointGroups[0].connections[0]');
    assert.match(problem.message, /sw1, sw2 and sw5 are no switch pair$/);
    assert.match(problem.hint ?? '', /`interfaces: \[0, 1\]` \(rack1\) or `interfaces: \[2\]` \(sw5\)/);
  });

  it('names the two switches that are no pair', () => {
    const [problem] = outcome(['sw5/Ethernet1', 'sw6/Ethernet1'], {}).problems;
    assert.match(problem?.message ?? '', /sw5 and sw6 are no switch pair$/);
  });
});

describe('the mode of an attachment', () => {
  const onPair = ['sw1/Ethernet1', 'sw2/Ethernet1'];
  const cases: readonly (readonly [ColumnName, string])[] = [
    ['omitted', 'active-active'],
    ['none', 'active-active'],
    ['active-active, none', 'active-active'],
    ['active-backup', 'active-backup'],
    ['active-backup, none', 'active-backup'],
  ];
  for (const [column, mode] of cases) {
    it(`is ${mode} for ${column}`, () => {
      const [attachment] = outcome(onPair, columns[column]).fabric?.attachments ?? [];
      assert.equal(attachment?.mode, mode);
    });
  }
});

describe('active-backup with link aggregation', () => {
  const lag = { mode: 'active-backup', implementation: 'link-aggregation' } as const;
  const distributed = { mode: 'active-backup', implementation: 'distributed-link-aggregation' } as const;
  const oneSwitch = ['sw1/Ethernet1', 'sw1/Ethernet2'];
  const onPair = ['sw1/Ethernet1', 'sw2/Ethernet1'];
  const cases: readonly (readonly [string, readonly string[], RedundancyIntent, Record<string, string>])[] = [
    ['one switch', oneSwitch, lag, { none: 'mode-not-supported', 'per-switch': 'lag', 'per-pair': 'lag' }],
    [
      'a stack',
      ['stack1/Ethernet1', 'stack1/Ethernet2'],
      lag,
      { none: 'mode-not-supported', 'per-switch': 'lag', 'per-pair': 'lag' },
    ],
    ['one port', ['sw1/Ethernet1'], lag, { none: 'lag', 'per-switch': 'lag', 'per-pair': 'lag' }],
    [
      'a pair, distributed',
      onPair,
      distributed,
      { none: 'mode-not-supported', 'per-switch': 'mode-not-supported', 'per-pair': 'mlag' },
    ],
    [
      'a pair',
      onPair,
      lag,
      { none: 'mode-not-supported', 'per-switch': 'mode-not-supported', 'per-pair': 'ports-on-two-switches' },
    ],
    [
      'one switch, distributed',
      oneSwitch,
      distributed,
      { none: 'needs-switch-pair', 'per-switch': 'needs-switch-pair', 'per-pair': 'needs-switch-pair' },
    ],
  ];
  for (const [place, cables, redundancy, expected] of cases) {
    for (const maxBundle of ['none', 'per-switch', 'per-pair'] as const) {
      it(`on ${place} with a limit ${maxBundle}: ${expected[maxBundle] ?? ''}`, () => {
        assert.equal(answer(cables, redundancy, { maxBundle }), expected[maxBundle]);
      });
    }
  }

  it('keeps one member active', () => {
    const [attachment] = outcome(oneSwitch, lag, { maxBundle: 'per-switch' }).fabric?.attachments ?? [];
    assert.equal(attachment?.maxBundle, 1);
    assert.equal(attachment.mode, 'active-backup');
  });

  it('proposes active-backup alone where it is refused', () => {
    const [problem] = outcome(onPair, distributed, { maxBundle: 'per-switch' }).problems;
    assert.match(problem?.message ?? '', /sw1 and sw2, since arista-eos has no limit for a whole pair/);
    assert.match(problem?.hint ?? '', /`mode: active-backup` alone/);
  });
});

describe('an ESXi server', () => {
  const onPair = ['sw1/Ethernet1', 'sw2/Ethernet1'];
  const standard = { endpoint: { os: 'esxi', hostSwitch: 'standard' } } as const;
  const distributed = { endpoint: { os: 'esxi', hostSwitch: 'distributed' } } as const;

  it('with a standard switch gets independent ports where the redundancy is left out', () => {
    assert.equal(answer(onPair, {}, standard), 'independent');
    assert.equal(answer(['sw5/Ethernet1', 'sw6/Ethernet1'], {}, standard), 'independent');
    assert.equal(answer(['sw5/Ethernet1'], {}, standard), 'single');
    const [attachment] = outcome(onPair, {}, standard).fabric?.attachments ?? [];
    assert.equal(attachment?.mode, 'active-active');
  });

  it('with a standard switch is refused every link aggregation, with the choices', () => {
    for (const column of ['active-active', 'distributed-link-aggregation'] as const) {
      assert.equal(answer(onPair, columns[column], standard), 'needs-distributed-switch');
    }
    assert.equal(
      answer(['sw1/Ethernet1'], columns['link-aggregation'], standard),
      'needs-distributed-switch',
    );
    const [problem] = outcome(onPair, columns['active-active'], standard).problems;
    assert.match(problem?.hint ?? '', /hostSwitch: distributed.*implementation: none.*mode: active-backup/);
  });

  it('with a standard switch may be active-backup', () => {
    assert.equal(answer(onPair, columns['active-backup'], standard), 'independent');
  });

  it('with a distributed switch gets what every other server gets', () => {
    assert.equal(answer(onPair, {}, distributed), 'mlag');
    assert.equal(answer(['sw5/Ethernet1', 'sw5/Ethernet2'], {}, distributed), 'lag');
  });
});
