import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  eachId,
  idsWithout,
  joinedIds,
  readIdList,
  writeIdList,
} from '../../../../src/fabric/remediation/lines/id-list.ts';

describe('a list of ids', () => {
  it('is read from single ids and ranges in any order, blanks allowed', () => {
    assert.deepEqual(readIdList('30,20-21, 10'), [
      { low: 10, high: 10 },
      { low: 20, high: 21 },
      { low: 30, high: 30 },
    ]);
  });

  it('is written with neighbours as a range', () => {
    for (const [text, canonical] of [
      ['1,2,3,5', '1-3,5'],
      ['20,21', '20-21'],
      ['10-20,15-30,31', '10-31'],
      ['4094,1', '1,4094'],
    ]) {
      assert.equal(writeIdList(readIdList(text ?? '') ?? []), canonical);
    }
  });

  it('is nothing else', () => {
    for (const text of [
      '',
      'none',
      'all',
      '10,',
      '-5',
      '5-',
      '3-1',
      '1-2-3',
      '10 20',
      '70000',
      '1-99999999',
      'x',
    ]) {
      assert.equal(readIdList(text), undefined, text);
    }
  });

  const someIds = fc.uniqueArray(fc.integer({ min: 1, max: 60 }));
  const asRanges = (ids: readonly number[]): ReturnType<typeof joinedIds> =>
    joinedIds(ids.map((id) => ({ low: id, high: id })));

  it('has the ids it was made from, once and sorted', () => {
    fc.assert(
      fc.property(someIds, (ids) => {
        assert.deepEqual(
          eachId(asRanges(ids)),
          [...ids].sort((a, b) => a - b),
        );
      }),
    );
  });

  it('without another has what only the first has', () => {
    fc.assert(
      fc.property(someIds, someIds, (ids, others) => {
        const left = [...ids].filter((id) => !others.includes(id)).sort((a, b) => a - b);
        assert.deepEqual(eachId(idsWithout(asRanges(ids), asRanges(others))), left);
      }),
    );
  });
});
