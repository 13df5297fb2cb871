/** Looking without changing: does the live state match the intent, does the configuration match what was applied? */
import { TwinleafError } from '../fabric/errors.ts';
import { ownedObjects } from '../fabric/model/ownership.ts';
import { cablingOf } from '../fabric/plan/cabling/cabling.ts';
import { parseConfig } from '../fabric/remediation/parse-config.ts';
import { remediation } from '../fabric/remediation/remediation.ts';
import { targetTree } from '../fabric/remediation/target-tree.ts';
import { formerNames } from '../fabric/resolve/ports-before.ts';
import type { Check } from '../fabric/verify/check.ts';
import { movedCables } from '../fabric/verify/moved-cables.ts';
import { neighbourChecks } from '../fabric/verify/neighbour-checks.ts';
import { stateChecks } from '../fabric/verify/state-checks.ts';
import { desiredWithReleases } from './switches/intended-config.ts';
import { checkIdentity, observe, readRunning } from './switches/read-switch.ts';
import { givenAllocations, resolved, stateOf, type Site } from './site/site.ts';
import { lookAtSwitches, type LookOptions } from './switches/unread-switch.ts';
import { unitOf } from './site/applied-state.ts';
import type { AppliedSwitch } from './store.ts';
import type { SwitchDrift } from './use-cases.ts';

/** Every check of every switch, by hostname. */
export async function verifySite(site: Site, options?: LookOptions): Promise<readonly Check[]> {
  const fabric = resolved(site, site.intent, await givenAllocations(site));
  const desired = desiredWithReleases(fabric, site.traits, new Map());
  const cabling = cablingOf(fabric, site.intent);
  const switches = fabric.units.flatMap(({ name, pair, members }) =>
    members.map((hostname) => ({ unit: name, pair: pair?.name, hostname })),
  );
  const look = async ({ pair, hostname }: (typeof switches)[number]): Promise<readonly Check[]> => {
    const wanted = desired.get(hostname);
    if (wanted === undefined) throw new TwinleafError('internal', `${hostname} has no desired configuration`);
    const open = await site.access.open(hostname);
    try {
      await checkIdentity(open);
      const observed = await observe(open);
      return [...stateChecks(pair, wanted, observed), ...neighbourChecks(cabling, hostname, observed)];
    } finally {
      await open.session.close();
    }
  };
  return (await lookAtSwitches(switches, look, options)).flat();
}

/**
 * What would bring each applied switch back to what was applied, and cables that were moved since; a switch that the
 * site no longer names is not asked.
 * Throws `state-missing` where nothing was applied.
 */
export async function driftOfSite(site: Site, options?: LookOptions): Promise<readonly SwitchDrift[]> {
  const state = await stateOf(site);
  if (state === undefined) {
    const hint = 'apply the site first, or rebuild a lost store with `twinleaf recover`';
    throw new TwinleafError('state-missing', 'the store knows of nothing that was applied', { hint });
  }
  const named = new Set(site.intent.switches.map((one) => one.hostname));
  const applied = state.switches
    .filter((one) => named.has(one.hostname))
    .map((one) => ({ ...one, unit: unitOf(one.hostname, site.intent) }));
  const fabric = resolved(site, site.intent, await givenAllocations(site));
  const cabling = cablingOf(fabric, site.intent);
  const { portIndexes } = state.facts;
  const renamed = formerNames(portIndexes, fabric.endpoints);
  const look = async ({ hostname, ownership, config }: AppliedSwitch): Promise<SwitchDrift> => {
    const open = await site.access.open(hostname);
    try {
      await checkIdentity(open);
      const { driver } = open;
      const { rules } = driver;
      const running = await readRunning(open);
      const owned = ownedObjects(ownership).flatMap((object) => driver.sectionsOf(object));
      const target = targetTree(running, parseConfig(config, rules), owned, rules);
      const ports = { hostname, ports: ownership.ports, portIndexes, renamed };
      return {
        switch: hostname,
        commands: remediation(running, target, rules),
        movedCables: movedCables(cabling, ports, await observe(open)),
      };
    } finally {
      await open.session.close();
    }
  };
  return lookAtSwitches(applied, look, options);
}
