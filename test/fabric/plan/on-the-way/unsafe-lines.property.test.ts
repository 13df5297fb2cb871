import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Driver } from '../../../../src/drivers/driver.ts';
import { drivers } from '../../../../src/drivers/registry.ts';
import { unsafeLines } from '../../../../src/fabric/plan/on-the-way/unsafe-lines.ts';
import type { ConfigTree } from '../../../../src/fabric/remediation/config-tree.ts';
import { remediation } from '../../../../src/fabric/remediation/remediation.ts';
import { generatedChanges, generatedFirsts, generatedRemovals } from './generated-change.ts';

for (const driver of drivers.values()) {
  describe(`a remediation by the rules of ${driver.traits.name}`, () => {
    const anyChange = fc.oneof(
      { weight: 3, arbitrary: generatedChanges(driver) },
      { weight: 1, arbitrary: generatedRemovals(driver) },
      { weight: 1, arbitrary: generatedFirsts(driver) },
    );

    it('breaks no law of the way, there and back, whatever changes', () => {
      fc.assert(
        fc.property(anyChange, ({ running, target }) => {
          assertSafe(driver, running, target);
          assertSafe(driver, target, running);
        }),
        { numRuns: 100 },
      );
    });
  });
}

function assertSafe(driver: Driver, from: ConfigTree, to: ConfigTree): void {
  const state = (tree: ConfigTree) => ({ tree, facts: driver.readFacts(tree) });
  const lines = remediation(from, to, driver.rules);
  assert.deepEqual(unsafeLines(state(from), state(to), lines, driver), [], lines.join('\n'));
}
