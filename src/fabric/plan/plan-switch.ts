/** The plan of one switch: its owned sections become what was rendered, everything else stays. */
import { TwinleafError, type Refusal, type Warning } from '../errors.ts';
import { inRanges, type IdRange } from '../model/ids.ts';
import { ownedObjects, type Ownership } from '../model/ownership.ts';
import type { ConfigTree } from '../remediation/config-tree.ts';
import { remediation } from '../remediation/remediation.ts';
import { sectionText } from '../remediation/format-config.ts';
import { targetTree } from '../remediation/target-tree.ts';
import { adoptions, type ClaimedSwitch } from './ownership/adoption.ts';
import { bindingOf } from './binding.ts';
import type { Hearing } from './cabling/hearing.ts';
import { desiredOwnership, unitedOwnership } from './ownership/desired-ownership.ts';
import { followingMembers, foreignMembers } from './ownership/foreign-members.ts';
import { foreignUsers } from './ownership/foreign-use.ts';
import { unsafeRefusals } from './on-the-way/unsafe-refusals.ts';
import type { OperatingSystem } from './operating-system.ts';
import { contradictedBonds } from './legs/pair-parameters.ts';
import type { Adoption, SwitchPlan } from './plan.ts';

export interface SwitchToPlan extends Omit<ClaimedSwitch, 'os'> {
  readonly driver: string;
  readonly os: OperatingSystem;
  /** Rendered from `desired`. */
  readonly intended: ConfigTree;
  /** What is owned before the plan. */
  readonly before: Ownership;
  readonly keepVlans: readonly IdRange[];
  /** The device puts an unconfirmed change back by itself. */
  readonly isSelfReverting: boolean;
  /** What it says about its cables; absent where the state was not read. */
  readonly hearing?: Hearing;
}

export interface PlannedSwitch {
  readonly plan: SwitchPlan;
  readonly adoptions: readonly Adoption[];
  readonly refusals: readonly Refusal[];
  readonly warnings: readonly Warning[];
}

/** What has to be sent to one switch, what stands in the way of it, and what a reader should know. */
export function planSwitch(input: SwitchToPlan): PlannedSwitch {
  const { os, running, before, intended } = input;
  const desired = desiredOwnership(input.desired);
  const kept = keptVlans(input, desired);
  const ownership = unitedOwnership(desired, { ...emptyOf(before), vlans: kept.map(({ vlan }) => vlan) });
  const sections = sectionsToRead(input, ownership);
  refuseStraySections(input, ownership);
  const owned = ownedObjects(before)
    .filter((object) => object.kind !== 'vlan' || !kept.some(({ vlan }) => vlan === object.id))
    .flatMap((object) => os.sectionsOf(object));
  const target = targetTree(running, intended, owned, os.rules);
  const commands = remediation(running, target, os.rules);
  const wayBack = remediation(target, running, os.rules);
  return {
    plan: {
      switch: input.hostname,
      driver: input.driver,
      commands,
      wayBack,
      disruptive:
        commands.some((command) => os.disruptive.some((pattern) => pattern.test(command.trim()))) ||
        contradictedBonds({ commands, desired: input.desired }, os).size > 0,
      binding: bindingOf(running, sections, os.rules),
      intended: sectionText(target, sections, os.rules),
      ownership,
      ownershipBefore: before,
      claimedPorts: desired.ports.filter((port) => !before.ports.includes(port)),
      releasedPorts: before.ports.filter((port) => !desired.ports.includes(port)),
      desired: input.desired,
    },
    adoptions: adoptions(input, before, desired),
    refusals: [
      ...globalConflicts(input),
      ...foreignMembers(input.hostname, input.facts, { before, after: desired }),
      ...unsafe(input, target, { commands, wayBack }),
    ],
    warnings: [
      ...kept.flatMap(({ warning }) => warning ?? []),
      ...followingMembers({ ...input, target }, { before, after: desired }),
    ],
  };
}

