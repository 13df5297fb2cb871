import assert from 'node:assert/strict';
import { numberSpace, rangesText } from '../../../../src/fabric/resolve/allocation/number-space.ts';

const any = (): boolean => true;

describe('a number space', () => {
  it('gives the lowest free value of all ranges, whatever their order', () => {
    const space = numberSpace();
    const supply = {
      ranges: [
        { low: 50, high: 51 },
        { low: 7, high: 8 },
      ],
      isUsable: any,
    };
    space.take(7, 'x');
    assert.deepEqual(
      ['a', 'b', 'c', 'd'].map((owner) => space.takeLowest(supply, owner)),
      [8, 50, 51, undefined],
    );
  });

  it('passes over what cannot be used', () => {
    const supply = { ranges: [{ low: 1, high: 6 }], isUsable: (value: number) => value % 2 === 0 };
    const space = numberSpace();
    assert.deepEqual([space.takeLowest(supply, 'a'), space.takeLowest(supply, 'b')], [2, 4]);
  });

  it('leaves a value with the first who took it', () => {
    const space = numberSpace();
    assert.equal(space.take(5, 'a'), 'a');
    assert.equal(space.take(5, 'b'), 'a');
    assert.equal(space.ownerOf(5), 'a');
  });

  it('names the ten owners with most values, most first', () => {
    const space = numberSpace();
    for (let value = 1; value <= 13; value += 1)
      space.take(value, `s${String(value).padStart(2, '0')}/bond0`);
    space.take(20, 's05/bond1');
    const users = space.largestUsers([{ low: 1, high: 30 }], (owner) => owner.split('/')[0] ?? '');
    assert.equal(users.length, 10);
    assert.deepEqual(users.slice(0, 2), ['s05 (2)', 's01 (1)']);
  });

  it('writes ranges in ascending order', () => {
    assert.equal(
      rangesText([
        { low: 40, high: 40 },
        { low: 1, high: 30 },
      ]),
      '1-30, 40',
    );
  });
});
