import assert from 'node:assert/strict';
import type { Allocation, Allocations } from '../../../../src/fabric/model/allocation.ts';
import { connection, group, leaf, network, pair, server, type SiteParts } from '../../intent-builder.ts';
import { problemsOf, resolved } from '../resolved.ts';

function vlan(owner: string, value: number, scope = ''): Allocation {
  return { kind: 'vlan', scope, owner, value };
}

function vlans(parts: SiteParts, given: Allocations = []): Record<string, number> {
  return Object.fromEntries(resolved(parts, given).networks.map(({ name, vlan: id }) => [name, id]));
}

function networks(...list: ReturnType<typeof network>[]): SiteParts {
  return { networks: list };
}

describe('VLAN ids', () => {
  it('are taken lowest-free in order of network name, not of the YAML', () => {
    assert.deepEqual(vlans(networks(network('b', 'auto'), network('c', 'auto'), network('a', 'auto'))), {
      a: 100,
      b: 101,
      c: 102,
    });
  });

  it('leave out explicit ones, whose owners may come later by name', () => {
    assert.deepEqual(vlans(networks(network('a', 'auto'), network('z', 100))), { a: 101, z: 100 });
  });

  it('stay with their owner when a network with an earlier name arrives', () => {
    const given = [vlan('b', 100)];
    assert.deepEqual(vlans(networks(network('a', 'auto'), network('b', 'auto')), given), { a: 101, b: 100 });
  });

  it('stay with their owner also outside the ranges', () => {
    assert.deepEqual(vlans(networks(network('a', 'auto')), [vlan('a', 1500)]), { a: 1500 });
  });

  it('of a removed network are blocked for others and stay listed', () => {
    const { networks: found, allocations } = resolved(networks(network('b', 'auto')), [vlan('gone', 100)]);
    assert.deepEqual(
      found.map(({ vlan: id }) => id),
      [101],
    );
    assert.deepEqual(allocations, [vlan('b', 101), vlan('gone', 100)]);
  });

  it('go to the new name of a renamed network', () => {
    const { allocations } = resolved(networks(network('new', 'auto', { renamedFrom: 'old' })), [
      vlan('old', 150),
    ]);
    assert.deepEqual(allocations, [vlan('new', 150)]);
  });

  it('are kept under the new name when `renamedFrom` stays in the YAML and the old value is still known', () => {
    const given = [vlan('new', 150), vlan('old', 151)];
    const { allocations } = resolved(networks(network('new', 'auto', { renamedFrom: 'old' })), given);
    assert.deepEqual(allocations, given);
  });

  it('that are explicit win over what the owner was given, which stays blocked', () => {
    const parts = networks(network('a', 120), network('b', 'auto'));
    const { allocations } = resolved(parts, [vlan('a', 100)]);
    assert.deepEqual(allocations, [vlan('a', 100), vlan('a', 120), vlan('b', 101)]);
  });

  it('that two networks claim name both', () => {
    assert.deepEqual(problemsOf(networks(network('b', 100), network('a', 100))), [
      "duplicate-vlan logicalNetworks[0].vlan: VLAN 100 belongs to a and cannot be b's as well",
    ]);
  });

  it('that an explicit one takes from a network that has been given it name both', () => {
    assert.deepEqual(problemsOf(networks(network('a', 'auto'), network('b', 100)), [vlan('a', 100)]), [
      "duplicate-vlan logicalNetworks[1].vlan: VLAN 100 belongs to a and cannot be b's as well",
    ]);
  });

  it('that two networks swap are each still the other one’s in the run that swaps them', () => {
    const swapped = networks(network('a', 120), network('b', 100));
    assert.deepEqual(problemsOf(swapped, [vlan('a', 100), vlan('b', 120)]), [
      "duplicate-vlan logicalNetworks[0].vlan: VLAN 120 is still b's, which leaves it for 100 in this very run, and cannot be a's yet",
      "duplicate-vlan logicalNetworks[1].vlan: VLAN 100 is still a's, which leaves it for 120 in this very run, and cannot be b's yet",
    ]);
  });

  it('of something removed cannot be taken explicitly in the same run', () => {
    const [problem] = problemsOf(networks(network('b', 100)), [vlan('gone', 100)]);
    assert.match(problem ?? '', /^duplicate-vlan .*belongs to gone/);
  });

  it('are given to networks without a connection too', () => {
    const found = resolved(networks(network('lonely', 'auto')));
    assert.equal(found.networks[0]?.vlan, 100);
    assert.deepEqual(found.attachments, []);
  });

  it('outside the ranges draw a warning when they are explicit', () => {
    assert.deepEqual(resolved(networks(network('a', 250))).warnings, [
      { code: 'vlan-outside-ranges', message: 'a: VLAN 250 is outside fabric.vlanRanges (100-199)' },
    ]);
  });

  it('that are no longer to be had name the range and its ten largest users', () => {
    const many = Array.from({ length: 12 }, (_, index) =>
      network(`n${String(index).padStart(2, '0')}`, 'auto'),
    );
    const parts = { fabric: { vlanRanges: [{ low: 100, high: 109 }] }, networks: many };
    assert.deepEqual(problemsOf(parts), [
      'range-full logicalNetworks[10].vlan: fabric.vlanRanges (100-109) has no free VLAN id for n10 and 1 more; largest users: n00 (1), n01 (1), n02 (1), n03 (1), n04 (1), n05 (1), n06 (1), n07 (1), n08 (1), n09 (1)',
    ]);
  });
});

