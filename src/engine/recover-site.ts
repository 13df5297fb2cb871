/** A lost store, rebuilt from the marks that every change leaves on the switches. */
import { SafetyError } from '../fabric/errors.ts';
import { ownedObjects, ownsNothing } from '../fabric/model/ownership.ts';
import { sectionText } from '../fabric/remediation/format-config.ts';
import { appliedFromMarks } from './site/applied-state.ts';
import { readFabric } from './site/read-fabric.ts';
import { driverOf, type Site } from './site/site.ts';
import type { FabricState } from './store.ts';

/** Reads every switch and writes what its marks say. Throws `state-foreign` where the store is not empty. */
export async function recoverSite(site: Site): Promise<FabricState> {
  const store = await site.store();
  if ((await store.readState()) !== undefined) {
    const hint = 'move the state directory away first if it is really wrong';
    throw new SafetyError('state-foreign', 'the store already knows what was applied', { hint });
  }
  const hostnames = site.intent.switches.map((one) => one.hostname).sort();
  // A value on a switch that was not read would look free.
  const { read } = await readFabric(site, hostnames, { isEnough: () => false });
  const facts = new Map([...read].map(([hostname, one]) => [hostname, one.facts]));
  const applied = appliedFromMarks(facts, site.intent);
  const state: FabricState = {
    fabric: site.intent.fabric.name,
    allocations: applied.allocations,
    facts: applied.facts,
    switches: [...read.values()].map(({ hostname, running }) => {
      const driver = driverOf(site, hostname);
      const ownership = applied.ownership.get(hostname) ?? ownsNothing;
      const sections = ownedObjects(ownership).flatMap((object) => driver.sectionsOf(object));
      return {
        hostname,
        driver: driver.traits.name,
        ownership,
        config: sectionText(running, sections, driver.rules),
        saveOwed: false,
      };
    }),
  };
  await store.writeState(state);
  return state;
}
