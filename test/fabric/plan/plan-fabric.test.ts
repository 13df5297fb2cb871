import assert from 'node:assert/strict';
import { ownsNothing } from '../../../src/fabric/model/ownership.ts';
import type { DriverTraits } from '../../../src/fabric/model/driver-traits.ts';
import { nothingApplied } from '../../../src/fabric/plan/applied-fabric.ts';
import { planFabric } from '../../../src/fabric/plan/plan-fabric.ts';
import type { Plan } from '../../../src/fabric/plan/plan.ts';
import { eosLike } from '../driver-traits.ts';
import { connection, group, leaf, network, pair, server, site } from '../intent-builder.ts';
import { driversWith, resolved } from '../resolve/resolved.ts';
import { noFacts, someSystem } from './legs.ts';

const stamp = {
  id: 'p1',
  toolVersion: '0',
  createdAt: '2026-01-01T00:00:00.000Z',
  intentHash: '',
  templatesHash: '',
  overriddenTemplates: [],
};

/** Codes and messages of what a reader of the plan is told about a pair with that system MAC. */
function toldAbout(systemMac: DriverTraits['pair']['systemMac'], manage = true): readonly string[] {
  const traits = { ...eosLike, pair: { ...eosLike.pair, systemMac } };
  const parts = {
    switches: [leaf('sw1'), leaf('sw2')],
    pairs: [pair('rack1', ['sw1', 'sw2'], { systemMac: '02:00:00:00:01:01', manage })],
  };
  const plan = planFabric({
    intent: site(parts),
    fabric: resolved(parts, [], driversWith(traits)),
    applied: nothingApplied,
    waivers: [],
    switches: ['sw1', 'sw2'].map((hostname) => ({
      hostname,
      driver: traits.name,
      os: { ...someSystem, traits },
      running: [],
      facts: noFacts,
      learntMacs: new Map(),
      expectedMacs: new Map(),
      isSelfReverting: true,
      desired: { hostname, driver: traits.name, vlans: [], portChannels: [], ports: [] },
      intended: [],
      before: ownsNothing,
      keepVlans: [],
    })),
    stamp,
  });
  return plan.warnings.filter(({ code }) => code === 'feature-unavailable').map(({ message }) => message);
}

describe('a plan of a pair with a system MAC', () => {
  it('says nothing where the operating system can be given one', () => {
    assert.deepEqual(toldAbout('settable'), []);
  });

  it('warns that it is left out where the switches agree on one, or it follows from the domain id', () => {
    assert.deepEqual(toldAbout('own'), [
      'rack1: systemMac 02:00:00:00:01:01 is left out, since Some system cannot be given one: its switches agree on one themselves',
    ]);
    assert.deepEqual(toldAbout('from-domain'), [
      'rack1: systemMac 02:00:00:00:01:01 is left out, since Some system cannot be given one: it follows from the domain id',
    ]);
  });

  it('says nothing of a pair that Twinleaf does not manage', () => {
    assert.deepEqual(toldAbout('own', false), []);
  });
});

describe('a plan of servers that bear another name now', () => {
  const renamedIn = (applied: readonly string[]): Plan['renamed'] => {
    const parts = {
      switches: [leaf('sw1')],
      endpoints: [
        server('db09', ['sw1/Ethernet1'], { renamedFrom: 'db01' }),
        server('db08', ['sw1/Ethernet2'], { renamedFrom: 'db02' }),
        server('db03', ['sw1/Ethernet3']),
      ],
      networks: [network('app', 120)],
      groups: [group('all', ['db03', 'db08', 'db09'], [connection('app')])],
    };
    const portIndexes = Object.fromEntries(applied.map((name) => [name, ['sw1/Ethernet1']]));
    return planFabric({
      intent: site(parts),
      fabric: resolved(parts),
      applied: { ...nothingApplied, facts: { ...nothingApplied.facts, portIndexes } },
      waivers: [],
      switches: [],
      stamp,
    }).renamed;
  };

  it('names those that were applied under the former one', () => {
    assert.deepEqual(renamedIn(['db01', 'db03']), { db09: 'db01' });
    assert.equal(renamedIn(['db03', 'db09']), undefined);
  });
});
