import assert from 'node:assert/strict';
import fc from 'fast-check';
import { unifiedHunks } from '../../../src/drivers/arista-eos/virtual/config/line-diff.ts';

type Blocks = readonly (readonly string[])[];

/** What `patch` would do: copies up to each hunk, then follows its marks. */
function patched(before: readonly string[], hunks: readonly string[]): readonly string[] {
  const result: string[] = [];
  let at = 0;
  for (const line of hunks) {
    const start = /^@@ -(\d+),/.exec(line);
    if (start !== null) {
      while (at < Number(start[1]) - 1) result.push(before[at++] ?? '');
      continue;
    }
    if (!line.startsWith('+')) assert.equal(before[at++], line.slice(1));
    if (!line.startsWith('-')) result.push(line.slice(1));
  }
  return [...result, ...before.slice(at)];
}

const block = fc
  .tuple(fc.integer({ min: 0, max: 12 }), fc.array(fc.constantFrom('   a', '   b', '   c'), { maxLength: 9 }))
  .map(([id, lines]) => [`vlan ${id}`, ...lines, '!']);
const blocks = fc.uniqueArray(block, { maxLength: 10, selector: ([header]) => header });

describe('the difference that a session shows', () => {
  it('turns the one configuration into the other, whatever the order of the blocks', () => {
    fc.assert(
      fc.property(blocks, blocks, (before: Blocks, after: Blocks) => {
        assert.deepEqual(patched(before.flat(), unifiedHunks(before, after)), after.flat());
      }),
    );
  });

  it('is empty where nothing differs', () => {
    fc.assert(
      fc.property(blocks, (same: Blocks) => {
        assert.deepEqual(unifiedHunks(same, same), []);
      }),
    );
  });

  it('names only the lines that differ inside a block', () => {
    const before = [['interface Ethernet1', '   description a', '   shutdown', '!']];
    const after = [['interface Ethernet1', '   description b', '   shutdown', '!']];
    assert.deepEqual(
      unifiedHunks(before, after).filter((line) => /^[+-]/.test(line)),
      ['-   description a', '+   description b'],
    );
  });
});
