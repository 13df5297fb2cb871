import assert from 'node:assert/strict';
import fc from 'fast-check';
import { drivers, traitsCatalog } from '../../src/drivers/registry.ts';
import { planObserved, type Observed, type PlannedSite } from '../../src/engine/plan-site.ts';
import type { ReadSwitch } from '../../src/engine/site/read-fabric.ts';
import { desiredWithReleases, intendedSwitch } from '../../src/engine/switches/intended-config.ts';
import { readIntent } from '../../src/fabric/intent/read-intent.ts';
import type { Allocation } from '../../src/fabric/model/allocation.ts';
import type { AppliedFabric } from '../../src/fabric/plan/applied-fabric.ts';
import { desiredOwnership } from '../../src/fabric/plan/ownership/desired-ownership.ts';
import type { Plan, UnreadSwitch } from '../../src/fabric/plan/plan.ts';
import { factsAfter } from '../../src/fabric/plan/removals.ts';
import { resolveFabric } from '../../src/fabric/resolve/resolve-fabric.ts';
import { templatesOf } from '../contracts/templates.ts';
import { rackSite } from '../stories/rack-site.ts';

const unitOf = new Map([
  ['sw1', 'rack1'],
  ['sw2', 'rack1'],
  ['sw3', 'rack2'],
  ['sw4', 'rack2'],
  ['sw5', 'sw5'],
]);
const rendering = {
  drivers,
  templates: new Map([...drivers.keys()].map((name) => [name, templatesOf(name)] as const)),
};

/** The racks with these networks, each tagged on every server, its id for Twinleaf to give. */
function siteWith(networks: readonly string[]): PlannedSite {
  const text = rackSite({
    networks: networks.map((name) => `  - { name: ${name}, kind: vlan, vlan: auto }`).join('\n'),
    groups: `  - name: all
    endpoints: { servers: [db01, db02, web01] }
    connections:
${networks.map((name) => `      - { network: ${name}, tagged: true }`).join('\n')}`,
  });
  const reading = readIntent([{ name: 'site.yaml', text }], traitsCatalog());
  assert.deepEqual(reading.problems, []);
  assert.ok(reading.intent);
  const { intent } = reading;
  const stamp = { newId: () => 'p1', now: () => new Date(0), toolVersion: '0', overriddenTemplates: [] };
  return { intent, reading, rendering, traits: traitsCatalog(), ...stamp };
}

/** What is in force once the site was applied, and what its switches run then. */
function appliedTo(site: PlannedSite): { applied: AppliedFabric; read: ReadonlyMap<string, ReadSwitch> } {
  const { fabric } = resolveFabric(site.intent, site.traits, []);
  assert.ok(fabric);
  const desired = [...desiredWithReleases(fabric, site.traits, new Map()).values()];
  const read = desired.map((one): ReadSwitch => {
    const running = intendedSwitch(one, rendering).tree;
    const facts = drivers.get(one.driver)?.readFacts(running);
    assert.ok(facts);
    return { hostname: one.hostname, running, facts, learntMacs: new Map(), isSelfReverting: true };
  });
  return {
    applied: {
      source: 'store',
      allocations: fabric.allocations,
      facts: factsAfter(fabric),
      savesOwed: [],
      ownership: new Map(desired.map((one) => [one.hostname, desiredOwnership(one)])),
    },
    read: new Map(read.map((one) => [one.hostname, one])),
  };
}

const key = ({ kind, scope, owner, value }: Allocation): string =>
  `${kind} ${scope} ${owner} ${String(value)}`;
const names = fc.subarray(['app', 'blue', 'log', 'mgmt', 'web'], { minLength: 1 });
/** Some switches, and at least one unit without any of them. */
const dark = fc
  .subarray([...unitOf.keys()], { minLength: 1 })
  .filter((hostnames) => new Set(hostnames.map((one) => unitOf.get(one))).size < 3);

describe('a plan made while some switches could not be read', () => {
  const check = (law: (plan: Plan, before: AppliedFabric, unread: readonly UnreadSwitch[]) => void): void => {
    fc.assert(
      fc.property(names, names, dark, (before, after, hostnames) => {
        const { applied } = appliedTo(siteWith(before));
        // Those that answer were freed of everything already: only the others may still have it.
        const now = appliedTo(siteWith(after)).read;
        const unread = hostnames.map((hostname): UnreadSwitch => {
          const unit = unitOf.get(hostname) ?? hostname;
          return { unit, switch: hostname, code: 'connect-failed', message: hostname };
        });
        const read = new Map([...now].filter(([hostname]) => !hostnames.includes(hostname)));
        const observed: Observed = { read, applied, unread };
        const waivers = ['adopt', 'allow-removals'] as const;
        law(planObserved(siteWith(after), observed, { waivers }), applied, unread);
      }),
      { numRuns: 20 },
    );
  };

  it('frees no value, and gives none twice', () => {
    check((plan, { allocations }) => {
      const kept = new Set(plan.allocations.map(key));
      assert.deepEqual(
        allocations.filter((one) => !kept.has(key(one))),
        [],
      );
      const vlans = plan.allocations.filter(({ kind, scope }) => kind === 'vlan' && scope === '');
      assert.equal(new Set(vlans.map(({ value }) => value)).size, vlans.length);
    });
  });

  it('is what keeps them: once every switch was read without it, a value is free', () => {
    const { applied } = appliedTo(siteWith(['app', 'blue']));
    const { read } = appliedTo(siteWith(['app']));
    const plan = planObserved(siteWith(['app']), { read, applied }, { waivers: ['allow-removals'] });
    const owners = plan.allocations.map(({ owner }) => owner);
    assert.deepEqual([owners.includes('app'), owners.includes('blue')], [true, false]);
  });

  it('has no line for either member of their pairs, and names them', () => {
    check((plan, _applied, unread) => {
      const units = new Set(unread.map(({ unit }) => unit));
      assert.deepEqual(
        plan.units.filter(({ unit }) => units.has(unit)),
        [],
      );
      assert.deepEqual(plan.unread, unread);
    });
  });

  it('forgets nothing that was in force', () => {
    check((plan, { facts }) => {
      assert.deepEqual(
        facts.networks.filter((name) => !plan.facts.networks.includes(name)),
        [],
      );
      assert.deepEqual(plan.facts.portIndexes, facts.portIndexes);
    });
  });
});
