import assert from 'node:assert/strict';
import fc from 'fast-check';
import { drivers, traitsCatalog } from '../../src/drivers/registry.ts';
import { planObserved, type Observed, type PlannedSite } from '../../src/engine/plan-site.ts';
import { desiredWithReleases, intendedSwitch } from '../../src/engine/switches/intended-config.ts';
import { IntentError } from '../../src/fabric/errors.ts';
import { forgetful, lastingMemory, type Memory } from '../../src/fabric/memory.ts';
import type { FabricIntent, Intent } from '../../src/fabric/model/intent.ts';
import { nothingApplied } from '../../src/fabric/plan/applied-fabric.ts';
import { desiredOwnership } from '../../src/fabric/plan/ownership/desired-ownership.ts';
import { factsAfter } from '../../src/fabric/plan/removals.ts';
import type { ConfigTree } from '../../src/fabric/remediation/config-tree.ts';
import { parseConfig } from '../../src/fabric/remediation/parse-config.ts';
import { resolveFabric } from '../../src/fabric/resolve/resolve-fabric.ts';
import { templatesOf } from '../contracts/templates.ts';
import { site, type SiteParts } from '../fabric/intent-builder.ts';
import { siteOf, tenants } from '../fabric/resolve/generated-site.ts';

/** What a process sees between two plans: the site was edited, a plan was applied, somebody was on a switch. */
interface Step {
  readonly parts: SiteParts;
  readonly fabric: Partial<FabricIntent>;
  /** The site was read anew: everything is equal, nothing the same object. */
  readonly isReread: boolean;
  readonly isApplied: boolean;
  readonly foreign: string;
  readonly template: string;
  readonly limit?: string;
  /** A switch of the second pair does not answer. */
  readonly isDark: boolean;
}

const networks = [0, 1, 2, 3, 4, 5, 6, 7];
const settings: fc.Arbitrary<Partial<FabricIntent>> = fc.constantFrom<Partial<FabricIntent>>(
  {},
  { mtuBytes: 1500 },
  { releasedPorts: 'default' },
  { stormControl: { broadcast: 10 } },
  { keepVlans: [{ low: 100, high: 110 }] },
  // Too few for most sites: the plan is refused, and the one after it is made all the same.
  { vlanRanges: [{ low: 100, high: 101 }] },
);
const foreign = fc.constantFrom(
  '',
  '',
  'vlan 999\n   name somebody\n',
  'interface Ethernet3/1\n   description somebody\n   switchport access vlan 100\n',
);

/** Edits of one site: tenants and networks come and go, most of them stay. */
const steps: fc.Arbitrary<readonly Step[]> = tenants.chain((all) =>
  fc.array(
    fc
      .record({
        fabric: fc.oneof({ weight: 3, arbitrary: fc.constant({}) }, settings),
        some: fc.subarray([...all], { minLength: Math.max(1, all.length - 2) }),
        wanted: fc.subarray(networks, { minLength: 6 }),
        isReread: fc.boolean(),
        isApplied: fc.boolean(),
        isDark: fc.constantFrom(false, false, false, true),
        foreign,
        template: fc.constantFrom('', '', '', '{{! edited }}'),
        limit: fc.constantFrom(undefined, undefined, undefined, 'rack1'),
      })
      .map(({ some, wanted, limit, ...others }) => ({
        ...others,
        parts: siteOf(some, wanted),
        ...(limit === undefined ? {} : { limit }),
      })),
    { minLength: 2, maxLength: 6 },
  ),
);

function plannedSite(intent: Intent, template: string): PlannedSite {
  const texts = [...drivers.keys()].map((name) => {
    const edited = [...templatesOf(name)].map(([feature, one]) => {
      return [feature, { ...one, text: one.text + template }] as const;
    });
    return [name, new Map(edited)] as const;
  });
  return {
    intent,
    reading: { intent, problems: [], locate: (problem) => problem },
    rendering: { drivers, templates: new Map(texts) },
    overriddenTemplates: [],
    traits: traitsCatalog(),
    newId: () => 'plan',
    now: () => new Date(0),
    toolVersion: '1.0.0',
  };
}

/** The plan, or why there is none, byte by byte. */
function outcome(planned: PlannedSite, observed: Observed, { limit }: Step, memory: Memory): string {
  const options = { waivers: [], ...(limit === undefined ? {} : { limit }) };
  try {
    return JSON.stringify(planObserved(planned, observed, options, memory));
  } catch (error) {
    if (!(error instanceof IntentError)) throw error;
    return JSON.stringify(error.problems);
  }
}

/** The site of some tenants, with addresses that a keepalive can use. */
function intentOf(parts: SiteParts, fabric: Partial<FabricIntent> = {}): Intent {
  const intent = site({ ...parts, fabric });
  const switches = intent.switches.map((one, i) => ({
    ...one,
    management: { ...one.management, host: `192.0.2.${String(i + 1)}` },
  }));
  return { ...intent, switches };
}

