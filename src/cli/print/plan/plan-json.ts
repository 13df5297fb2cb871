/** `plan --json`, in the shape that pipelines parse; what it leaves out is the engine's own. */
import type { Plan, UnitPlan } from '../../../fabric/plan/plan.ts';

/** How much a plan changes. */
export function planSummary(plan: Plan) {
  const switches = plan.units.flatMap((unit) => unit.switches).filter(({ commands }) => commands.length > 0);
  return {
    unitsChanged: plan.units.length,
    switchesChanged: switches.length,
    commands: switches.reduce((sum, { commands }) => sum + commands.length, 0),
    warnings: plan.warnings.length,
  };
}

export function planJson(plan: Plan) {
  return {
    plan: plan.id,
    summary: planSummary(plan),
    units: plan.units.map(unitJson),
    lags: plan.lags,
    blastRadius: plan.blastRadius,
    removals: plan.removals,
    adopts: plan.adopts,
    indexMoves: plan.indexMoves,
    waivers: plan.waivers,
    warnings: plan.warnings,
    unread: plan.unread ?? [],
    waiting: plan.waiting ?? [],
  };
}

function unitJson({ unit, dependsOn, switches }: UnitPlan) {
  return {
    unit,
    dependsOn,
    switches: switches.map((one) => ({
      switch: one.switch,
      commands: one.commands,
      disruptive: one.disruptive,
    })),
  };
}
