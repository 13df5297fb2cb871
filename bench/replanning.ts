/** The plan of one changed endpoint group of a large fabric, in a running process that has read everything. */
import { drivers, traitsCatalog } from '../src/drivers/registry.ts';
import {
  desiredWithReleases,
  intendedSwitch,
  type Rendering,
} from '../src/engine/switches/intended-config.ts';
import { planObserved, type Observed, type PlannedSite } from '../src/engine/plan-site.ts';
import { readIntent, type IntentReading } from '../src/fabric/intent/read-intent.ts';
import { lastingMemory } from '../src/fabric/memory.ts';
import type { Intent } from '../src/fabric/model/intent.ts';
import { desiredOwnership } from '../src/fabric/plan/ownership/desired-ownership.ts';
import { factsAfter } from '../src/fabric/plan/removals.ts';
import { resolveFabric } from '../src/fabric/resolve/resolve-fabric.ts';
import { peakMiB, timed, type Figure } from './figure.ts';
import { generateSite, type SiteSize } from './site-generator.ts';
import { readTemplates } from './templates.ts';

const rendering: Rendering = {
  drivers,
  templates: new Map([...drivers.keys()].map((name) => [name, readTemplates(name)])),
};

/** Several changes after one another, with the memory of the plans before; the best is kept. Run alone in a process. */
export function benchReplanning(size: SiteSize, changes: number): readonly Figure[] {
  const reading = readIntent(generateSite(size), traitsCatalog());
  const { intent } = reading;
  if (intent === undefined) throw new Error(JSON.stringify(reading.problems.slice(0, 3)));
  const observed = everythingApplied(intent);
  const memory = lastingMemory();
  // The process has planned the site before.
  planObserved(siteOf(reading, intent), observed, { waivers: [] }, memory);
  const runs = Array.from({ length: changes }, (_, i) => {
    const site = siteOf(reading, withOneMoreNetwork(intent, Math.floor((i * size.pairs) / changes)));
    const run = timed(() => planObserved(site, observed, { waivers: [] }, memory));
    if (run.value.units.length !== 1)
      throw new Error(`${String(run.value.units.length)} units change instead of one`);
    return run;
  });
  return [
    {
      name: 'change of one endpoint group in that fabric, observed configurations in memory: to the plan',
      measured: Math.min(...runs.map(({ seconds }) => seconds)) * 1000,
      unit: 'ms',
      bound: 200,
      because:
        'Two units are worked out anew: the one that changes, and the one that had changed in the plan before. What is left is a look at every server and every switch in each stage, to see that nothing has changed for them.',
    },
    {
      name: '  its processor time, all threads',
      measured: Math.min(...runs.map(({ processorSeconds }) => processorSeconds)) * 1000,
      unit: 'ms',
    },
    { name: '  memory of that process at the peak', measured: peakMiB() / 1024, unit: 'GiB' },
  ];
}

/** As if the switches ran exactly what the intent says, and the store knew it. */
function everythingApplied(intent: Intent): Observed {
  const traits = traitsCatalog();
  const { fabric } = resolveFabric(intent, traits, []);
  if (fabric === undefined) throw new Error('the generated site does not resolve');
  const desired = [...desiredWithReleases(fabric, traits, new Map()).values()];
  const read = desired.map((one) => {
    const driver = drivers.get(one.driver);
    if (driver === undefined) throw new Error(one.driver);
    const running = intendedSwitch(one, rendering).tree;
    return {
      hostname: one.hostname,
      running,
      facts: driver.readFacts(running),
      learntMacs: new Map(),
      isSelfReverting: true,
    };
  });
  return {
    read: new Map(read.map((one) => [one.hostname, one])),
    applied: {
      source: 'store',
      allocations: fabric.allocations,
      facts: factsAfter(fabric),
      savesOwed: [],
      ownership: new Map(desired.map((one) => [one.hostname, desiredOwnership(one)])),
    },
  };
}

/** The group of one rack takes one network more, tagged; every other object stays the very same. */
function withOneMoreNetwork(intent: Intent, rack: number): Intent {
  const endpointGroups = intent.endpointGroups.map((group, position) => {
    const [last] = group.connections.slice(-1);
    if (position !== rack || last === undefined) return group;
    const used = new Set(group.connections.map(({ network }) => network));
    const network = intent.logicalNetworks.find(({ name }) => !used.has(name))?.name ?? '';
    return { ...group, connections: [...group.connections, { ...last, network }] };
  });
  return { ...intent, endpointGroups };
}

function siteOf(reading: IntentReading, intent: Intent): PlannedSite {
  return {
    intent,
    reading,
    rendering,
    overriddenTemplates: [],
    traits: traitsCatalog(),
    newId: () => 'bench',
    now: () => new Date(),
    toolVersion: 'bench',
  };
}
