/** Which servers lose legs on the way (design section 8). */
import type { Refusal } from '../errors.ts';
import { compareText, type SwitchPort } from '../model/ids.ts';
import type { Ownership } from '../model/ownership.ts';
import type { ResolvedFabric } from '../model/resolved-fabric.ts';
import type { RunningFacts } from '../model/running-facts.ts';
import type { OperatingSystem } from './operating-system.ts';
import { contradictedBonds } from './pair-parameters.ts';
import type { BlastRadius, SwitchPlan } from './plan.ts';

/** A planned switch with what the blast radius needs besides the plan. */
export interface PlannedLegs {
  readonly plan: SwitchPlan;
  readonly os: OperatingSystem;
  /** Ports and port-channels that carry traffic before the plan. */
  readonly before: Ownership;
  /** Of the running configuration. */
  readonly facts: RunningFacts;
}

/**
 * Per server and switch: how many of its legs were in use and how many remain while that switch is changed.
 * A leg is a port that was owned before and stays owned: one that is claimed now cannot be lost, and one that
 * is released is given up on purpose. Members change one after the other, so legs on the other member stay.
 */
export function blastRadius(
  fabric: ResolvedFabric,
  switches: readonly PlannedLegs[],
): readonly BlastRadius[] {
  const inUse = new Set(
    switches.flatMap(({ plan, before }) => before.ports.map((port) => `${plan.switch}/${port}`)),
  );
  const bySwitch = endpointsBySwitch(fabric);
  return switches
    .flatMap((planned) => {
      const hostname = planned.plan.switch;
      const touched = disruptedPorts(planned);
      if (touched.size === 0) return [];
      return (bySwitch.get(hostname) ?? []).flatMap(({ server, legs }) => {
        const before = legs.filter((leg) => inUse.has(`${leg.switch}/${leg.port}`));
        const lost = before.filter((leg) => leg.switch === hostname && touched.has(leg.port));
        if (lost.length === 0) return [];
        return [
          {
            server,
            legsBefore: before.length,
            legsDuring: before.length - lost.length,
            step: `${hostname}: ${lost.map((leg) => leg.port).join(', ')}`,
            seconds: null,
          },
        ];
      });
    })
    .sort((a, b) => compareText(a.server, b.server) || compareText(a.step, b.step));
}

interface Legs {
  readonly server: string;
  /** All of them, on whichever switch. */
  readonly legs: readonly SwitchPort[];
}

/** Looked up once, so that a plan of every switch stays linear in the fabric. */
function endpointsBySwitch(fabric: ResolvedFabric): ReadonlyMap<string, readonly Legs[]> {
  const bySwitch = new Map<string, Legs[]>();
  for (const { name: server, interfaces } of fabric.endpoints) {
    const legs = interfaces.flatMap(({ at }) => (at === undefined ? [] : [at]));
    for (const hostname of new Set(legs.map((leg) => leg.switch))) {
      const known = bySwitch.get(hostname);
      if (known === undefined) bySwitch.set(hostname, [{ server, legs }]);
      else known.push({ server, legs });
    }
  }
  return bySwitch;
}

/** A refusal for every server that is left without any leg. */
export function outages(radius: readonly BlastRadius[]): readonly Refusal[] {
  return radius
    .filter((entry) => entry.legsDuring === 0)
    .map((entry) => ({
      code: 'guard-allow-outage' as const,
      message: `${entry.server} loses its last leg at ${entry.step}`,
      hint: 'run it when the server may be cut off, with --allow-outage',
    }));
}

/** Names of ports whose own section, or whose port-channel's, has a line that stops them for a moment. */
function disruptedPorts({ plan, os, before, facts }: PlannedLegs): ReadonlySet<string> {
  const headers = new Set<string>();
  let section = '';
  for (const command of plan.commands) {
    if (!command.startsWith(' ')) section = command;
    if (os.disruptive.some((pattern) => pattern.test(command.trim())))
      headers.add(withoutNegation(section, os));
  }
  const contradicted = contradictedBonds(plan, os);
  const portChannels = before.portChannels.filter(
    (id) =>
      contradicted.has(id) ||
      os.sectionsOf({ kind: 'port-channel', id }).some((header) => headers.has(header)),
  );
  const members = facts.ports.filter((port) => portChannels.some((id) => id === port.portChannel));
  const isTouched = (port: string): boolean =>
    members.some((member) => member.id === port) ||
    os.sectionsOf({ kind: 'port', port }).some((header) => headers.has(header));
  return new Set(before.ports.filter((port) => plan.ownership.ports.includes(port) && isTouched(port)));
}

function withoutNegation(line: string, os: OperatingSystem): string {
  return line.startsWith(os.rules.negation) ? line.slice(os.rules.negation.length) : line;
}
