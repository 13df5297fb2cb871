import assert from 'node:assert/strict';
import { orderedUnits, type SwitchBefore } from '../../../../src/fabric/plan/legs/unit-order.ts';
import { planned } from '../legs.ts';

/** Units of switches in the order given, as `unit after unit, unit`. */
function order(
  units: Readonly<Record<string, readonly string[]>>,
  disturbed: Readonly<Record<string, readonly string[]>>,
  before: readonly SwitchBefore[] = [],
): readonly string[] {
  const legs = Object.entries(disturbed).flatMap(([hostname, servers]) =>
    servers.map((server) => ({ switch: hostname, server })),
  );
  const plans = Object.entries(units).map(([unit, hostnames]) => ({
    unit,
    switches: hostnames.map((hostname) => planned(hostname, { ports: {} }).plan),
  }));
  return orderedUnits(plans, legs, before).map(({ unit, dependsOn }) =>
    dependsOn.length === 0 ? unit : `${unit} after ${dependsOn.join(', ')}`,
  );
}

const racks = { rack1: ['sw1', 'sw2'], rack2: ['sw3', 'sw4'], rack3: ['sw5', 'sw6'] };

describe('units that wait for others', () => {
  it('are those that take a leg from the same server, so that they never do it at once', () => {
    assert.deepEqual(order(racks, { sw2: ['db01'], sw3: ['db01', 'db02'], sw6: ['db03'] }), [
      'rack1',
      'rack2 after rack1',
      'rack3',
    ]);
  });

  it('wait for every unit before them that takes one, and for no other: a failed one stops only those', () => {
    assert.deepEqual(order(racks, { sw1: ['db01'], sw3: ['db02'], sw5: ['db01', 'db02'] }), [
      'rack1',
      'rack2',
      'rack3 after rack1, rack2',
    ]);
  });

  it('are none where two units only have a server in common from which neither takes a leg', () => {
    assert.deepEqual(order(racks, {}), ['rack1', 'rack2', 'rack3']);
  });

  it('are switches that were members of one pair, whatever they are now', () => {
    const was = (hostname: string, pair: string): SwitchBefore => {
      const { facts } = planned(hostname, { ports: { Ethernet53: 1000 } });
      const portChannels = facts.portChannels.map((one) => ({ ...one, description: `tl:${pair}/peer-link` }));
      return { hostname, facts: { ...facts, portChannels }, wasInPair: true };
    };
    const split = { sw1: ['sw1'], sw2: ['sw2'], sw3: ['sw3'], sw4: ['sw4'] };
    const before = [was('sw1', 'rack1'), was('sw2', 'rack1'), was('sw3', 'rack2'), was('sw4', 'rack2')];
    assert.deepEqual(order(split, {}, before), ['sw1', 'sw2 after sw1', 'sw3', 'sw4 after sw3']);
    assert.deepEqual(order(racks, {}, before), ['rack1', 'rack2', 'rack3']);
  });
});