function unsafe(
  { hostname, os, running, facts }: SwitchToPlan,
  target: ConfigTree,
  lines: Pick<SwitchPlan, 'commands' | 'wayBack'>,
): readonly Refusal[] {
  if (lines.commands.length + lines.wayBack.length === 0) return [];
  const there = { tree: target, facts: os.readFacts(target) };
  return unsafeRefusals({ hostname, running: { tree: running, facts }, target: there, ...lines }, os);
}

function emptyOf(ownership: Ownership): Ownership {
  return { ...ownership, vlans: [], ports: [], portChannels: [], svis: [], pairDomain: false };
}

/** Owned VLANs that are not needed any more and stay nevertheless. */
function keptVlans(
  { before, keepVlans, facts, hostname }: SwitchToPlan,
  desired: Ownership,
): readonly { readonly vlan: number; readonly warning?: Warning }[] {
  return before.vlans
    .filter((vlan) => !desired.vlans.includes(vlan))
    .flatMap((vlan) => {
      if (inRanges(keepVlans, vlan)) return [{ vlan }];
      // A port that the plan claims uses it no longer.
      const users = foreignUsers(vlan, facts, unitedOwnership(before, desired));
      if (users.length === 0) return [];
      const message = `${hostname}: VLAN ${String(vlan)} stays, because ${users.slice(0, 5).join(', ')} still use it`;
      return [{ vlan, warning: { code: 'vlan-in-foreign-use' as const, message } }];
    });
}

/** Every section that the plan reads or writes: owned before, owned afterwards, rendered. */
function sectionsToRead(
  { os, before, intended, desired }: SwitchToPlan,
  ownership: Ownership,
): readonly string[] {
  const released = desired.ports.filter((port) => port.role === 'released').map((port) => port.name);
  const objects = [
    ...ownedObjects(unitedOwnership(before, ownership)),
    ...released.map((port) => ({ kind: 'port', port }) as const),
  ];
  return [
    ...new Set([...objects.flatMap((object) => os.sectionsOf(object)), ...intended.map((line) => line.text)]),
  ];
}

/**
 * Throws `template-error` where a template renders a section of no desired object: remediation would take it
 * for Twinleaf's own and remove what somebody else has in it.
 */
function refuseStraySections({ os, intended, desired, driver }: SwitchToPlan, ownership: Ownership): void {
  const released = desired.ports.filter((port) => port.role === 'released').map((port) => port.name);
  const objects = [...ownedObjects(ownership), ...released.map((port) => ({ kind: 'port', port }) as const)];
  const own = new Set(objects.flatMap((object) => os.sectionsOf(object)));
  const stray = intended.find(
    ({ text }) => !own.has(text) && !os.prerequisites.some(({ line }) => line.test(text)),
  );
  if (stray === undefined) return;
  const message = `a template of ${driver} renders '${stray.text}', which belongs to no VLAN, port, port-channel or pair of the plan`;
  throw new TwinleafError('template-error', message, { switch: desired.hostname });
}

/** Global lines that the intended configuration needs and the running one contradicts. */
function globalConflicts({ os, intended, running, hostname }: SwitchToPlan): readonly Refusal[] {
  const inSections = intended.flatMap(({ children }) => children);
  const conflicts = [
    ...os.prerequisites.map(({ line, conflicts: global }) => ({ lines: intended, line, global })),
    ...(os.contradictions ?? []).map(({ line, global }) => ({ lines: inSections, line, global })),
  ];
  return conflicts.flatMap(({ lines, line, global }) => {
    const needed = lines.find((candidate) => line.test(candidate.text));
    if (needed === undefined || global === undefined) return [];
    return running
      .filter((candidate) => global.test(candidate.text) && candidate.text !== needed.text)
      .map((candidate) => ({
        code: 'global-conflict' as const,
        message: `${hostname}: '${candidate.text}' contradicts '${needed.text}', which is needed`,
        hint: 'change the global line by hand; Twinleaf never changes one that somebody else has set',
      }));
  });
}
