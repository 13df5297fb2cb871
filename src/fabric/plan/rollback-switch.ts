/** The way back of one switch from what an earlier plan made of it: a plan like any other. */
import { GuardError } from '../errors.ts';
import type { DesiredSwitch } from '../desired/desired-switch.ts';
import type { ConfigTree } from '../remediation/config-tree.ts';
import { sectionText } from '../remediation/format-config.ts';
import { parseConfig } from '../remediation/parse-config.ts';
import { remediation } from '../remediation/remediation.ts';
import { targetTree } from '../remediation/target-tree.ts';
import { bindingOf } from './binding.ts';
import { unsafeRefusals } from './on-the-way/unsafe-refusals.ts';
import type { OperatingSystem } from './operating-system.ts';
import { foreignMembers } from './ownership/foreign-members.ts';
import type { SwitchPlan } from './plan.ts';

export interface SwitchToRollBack {
  /** What was done to it. */
  readonly made: SwitchPlan;
  readonly os: OperatingSystem;
  readonly running: ConfigTree;
  /** What it had to look like before; nothing at all where nothing had been applied. */
  readonly desiredBefore: DesiredSwitch;
}

/**
 * The sections that the plan wrote become what they were when it was made, whatever they are now. Global lines
 * that it added for want of them stay, since others may have come to rely on them: such a line is never removed.
 * Throws GuardError `change-unsafe` where a line would break a law of the way, and `foreign-member` where a
 * port-channel would go into which somebody else has put a port since.
 */
export function rollbackSwitch({ made, os, running, desiredBefore }: SwitchToRollBack): SwitchPlan {
  const { rules } = os;
  const sections = made.binding.sections.filter(
    (header) => !os.prerequisites.some(({ line }) => line.test(header)),
  );
  const before = parseConfig(made.binding.text, rules);
  const target = targetTree(running, before, sections, rules);
  const commands = remediation(running, target, rules);
  refuseUnsafe({ made, running, target, commands }, os);
  const { ownership: owned, ownershipBefore: ownership } = made;
  return {
    switch: made.switch,
    driver: made.driver,
    commands,
    wayBack: remediation(target, running, rules),
    disruptive: commands.some((command) => os.disruptive.some((pattern) => pattern.test(command.trim()))),
    binding: bindingOf(running, sections, rules),
    intended: sectionText(target, sections, rules),
    ownership,
    ownershipBefore: owned,
    claimedPorts: ownership.ports.filter((port) => !owned.ports.includes(port)),
    releasedPorts: owned.ports.filter((port) => !ownership.ports.includes(port)),
    desired: desiredBefore,
  };
}

function refuseUnsafe(
  change: Pick<SwitchToRollBack, 'made' | 'running'> & { target: ConfigTree; commands: readonly string[] },
  os: OperatingSystem,
): void {
  const state = (tree: ConfigTree) => ({ tree, facts: os.readFacts(tree) });
  const { made, running, target, commands } = change;
  const states = { running: state(running), target: state(target) };
  const owned = { before: made.ownership, after: made.ownershipBefore };
  const [first, ...others] = [
    ...foreignMembers(made.switch, states.running.facts, owned),
    ...unsafeRefusals({ hostname: made.switch, commands, wayBack: [], ...states }, os),
  ];
  if (first !== undefined) throw new GuardError([first, ...others]);
}
