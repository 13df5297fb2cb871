/** The guards that refuse a plan, by the flags that would lift them. */
import type { Refusal } from '../../../fabric/errors.ts';
import { waivers } from '../../../fabric/plan/plan.ts';
import type { Plan, Waiver } from '../../../fabric/plan/plan.ts';

/** The waivers that the plan needs and does not have, in the order of the contract. */
export function missingWaivers({ refusals }: Plan): readonly Waiver[] {
  const codes = new Set<string>(refusals.map(({ code }) => code));
  return waivers.filter((waiver) => codes.has(`guard-${waiver}`));
}

/** Refusals that no flag lifts. */
export function firmRefusals({ refusals }: Plan): readonly Refusal[] {
  const liftable = new Set<string>(waivers.map((waiver) => `guard-${waiver}`));
  return refusals.filter(({ code }) => !liftable.has(code));
}

/** Whether a server that has legs would be left without any. */
export function isOutage({ legsBefore, legsDuring }: Plan['blastRadius'][number]): boolean {
  return legsBefore > 0 && legsDuring === 0;
}
