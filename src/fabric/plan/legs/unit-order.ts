/**
 * Which units wait for which: two that touch the same thing never change at once, lest a server lose its legs on both
 * at the same moment.
 */
import type { RunningFacts } from '../../model/running-facts.ts';
import type { Disturbance } from './blast-radius.ts';
import type { UnitPlan } from '../plan.ts';

/** What the switches are like before the plan. */
export interface SwitchBefore {
  readonly hostname: string;
  readonly facts: RunningFacts;
  readonly wasInPair: boolean;
}

/**
 * The units, each with those before it in the list that it waits for: those that take a leg from a server from
 * which it takes one too, and those with a switch that was in one pair with a switch of its own. Nothing else
 * waits, so a unit that fails stops only those.
 */
export function orderedUnits(
  units: readonly Omit<UnitPlan, 'dependsOn'>[],
  disturbed: readonly Pick<Disturbance, 'switch' | 'server'>[],
  before: readonly SwitchBefore[],
): readonly UnitPlan[] {
  const things = new Map<string, string[]>();
  const note = (hostname: string, thing: string): void => {
    const known = things.get(hostname);
    if (known) known.push(thing);
    else things.set(hostname, [thing]);
  };
  for (const { switch: hostname, server } of disturbed) note(hostname, `server ${server}`);
  const changed = new Set(units.flatMap((unit) => unit.switches.map((one) => one.switch)));
  for (const one of before.filter(({ hostname }) => changed.has(hostname)))
    for (const mark of pairMarks(one)) note(one.hostname, `pair ${mark}`);
  const takenBy = new Map<string, Set<string>>();
  return units.map((unit) => {
    const own = new Set(unit.switches.flatMap((one) => things.get(one.switch) ?? []));
    const earlier = new Set([...own].flatMap((thing) => [...(takenBy.get(thing) ?? [])]));
    for (const thing of own) {
      takenBy.set(thing, (takenBy.get(thing) ?? new Set<string>()).add(unit.unit));
    }
    return { ...unit, dependsOn: units.flatMap((one) => (earlier.has(one.unit) ? [one.unit] : [])) };
  });
}

/** The marks of the peer-link tell which pair a switch is in, whatever the site says now. */
export function pairMarks({ wasInPair, facts }: SwitchBefore): readonly string[] {
  if (!wasInPair) return [];
  const texts = [...facts.portChannels, ...facts.ports].flatMap(({ description }) => description ?? []);
  return [...new Set(texts.filter((text) => text.endsWith('/peer-link')))];
}
