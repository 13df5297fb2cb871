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
  /** Those of them that stop by a line which does not make the members of a pair alike again. */
  readonly stopped: ReadonlySet<string>;
  /**
   * Numbers of bonds over both members that stop on one member, whichever that is: because the members are not
   * alike for a while, or because the pair itself is.
   */
  readonly contested: ReadonlySet<number>;
}

const nothingDisturbed: DisturbedPorts = { ports: new Set(), stopped: new Set(), contested: new Set() };

/** What stops; `peer` is the other member of the pair, if there is one. */
export function disturbedPorts(planned: PlannedLegs, peer: PlannedLegs | undefined): DisturbedPorts {
  const { plan, os } = planned;
  if (plan.commands.length === 0) return nothingDisturbed;
  const headers = disruptedHeaders(plan, os);
  const ports = stoppedPorts(planned, headers);
  const contested = new Set(contradictedBonds(plan, os));
  if (pairIsDisturbed(planned, headers, ports)) {
    for (const id of pairBonds(planned, peer)) contested.add(id);
  }
  const { pairParameters = [] } = os;
  const isAlikeAgain = (line: string): boolean => pairParameters.some((pattern) => pattern.test(line));
  const others = disruptedHeaders(plan, os, isAlikeAgain);
  return { ports, stopped: stoppedPorts(planned, others), contested };
}

/** The ports that stop where sections with these headers do, and those that are given up. */
function stoppedPorts(
  { plan, os, before, facts }: PlannedLegs,
  headers: ReadonlySet<string>,
): ReadonlySet<string> {
  const bonds = before.portChannels.filter((id) =>
    os.sectionsOf({ kind: 'port-channel', id }).some((header) => headers.has(header)),
  );
  const stopped = new Set(bonds);
  const isStopped = (port: string): boolean =>
    !plan.ownership.ports.includes(port) ||
    os.sectionsOf({ kind: 'port', port }).some((header) => headers.has(header)) ||
    stopped.has(bondOf(facts, port) ?? 0);
  return new Set(before.ports.filter(isStopped));
}

/** The port-channel that the port is in by the running configuration. */
export function bondOf(facts: RunningFacts, port: string): number | undefined {
  return facts.ports.find(({ id }) => id === port)?.portChannel;
}

/** Headers of sections with a line that stops ports, other than those excepted. */
function disruptedHeaders(
  plan: SwitchPlan,
  os: OperatingSystem,
  isExcepted: (line: string) => boolean = () => false,
): ReadonlySet<string> {
  const headers = new Set<string>();
  let section = '';
  for (const command of plan.commands) {
    if (!command.startsWith(' ')) section = command;
    const line = command.trim();
    if (os.disruptive.some((pattern) => pattern.test(line)) && !isExcepted(line))
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
