/** Plays sites one after the other on switches that are told by replay, and holds every plan to what it says. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Driver } from '../../../../src/drivers/driver.ts';
import { drivers, traitsCatalog } from '../../../../src/drivers/registry.ts';
import { planObserved, type Observed } from '../../../../src/engine/plan-site.ts';
import type { ReadSwitch } from '../../../../src/engine/site/read-fabric.ts';
import { IntentError } from '../../../../src/fabric/errors.ts';
import type { Intent } from '../../../../src/fabric/model/intent.ts';
import { nothingApplied } from '../../../../src/fabric/plan/applied-fabric.ts';
import { bindingOf } from '../../../../src/fabric/plan/binding.ts';
import { numberedStages } from '../../../../src/fabric/plan/on-the-way/change-stages.ts';
import { withoutHandedBack } from '../../../../src/fabric/plan/ownership/handed-back.ts';
import { waivers, type Plan, type SwitchPlan } from '../../../../src/fabric/plan/plan.ts';
import { rollbackSwitch } from '../../../../src/fabric/plan/rollback-switch.ts';
import type { ConfigTree } from '../../../../src/fabric/remediation/config-tree.ts';
import { sectionText } from '../../../../src/fabric/remediation/format-config.ts';
import { parseConfig } from '../../../../src/fabric/remediation/parse-config.ts';
import { ReplayedConfig } from '../../../../src/fabric/remediation/replay/replayed-config.ts';
import { stockOf } from '../../../contracts/desired-switches.ts';
import { templatesOf } from '../../../contracts/templates.ts';
import { lostLegs } from './lost-legs.ts';
import { switchNames } from './generated-story.ts';

const fixtures = join(import.meta.dirname, '../../../../fixtures/devices');
const templates = new Map([...drivers.keys()].map((name) => [name, templatesOf(name)] as const));

/** Three switches that somebody else uses as well, with every port as it was delivered. */
export function delivered(driver: Driver): Observed {
  const { traits, rules } = driver;
  const foreign = readFileSync(join(fixtures, traits.name, 'foreign.cfg'), 'utf8');
  const { serverPorts, peerLinkPorts } = stockOf(traits);
  const ports = [...serverPorts, ...peerLinkPorts].flatMap((port) => {
    const [header = ''] = driver.sectionsOf({ kind: 'port', port });
    const rule = rules.sections.find((one) => one.within.length === 0 && one.header.test(header));
    const lines = (rule?.defaults ?? []).map((line) => ' '.repeat(rules.layout.indent) + line);
    return rule?.isPermanent === true ? [header, ...lines] : [];
  });
  const running = parseConfig([foreign, ...ports].join('\n'), rules);
  return {
    read: new Map(switchNames.map((hostname) => [hostname, readSwitch(driver, hostname, running)])),
    applied: nothingApplied,
  };
}

/** A switch that runs that configuration. */
export function readSwitch(driver: Driver, hostname: string, running: ConfigTree): ReadSwitch {
  return {
    hostname,
    running,
    facts: driver.readFacts(running),
    learntMacs: new Map(),
    isSelfReverting: true,
  };
}

/** The plan of a site with every guard lifted; undefined for a site that the resolver refuses. */
export function planned(intent: Intent, { read, applied }: Observed): Plan | undefined {
  const facts = new Map([...read].map(([hostname, one]) => [hostname, one.facts]));
  const ownership = withoutHandedBack(applied.ownership, intent, facts);
  const site = {
    intent,
    reading: { intent, problems: [], locate: (problem: IntentError['problems'][number]) => problem },
    rendering: { drivers, templates },
    overriddenTemplates: [],
    traits: traitsCatalog(),
    newId: () => 'plan',
    now: () => new Date(0),
    toolVersion: '1.0.0',
  };
  try {
    return planObserved(site, { read, applied: { ...applied, ownership } }, { waivers });
  } catch (error) {
    if (error instanceof IntentError) return undefined;
    throw error;
  }
}

/**
 * The switches once the site was applied: no guard but a waived one refuses it, every switch is what its plan says,
 * the way back and a rollback lead back, and there is nothing left to do. As they were, for a site that the resolver
 * refuses.
 */
