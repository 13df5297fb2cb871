/** Changes that stopped half way: what switches and the store are like when nobody has cleaned up yet. */
import type { Driver } from '../../../../src/drivers/driver.ts';
import type { Observed } from '../../../../src/engine/plan-site.ts';
import type { Intent } from '../../../../src/fabric/model/intent.ts';
import type { Ownership } from '../../../../src/fabric/model/ownership.ts';
import { unitedOwnership } from '../../../../src/fabric/plan/ownership/desired-ownership.ts';
import { markedOwnership } from '../../../../src/fabric/plan/ownership/marked-state.ts';
import type { SwitchPlan } from '../../../../src/fabric/plan/plan.ts';
import type { ConfigTree } from '../../../../src/fabric/remediation/config-tree.ts';
import { planned, readSwitch, replayed, runningOn } from './played-story.ts';

/**
 * The switches after an apply of which each switch got a share of its lines, by position and between 0 and 1: all or
 * none where they come into force together. What was claimed and bears a mark is owned.
 */
export function interrupted(
  driver: Driver,
  intent: Intent,
  { before, shares }: { readonly before: Observed; readonly shares: readonly number[] },
): Observed {
  const plan = planned(intent, before);
  if (plan === undefined) return before;
  const changed = plan.units.flatMap(({ switches }) => switches);
  const read = changed.map((one, i) => {
    const share = shares[i] ?? 1;
    const count = driver.change.isCandidate ? Math.round(share) : share;
    const lines = one.commands.slice(0, Math.round(count * one.commands.length));
    return readSwitch(driver, one.switch, replayed(driver, runningOn(before, one.switch), lines));
  });
  const owned = changed.map((one, i) => [one.switch, ownedNow(driver, one, read[i]?.running ?? [])] as const);
  return {
    read: new Map([...before.read, ...read.map((one) => [one.hostname, one] as const)]),
    applied: {
      ...before.applied,
      source: 'store',
      allocations: plan.allocations,
      ownership: new Map([...before.applied.ownership, ...owned]),
    },
  };
}

function ownedNow(
  driver: Driver,
  { ownership, ownershipBefore }: SwitchPlan,
  running: ConfigTree,
): Ownership {
  const marked = markedOwnership(driver.readFacts(running));
  return unitedOwnership(ownershipBefore, {
    vlans: ownership.vlans.filter((id) => marked.vlans.includes(id)),
    ports: ownership.ports.filter((port) => marked.ports.includes(port)),
    portChannels: ownership.portChannels.filter((id) => marked.portChannels.includes(id)),
    svis: ownership.svis.filter((id) => marked.svis.includes(id)),
    pairDomain: ownership.pairDomain && marked.pairDomain,
  });
}
