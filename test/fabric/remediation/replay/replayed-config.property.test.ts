import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Driver } from '../../../../src/drivers/driver.ts';
import { drivers } from '../../../../src/drivers/registry.ts';
import type { ConfigTree } from '../../../../src/fabric/remediation/config-tree.ts';
import { sectionText } from '../../../../src/fabric/remediation/format-config.ts';
import { remediation } from '../../../../src/fabric/remediation/remediation.ts';
import { ReplayedConfig } from '../../../../src/fabric/remediation/replay/replayed-config.ts';
import { generatedChanges, generatedRemovals } from '../../plan/on-the-way/generated-change.ts';

const runs = { numRuns: 60 };

for (const driver of drivers.values()) {
  describe(`lines replayed by the rules of ${driver.traits.name}`, () => {
    it('turn what runs into the target, whatever the two are', () => {
      fc.assert(
        fc.property(generatedChanges(driver), ({ running, target }) => {
          assertLeads(driver, running, target);
        }),
        runs,
      );
    });

    it('lead back, typed with the arguments exchanged', () => {
      fc.assert(
        fc.property(generatedChanges(driver), ({ running, target }) => {
          assertLeads(driver, target, running);
        }),
        runs,
      );
    });

    it('take everything away that was made', () => {
      fc.assert(
        fc.property(generatedRemovals(driver), ({ running, target }) => {
          assertLeads(driver, running, target);
        }),
        runs,
      );
    });
  });
}

function assertLeads(driver: Driver, from: ConfigTree, to: ConfigTree): void {
  const replayed = new ReplayedConfig(from, driver.rules);
  const lines = remediation(from, to, driver.rules);
  for (const line of lines) replayed.type(line);
  assert.equal(textOf(driver, replayed.tree()), textOf(driver, to), lines.join('\n'));
}

function textOf({ rules }: Driver, tree: ConfigTree): string {
  return sectionText(
    tree,
    tree.map(({ text }) => text),
    rules,
  );
}