export function applied(driver: Driver, intent: Intent, before: Observed): Observed {
  const plan = planned(intent, before);
  if (plan === undefined) return before;
  assert.deepEqual(
    plan.refusals.map(({ message }) => message),
    [],
  );
  const changed = plan.units.flatMap(({ switches }) => switches);
  const read = changed.map((one) => {
    const running = runningOn(before, one.switch);
    const after = changedTree(driver, running, one);
    assertToldLegs(driver, running, { one, plan });
    assertRollsBack(driver, { before: running, after, made: one });
    return [one.switch, readSwitch(driver, one.switch, after)] as const;
  });
  const { allocations, facts } = plan;
  const owned = changed.map((one) => [one.switch, one.ownership] as const);
  const ownership = new Map([...before.applied.ownership, ...owned]);
  const after: Observed = {
    read: new Map([...before.read, ...read]),
    applied: { source: 'store', allocations, facts, ownership, savesOwed: [] },
  };
  const again = planned(intent, after)?.units ?? [];
  assert.deepEqual(
    again.flatMap(({ switches }) => switches.map(({ commands }) => commands)),
    [],
  );
  return after;
}

/** What a switch of those runs. */
export function runningOn({ read }: Observed, hostname: string): ConfigTree {
  return read.get(hostname)?.running ?? [];
}

/** What lines make of a configuration, in the order in which the driver has them in force. */
export function replayed({ rules, change }: Driver, from: ConfigTree, lines: readonly string[]): ConfigTree {
  const config = new ReplayedConfig(from, rules);
  for (const { text } of numberedStages(lines, change).flat()) config.type(text);
  return config.tree();
}

/** The switch after its plan, which is as intended, and from which the way back leads to where it was. */
function changedTree(driver: Driver, running: ConfigTree, plan: SwitchPlan): ConfigTree {
  const { rules } = driver;
  const lines = plan.commands.join('\n');
  const after = replayed(driver, running, plan.commands);
  const { sections } = plan.binding;
  assert.equal(bindingOf(after, sections, rules).text, plan.intended, lines);
  const owned = new Set([...sections, ...followersOf(driver, running, plan)]);
  const isForeign = ({ text }: ConfigTree[number]): boolean =>
    !owned.has(text) && !driver.prerequisites.some(({ line }) => line.test(text));
  assert.equal(textOf(driver, after.filter(isForeign)), textOf(driver, running.filter(isForeign)), lines);
  const back = replayed(driver, after, plan.wayBack);
  assert.equal(textOf(driver, back), textOf(driver, running), plan.wayBack.join('\n'));
  return after;
}

/** What a plan has made of a switch is put back later, all but the global lines that others may rely on by then. */
function assertRollsBack(
  driver: Driver,
  {
    before,
    after,
    made,
  }: { readonly before: ConfigTree; readonly after: ConfigTree; readonly made: SwitchPlan },
): void {
  const { commands } = rollbackSwitch({ made, os: driver, running: after, desiredBefore: made.desired });
  const back = replayed(driver, after, commands);
  const sections = made.binding.sections.filter(
    (header) => !driver.prerequisites.some(({ line }) => line.test(header)),
  );
  const textIn = (tree: ConfigTree): string => sectionText(tree, sections, driver.rules);
  assert.equal(textIn(back), textIn(before), commands.join('\n'));
}

/** Sections of ports that somebody has put into a bond of ours, and that therefore go with it. */
function followersOf(driver: Driver, running: ConfigTree, plan: SwitchPlan): readonly string[] {
  const bonds: readonly (number | undefined)[] = plan.ownership.portChannels;
  const members = driver.readFacts(running).ports.filter(({ portChannel }) => bonds.includes(portChannel));
  return members.flatMap(({ id }) => driver.sectionsOf({ kind: 'port', port: id }));
}

/** Every leg that stops on the way is told: no fewer than are lost here stand in the blast radius. */
function assertToldLegs(
  driver: Driver,
  running: ConfigTree,
  { one, plan }: { readonly one: SwitchPlan; readonly plan: Plan },
): void {
  for (const [name, lost] of lostLegs(driver, running, { one, plan })) {
    const told = plan.blastRadius.filter(
      ({ server, step }) => server === name && step.startsWith(`${one.switch}: `),
    );
    const most = Math.max(0, ...told.map(({ legsBefore, legsDuring }) => legsBefore - legsDuring));
    const words = `${name} loses ${lost.join(', ')} of ${one.switch}, told were ${String(most)} legs`;
    assert.ok(most >= lost.length, [words, ...one.commands].join('\n'));
  }
}

function textOf({ rules }: Driver, tree: ConfigTree): string {
  return sectionText(
    tree,
    tree.map(({ text }) => text),
    rules,
  );
}
