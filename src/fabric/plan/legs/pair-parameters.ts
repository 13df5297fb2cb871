/**
 * Bonds over both members of a pair that stop forwarding on one of them while the members are not alike: one
 * member changes first, so between the two changes they are not. That is foreseen, and counts in the blast radius.
 */
import type { OperatingSystem } from '../operating-system.ts';
import type { SwitchPlan } from '../plan.ts';

/** Numbers of the bonds in which the plan of this switch changes what has to be equal on both members. */
export function contradictedBonds(
  { commands, desired }: Pick<SwitchPlan, 'commands' | 'desired'>,
  { pairParameters = [], sectionsOf }: Pick<OperatingSystem, 'pairParameters' | 'sectionsOf'>,
): ReadonlySet<number> {
  if (pairParameters.length === 0) return new Set();
  const changed = new Set<string>();
  let section = '';
  for (const command of commands) {
    if (!command.startsWith(' ')) section = command;
    if (pairParameters.some((pattern) => pattern.test(command.trim()))) changed.add(section);
  }
  const bonds = desired.portChannels.filter(({ role }) => role === 'mlag');
  return new Set(
    bonds
      .map(({ id }) => id)
      .filter((id) => sectionsOf({ kind: 'port-channel', id }).some((header) => changed.has(header))),
  );
}
