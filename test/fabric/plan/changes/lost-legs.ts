/** Legs that go dark while a plan is typed, told from the configuration alone. */
import type { Driver } from '../../../../src/drivers/driver.ts';
import { numberedStages } from '../../../../src/fabric/plan/on-the-way/change-stages.ts';
import type { Plan, SwitchPlan } from '../../../../src/fabric/plan/plan.ts';
import type { ConfigTree } from '../../../../src/fabric/remediation/config-tree.ts';
import { ReplayedConfig } from '../../../../src/fabric/remediation/replay/replayed-config.ts';

/** By server that is still in use afterwards: ports that it had and that are dark, or in another bond, at any moment. */
export function lostLegs(
  driver: Driver,
  running: ConfigTree,
  { one, plan }: { readonly one: SwitchPlan; readonly plan: Plan },
): ReadonlyMap<string, readonly string[]> {
  const before = openPorts(driver, running);
  const lost = new Set<string>();
  const config = new ReplayedConfig(running, driver.rules);
  const look = (): void => {
    const now = openPorts(driver, config.tree());
    for (const [port, bond] of before) if (now.get(port) !== bond) lost.add(port);
  };
  for (const stage of numberedStages(one.commands, driver.change)) {
    for (const { text } of stage) {
      config.type(text);
      if (!driver.change.isCandidate) look();
    }
    look();
  }
  const owned = one.ownershipBefore.ports.filter((port) => lost.has(port));
  return legsOf(plan, one.switch, owned);
}

/** The ports that let anything through, each with the bond it does so in; 0 for none. */
function openPorts(driver: Driver, tree: ConfigTree): ReadonlyMap<string, number> {
  const { ports, portChannels } = driver.readFacts(tree);
  const open = new Map(
    portChannels
      .filter(({ isShut, vlans }) => !isShut && vlans.length > 0)
      .map(({ id }) => [id, true] as const),
  );
  return new Map(
    ports
      .filter(({ isShut, portChannel, vlans }) => {
        return !isShut && (portChannel === undefined ? vlans.length > 0 : open.has(portChannel));
      })
      .map(({ id, portChannel }) => [id, portChannel ?? 0]),
  );
}

function legsOf(
  { factsBefore, facts }: Plan,
  hostname: string,
  ports: readonly string[],
): ReadonlyMap<string, readonly string[]> {
  const stays = new Set(Object.keys(facts.portIndexes));
  const entries = Object.entries(factsBefore.portIndexes)
    .filter(([name]) => stays.has(name))
    .map(([name, had]) => [name, ports.filter((port) => had.includes(`${hostname}/${port}`))] as const);
  return new Map(entries.filter(([, lost]) => lost.length > 0));
}
