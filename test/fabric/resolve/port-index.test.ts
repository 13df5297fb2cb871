import assert from 'node:assert/strict';
import {
  hasSurprisingOrder,
  indexedEndpoint,
  osIndexProblems,
} from '../../../src/fabric/resolve/port-index.ts';
import { nic, server, site } from '../intent-builder.ts';

function indexed(...[name, cables, more]: Parameters<typeof server>) {
  const [endpoint] = site({ endpoints: [server(name, cables, more)] }).endpoints;
  assert.ok(endpoint);
  return indexedEndpoint(endpoint);
}

function order(cables: readonly string[]): readonly string[] {
  return indexed('esx01', cables).cabled.map(({ index, at }) => `${String(index)} ${at.switch}/${at.port}`);
}

describe('port indexes', () => {
  it('put Ethernet10 before Ethernet9, since ports are compared as plain strings', () => {
    assert.deepEqual(order(['sw1/Ethernet9', 'sw1/Ethernet10']), ['0 sw1/Ethernet10', '1 sw1/Ethernet9']);
  });

  it('compare the switch before the port', () => {
    assert.deepEqual(order(['sw2/Ethernet1', 'sw1/Ethernet9']), ['0 sw1/Ethernet9', '1 sw2/Ethernet1']);
  });

  it('put sw10 before sw9 and upper case before lower case', () => {
    assert.deepEqual(order(['sw9/Ethernet1', 'sw10/Ethernet1', 'SW9/Ethernet1']), [
      '0 SW9/Ethernet1',
      '1 sw10/Ethernet1',
      '2 sw9/Ethernet1',
    ]);
  });

  it('compare by code unit and not by locale', () => {
    assert.deepEqual(order(['ä/Ethernet1', 'z/Ethernet1', 'a/Ethernet1']), [
      '0 a/Ethernet1',
      '1 z/Ethernet1',
      '2 ä/Ethernet1',
    ]);
  });

  it('do not depend on MACs or on the order in the YAML', () => {
    const interfaces = [
      nic('sw1/Ethernet2', { mac: '02:00:00:00:00:01' }),
      nic('sw1/Ethernet1', { mac: '02:00:00:00:00:02' }),
    ];
    const { resolved } = indexed('esx01', [], { interfaces });
    const macs = ['02:00:00:00:00:02', '02:00:00:00:00:01'];
    assert.deepEqual(
      resolved.interfaces.map((port) => port.mac),
      macs,
    );
  });

  it('are absent on interfaces without a cable, which come last in the order of the YAML', () => {
    const interfaces = [
      nic(undefined, { mac: '02:00:00:00:00:09' }),
      nic('sw1/Ethernet1'),
      nic(undefined, { mac: '02:00:00:00:00:01' }),
    ];
    const { resolved, cabled } = indexed('esx01', [], { interfaces });
    assert.equal(cabled.length, 1);
    assert.deepEqual(resolved.interfaces, [
      { index: 0, osIndex: 0, at: { switch: 'sw1', port: 'Ethernet1' } },
      { mac: '02:00:00:00:00:09' },
      { mac: '02:00:00:00:00:01' },
    ]);
  });
});

describe('OS indexes', () => {
  it('are the port indexes unless the YAML gives others', () => {
    const interfaces = [
      nic('sw1/Ethernet1', { osIndex: 4 }),
      nic('sw2/Ethernet1'),
      nic(undefined, { osIndex: 7 }),
    ];
    const { resolved } = indexed('esx01', [], { interfaces });
    assert.deepEqual(
      resolved.interfaces.map((port) => port.osIndex),
      [4, 1, 7],
    );
  });

  it('that come out equal are a problem at the one that was written', () => {
    const interfaces = [nic('sw1/Ethernet1', { osIndex: 1 }), nic('sw2/Ethernet1')];
    const problems = osIndexProblems(indexed('esx01', [], { interfaces }));
    assert.deepEqual(
      problems.map(({ code, path, message }) => `${code} ${path}: ${message}`),
      [
        'duplicate-os-index servers[0].interfaces[0].osIndex: esx01: sw1/Ethernet1 and sw2/Ethernet1 both have OS index 1',
      ],
    );
  });
});

describe('an order that surprises', () => {
  const cases: readonly (readonly [readonly string[], boolean])[] = [
    [['sw1/Ethernet9', 'sw1/Ethernet10'], true],
    [['sw1/Ethernet1', 'sw1/Ethernet2'], false],
    [['sw9/Ethernet1', 'sw10/Ethernet1'], true],
    [['sw1/Ethernet10', 'sw2/Ethernet9'], false],
    [['sw1/Ethernet1/2', 'sw1/Ethernet1/10'], true],
    [['sw1/Ethernet1', 'sw1/Ethernet1/1'], false],
    [['sw1/Ethernet1'], false],
  ];
  for (const [cables, expected] of cases) {
    it(`is ${expected ? '' : 'not '}seen in ${cables.join(' and ')}`, () => {
      assert.equal(hasSurprisingOrder(indexed('esx01', cables).resolved), expected);
    });
  }

  it('is not made by interfaces without a cable', () => {
    const interfaces = [nic(undefined), nic('sw1/Ethernet1')];
    assert.equal(hasSurprisingOrder(indexed('esx01', [], { interfaces }).resolved), false);
  });
});
