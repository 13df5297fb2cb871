import assert from 'node:assert/strict';
import fc from 'fast-check';
import { parseVlanList, vlanListText } from '../../../src/drivers/virtual/vlan-list.ts';

describe('a VLAN list of a command line', () => {
  it('is the same list after printing and reading, whatever the order', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.integer({ min: 1, max: 4094 }), { minLength: 1 }), (ids) => {
        assert.deepEqual(
          parseVlanList(vlanListText(ids)),
          ids.toSorted((a, b) => a - b),
        );
      }),
    );
  });

  it('makes a range of two neighbours already', () => {
    assert.equal(vlanListText([30, 11, 10, 12, 20, 21]), '10-12,20-21,30');
  });

  for (const text of ['', '0', '4095', '10-', '20-10', '10,,11', 'all', '1 0']) {
    it(`is not "${text}"`, () => {
      assert.equal(parseVlanList(text), undefined);
    });
  }
});
