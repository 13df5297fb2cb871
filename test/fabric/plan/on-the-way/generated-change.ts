/** Changes by chance of a switch that somebody else uses as well, for every driver. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import type { Driver } from '../../../../src/drivers/driver.ts';
import type { DesiredSwitch } from '../../../../src/fabric/desired/desired-switch.ts';
import type { ConfigTree } from '../../../../src/fabric/remediation/config-tree.ts';
import { formatConfig } from '../../../../src/fabric/remediation/format-config.ts';
import { parseConfig } from '../../../../src/fabric/remediation/parse-config.ts';
import { targetTree } from '../../../../src/fabric/remediation/target-tree.ts';
import { desiredPairsOfStates, stockOf } from '../../../contracts/desired-switches.ts';
import { headersOf, intended } from '../../../contracts/switch-under-test.ts';

export interface GeneratedChange {
  readonly running: ConfigTree;
  readonly target: ConfigTree;
}

/** From one state to another. */
export function generatedChanges(driver: Driver): fc.Arbitrary<GeneratedChange> {
  return desiredPairsOfStates(driver).map(([before, after]) => {
    const running = runningWith(driver, before);
    const owned = [...headersOf(driver, before), ...headersOf(driver, after)];
    return { running, target: targetTree(running, intended(driver, after), owned, driver.rules) };
  });
}

/** To one state, on a switch of which nothing is known: what it does not mention is as it was delivered. */
export function generatedFirsts(driver: Driver): fc.Arbitrary<GeneratedChange> {
  return desiredPairsOfStates(driver).map(([after]) => {
    const running = parseConfig('', driver.rules);
    return { running, target: targetTree(running, intended(driver, after), [], driver.rules) };
  });
}

/** From one state to nothing. */
export function generatedRemovals(driver: Driver): fc.Arbitrary<GeneratedChange> {
  return desiredPairsOfStates(driver).map(([before]) => {
    const running = runningWith(driver, before);
    return { running, target: targetTree(running, [], headersOf(driver, before), driver.rules) };
  });
}

/** As the switch prints it, beside what somebody else has configured. */
function runningWith(driver: Driver, desired: DesiredSwitch): ConfigTree {
  const { traits, rules } = driver;
  const foreign = join(import.meta.dirname, '../../../../fixtures/devices', traits.name, 'foreign.cfg');
  const own = formatConfig(intended(driver, desired), rules);
  const { serverPorts, peerLinkPorts } = stockOf(traits);
  const bare = [...serverPorts, ...peerLinkPorts]
    .flatMap((port) => driver.sectionsOf({ kind: 'port', port }))
    .filter((header) => !own.includes(`${header}\n`))
    .flatMap((header) => [header, ...defaultsOf(driver, header)]);
  return parseConfig([readFileSync(foreign, 'utf8'), ...bare, own].join('\n'), rules);
}

/** What a switch prints of a port that nobody has configured. */
function defaultsOf({ rules }: Driver, header: string): readonly string[] {
  const rule = rules.sections.find(
    ({ within, header: pattern }) => within.length === 0 && pattern.test(header),
  );
  return (rule?.defaults ?? []).map((line) => ' '.repeat(rules.layout.indent) + line);
}
