/** What the plan of a switch takes out of forwarding for a moment, or for good. */
import type { Ownership } from '../../model/ownership.ts';
import type { RunningFacts } from '../../model/running-facts.ts';
import type { OperatingSystem } from '../operating-system.ts';
import { contradictedBonds } from './pair-parameters.ts';
import type { SwitchPlan } from '../plan.ts';

/** A planned switch with what the blast radius needs besides the plan. */
export interface PlannedLegs {
  readonly plan: SwitchPlan;
  readonly os: OperatingSystem;
  /** Ports and port-channels that carry traffic before the plan. */
  readonly before: Ownership;
  /** Of the running configuration. */
  readonly facts: RunningFacts;
}

export interface DisturbedPorts {
  /** Ports that stop: by a line of their own or of their port-channel, or because they are released. */
  readonly ports: ReadonlySet<string>;
  /**
   * Numbers of bonds over both members that stop on one member, whichever that is: because the members are not
   * alike for a while, or because the pair itself is.
   */
  readonly contested: ReadonlySet<number>;
}

const nothingDisturbed: DisturbedPorts = { ports: new Set(), contested: new Set() };

/** What stops; `peer` is the other member of the pair, if there is one. */
export function disturbedPorts(planned: PlannedLegs, peer: PlannedLegs | undefined): DisturbedPorts {
  const { plan, os, before, facts } = planned;
  if (plan.commands.length === 0) return nothingDisturbed;
  const headers = disruptedHeaders(plan, os);
  const bonds = before.portChannels.filter((id) =>
    os.sectionsOf({ kind: 'port-channel', id }).some((header) => headers.has(header)),
  );
  const stopped = new Set(bonds);
  const isStopped = (port: string): boolean =>
    !plan.ownership.ports.includes(port) ||
    os.sectionsOf({ kind: 'port', port }).some((header) => headers.has(header)) ||
    stopped.has(bondOf(facts, port) ?? 0);
  const ports = before.ports.filter(isStopped);
  const contested = new Set(contradictedBonds(plan, os));
  if (pairIsDisturbed(planned, headers, new Set(ports))) {
    for (const id of pairBonds(planned, peer)) contested.add(id);
  }
  return { ports: new Set(ports), contested };
}

/** The port-channel that the port is in by the running configuration. */
export function bondOf(facts: RunningFacts, port: string): number | undefined {
  return facts.ports.find(({ id }) => id === port)?.portChannel;
}

function disruptedHeaders(plan: SwitchPlan, os: OperatingSystem): ReadonlySet<string> {
  const headers = new Set<string>();
  let section = '';
  for (const command of plan.commands) {
    if (!command.startsWith(' ')) section = command;
    if (os.disruptive.some((pattern) => pattern.test(command.trim())))
      headers.add(withoutNegation(section, os));
  }
  return headers;
}

/** Whether the domain changes, or every port of the peer-link stops: then one member gives up its bonds. */
function pairIsDisturbed(
  { os, before, facts }: PlannedLegs,
  headers: ReadonlySet<string>,
  stopped: ReadonlySet<string>,
): boolean {
  if (!before.pairDomain) return false;
  if (os.sectionsOf({ kind: 'pair-domain' }).some((header) => headers.has(header))) return true;
  const ports = peerLinkPorts(facts);
  return ports.length > 0 && ports.every((port) => stopped.has(port));
}

function peerLinkPorts(facts: RunningFacts): readonly string[] {
  const bonds = new Set(peerLinkBonds(facts));
  return facts.ports
    .filter(
      ({ portChannel, description }) =>
        isPeerLinkMark(description) || (portChannel !== undefined && bonds.has(portChannel)),
    )
    .map(({ id }) => id);
}

function peerLinkBonds({ portChannels }: RunningFacts): readonly number[] {
  return portChannels.filter(({ description }) => isPeerLinkMark(description)).map(({ id }) => id);
}

function isPeerLinkMark(description: string | undefined): boolean {
  return description?.endsWith('/peer-link') === true;
}

/** A number is given once in a pair, so one that both members have is that of a bond over both. */
function pairBonds({ plan, before, facts }: PlannedLegs, peer: PlannedLegs | undefined): readonly number[] {
  const peerLinks = new Set(peerLinkBonds(facts));
  const wanted = plan.desired.portChannels.filter(({ role }) => role === 'mlag').map(({ id }) => id);
  const others = new Set<number>([...wanted, ...(peer?.before.portChannels ?? [])]);
  return before.portChannels.filter((id) => others.has(id) && !peerLinks.has(id));
}

function withoutNegation(line: string, os: OperatingSystem): string {
  return line.startsWith(os.rules.negation) ? line.slice(os.rules.negation.length) : line;
}
