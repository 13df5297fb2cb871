import assert from 'node:assert/strict';
import type { Driver } from '../../../src/drivers/driver.ts';
import { drivers } from '../../../src/drivers/registry.ts';
import { ownsNothing, type Ownership } from '../../../src/fabric/model/ownership.ts';
import type { OperatingSystem } from '../../../src/fabric/plan/operating-system.ts';
import { planSwitch, type PlannedSwitch } from '../../../src/fabric/plan/plan-switch.ts';
import { parseConfig } from '../../../src/fabric/remediation/parse-config.ts';
import { desiredWithEverything } from '../../contracts/desired-switches.ts';
import { intended } from '../../contracts/switch-under-test.ts';

/** A bit of everything on a switch that has nothing yet. */
function planOf(
  driver: Driver,
  os: OperatingSystem = driver,
  { text = '', before = ownsNothing }: { readonly text?: string; readonly before?: Ownership } = {},
): PlannedSwitch {
  const running = parseConfig(text, os.rules);
  const desired = desiredWithEverything(driver);
  return planSwitch({
    hostname: desired.hostname,
    driver: driver.traits.name,
    os,
    running,
    facts: os.readFacts(running),
    learntMacs: new Map(),
    expectedMacs: new Map(),
    isSelfReverting: true,
    desired,
    intended: intended(driver, desired),
    before,
    keepVlans: [],
  });
}

/** The rules with nothing that is typed around a line. */
function careless({ rules, ...os }: Driver): OperatingSystem {
  const lines = rules.lines.map(({ during: _, ...rule }) => rule);
  return { ...os, rules: { ...rules, lines } };
}

for (const driver of drivers.values()) {
  describe(`the plan of a switch with ${driver.title}`, () => {
    it('has no unsafe line, there or back', () => {
      assert.deepEqual(planOf(driver).refusals, []);
    });

    // In a candidate nothing is in force before everything is.
    if (driver.change.isCandidate) return;
    it('is refused if its lines open a port before it has joined its port-channel', () => {
      const { refusals } = planOf(driver, careless(driver));
      assert.ok(refusals.length > 0);
      assert.ok(refusals.every(({ code }) => code === 'change-unsafe'));
    });
  });
}

describe('a VLAN that nothing needs any more', () => {
  const os = drivers.get('arista-eos');
  const text = (port: string) => `vlan 199\ninterface ${port}\n   switchport access vlan 199\n`;
  const linesWith = (port: string): readonly string[] => {
    if (os === undefined) return [];
    const planned = planOf(os, os, { text: text(port), before: { ...ownsNothing, vlans: [199] } });
    return planned.plan.commands.filter((line) => line.endsWith('vlan 199'));
  };

  it('stays where a port of somebody else is in it', () => {
    assert.deepEqual(linesWith('Ethernet40'), []);
  });

  it('goes with the plan that claims the port that was in it', () => {
    assert.deepEqual(linesWith('Ethernet1'), ['no vlan 199']);
  });
});