describe('reserved VLAN ids', () => {
  it('of the fabric and of every driver in it are passed over', () => {
    const parts: SiteParts = {
      fabric: {
        vlanRanges: [
          { low: 3965, high: 4094 },
          { low: 1, high: 3 },
        ],
        reservedVlans: [
          { low: 2, high: 2 },
          { low: 3966, high: 3966 },
        ],
      },
      switches: [leaf('sw1'), leaf('nx1', { driver: 'cisco-nxos' })],
      networks: ['a', 'b', 'c'].map((name) => network(name, 'auto')),
    };
    // 1 never passes a port, 2 and 3966 are the fabric's, 3968 to 4094 are the second driver's.
    assert.deepEqual(vlans(parts), { a: 3, b: 3965, c: 3967 });
  });

  function reaching(driver: string, value: number): SiteParts {
    return {
      switches: [leaf('sw1', { driver }), leaf('sw9')],
      endpoints: [server('srv', ['sw1/Ethernet1/1'])],
      networks: [network('a', value)],
      groups: [group('g', ['srv'], [connection('a')])],
    };
  }

  it('are refused when they are explicit and the network reaches such a switch', () => {
    assert.deepEqual(problemsOf(reaching('cisco-nxos', 4000)), [
      'reserved-vlan logicalNetworks[0].vlan: a: VLAN 4000 is used by the switch for itself on sw1 (cisco-nxos)',
    ]);
  });

  it('may be used where the network does not reach such a switch', () => {
    const parts = {
      ...reaching('arista-eos', 4000),
      switches: [leaf('sw1'), leaf('sw9', { driver: 'cisco-nxos' })],
    };
    assert.deepEqual(vlans(parts), { a: 4000 });
  });

  it('outside what the operating system knows are refused as not expressible', () => {
    const narrow = { ...reaching('dell-os10', 4094), fabric: { reservedVlans: [] } };
    assert.match(problemsOf(narrow)[0] ?? '', /^reserved-vlan .*used by the pair for itself on sw1/);
  });

  it('of the fabric are refused', () => {
    const parts = { fabric: { reservedVlans: [{ low: 150, high: 160 }] }, networks: [network('a', 155)] };
    assert.deepEqual(problemsOf(parts), [
      'reserved-vlan logicalNetworks[0].vlan: a: VLAN 155 is reserved by the fabric',
    ]);
  });

  it('are refused for a network that has been given them before', () => {
    const parts = { fabric: { reservedVlans: [{ low: 150, high: 160 }] }, networks: [network('a', 'auto')] };
    assert.match(problemsOf(parts, [vlan('a', 155)])[0] ?? '', /^reserved-vlan/);
  });

  it('include VLAN 1, which never passes', () => {
    const parts = { fabric: { reservedVlans: [] }, networks: [network('a', 1)] };
    assert.match(problemsOf(parts)[0] ?? '', /^reserved-vlan .*VLAN 1 never passes a port/);
  });
});

describe('control VLANs of pairs', () => {
  const rack: SiteParts = { switches: [leaf('sw1'), leaf('sw2')], pairs: [pair('rack1', ['sw1', 'sw2'])] };

  it('are no VLAN of a network', () => {
    assert.deepEqual(problemsOf({ ...rack, networks: [network('a', 4094)] }), [
      "duplicate-vlan logicalNetworks[0].vlan: VLAN 4094 belongs to rack1/control and cannot be a's as well",
    ]);
    const auto = { ...rack, fabric: { vlanRanges: [{ low: 4093, high: 4094 }] } };
    assert.deepEqual(vlans({ ...auto, networks: [network('a', 'auto')] }), { a: 4093 });
  });

  it('may be the same on several pairs', () => {
    const { units } = resolved({
      switches: ['sw1', 'sw2', 'sw3', 'sw4'].map((name) => leaf(name)),
      pairs: [pair('rack1', ['sw1', 'sw2']), pair('rack2', ['sw3', 'sw4'])],
    });
    assert.deepEqual(
      units.map((unit) => unit.pair?.controlVlan),
      [4094, 4094],
    );
  });
});