function running(tree: ConfigTree, hostname: string): Observed['read'] {
  const driver = drivers.get('arista-eos');
  assert.ok(driver);
  const facts = driver.readFacts(tree);
  return new Map([
    [hostname, { hostname, running: tree, facts, learntMacs: new Map(), isSelfReverting: true }],
  ]);
}

function withForeign(tree: ConfigTree, text: string): ConfigTree {
  const rules = drivers.get('arista-eos')?.rules;
  assert.ok(rules);
  return [...tree, ...parseConfig(text, rules)];
}

/** The switches after the site was applied to them, and what the store knows then; undefined for a refused site. */
function afterwards(planned: PlannedSite, before: Observed): Observed | undefined {
  const { fabric } = resolveFabric(planned.intent, planned.traits, before.applied.allocations);
  if (fabric === undefined) return undefined;
  const desired = [...desiredWithReleases(fabric, planned.traits, before.applied.ownership).values()];
  return {
    read: new Map(
      desired.flatMap((one) => [...running(intendedSwitch(one, planned.rendering).tree, one.hostname)]),
    ),
    applied: {
      source: 'store',
      allocations: fabric.allocations,
      facts: factsAfter(fabric),
      ownership: new Map(desired.map((one) => [one.hostname, desiredOwnership(one)])),
      savesOwed: [],
    },
  };
}

function disturbed({ read, applied }: Observed, text: string): Observed {
  const [first] = [...read.values()];
  if (first === undefined || text === '') return { read, applied };
  return { applied, read: new Map([...read, ...running(withForeign(first.running, text), first.hostname)]) };
}

function without({ read, applied }: Observed, hostname: string, unit: string): Observed {
  return {
    read: new Map([...read].filter(([name]) => name !== hostname)),
    applied,
    unread: [{ unit, switch: hostname, code: 'connect-failed', message: `${hostname}: no answer` }],
  };
}

const untouched: Observed = {
  read: new Map(['sw1', 'sw2', 'sw3', 'sw4', 'sw5'].flatMap((hostname) => [...running([], hostname)])),
  applied: nothingApplied,
};

/** Every outcome of a story, with one memory for all its plans. */
function told(story: readonly Step[], memory: Memory): readonly string[] {
  let observed = untouched;
  let last: Intent | undefined;
  return story.map((step) => {
    const intent = intentOf(step.parts, step.fabric);
    // What has not been edited stays the very same object, unless the site was read anew.
    const kept = step.isReread || last === undefined ? intent : sharing(intent, last);
    last = kept;
    const planned = plannedSite(kept, step.template);
    const disturbedNow = disturbed(observed, step.foreign);
    const seen = step.isDark ? without(disturbedNow, 'sw4', 'rack2') : disturbedNow;
    const text = outcome(planned, seen, step, memory);
    if (step.isApplied && !step.isDark) observed = afterwards(planned, seen) ?? observed;
    return text;
  });
}

/** The intent with the lists of another one where they are equal. */
function sharing(intent: Intent, other: Intent): Intent {
  const shared = <Value>(one: Value, former: Value): Value =>
    JSON.stringify(one) === JSON.stringify(former) ? former : one;
  return {
    ...intent,
    switches: shared(intent.switches, other.switches),
    switchPairs: shared(intent.switchPairs, other.switchPairs),
    endpoints: shared(intent.endpoints, other.endpoints),
    logicalNetworks: shared(intent.logicalNetworks, other.logicalNetworks),
    endpointGroups: intent.endpointGroups.map((group, i) => shared(group, other.endpointGroups[i] ?? group)),
  };
}

describe('a plan made with the memory of former plans', () => {
  it('is byte by byte the plan made from nothing, whatever happened in between', () => {
    fc.assert(
      fc.property(steps, (story) => {
        assert.deepEqual(told(story, lastingMemory()), told(story, forgetful));
      }),
      { numRuns: 25 },
    );
  });

  it('has the same hash of the intent where nothing was edited, and another one after an edit', () => {
    const hashOf = (parts: SiteParts, memory: Memory): string =>
      planObserved(plannedSite(intentOf(parts), ''), untouched, { waivers: [] }, memory).intentHash;
    const one = siteOf([[1, { rack: 0, legs: [0, 1], redundancy: {}, networks: [1, 2] }]], networks);
    const other = siteOf([[1, { rack: 0, legs: [0, 1], redundancy: {}, networks: [1, 4] }]], networks);
    const memory = lastingMemory();
    const first = hashOf(one, memory);
    assert.notEqual(hashOf(other, memory), first);
    assert.equal(hashOf(one, memory), first);
  });
});
