import assert from 'node:assert/strict';
import { forgetful, isSame, lastingMemory } from '../../src/fabric/memory.ts';

interface Named {
  readonly name: string;
  readonly value: number;
}

let made: string[] = [];

function doubled({ name, value }: Named, factor: number): { readonly name: string; readonly value: number } {
  made.push(name);
  return { name, value: value * 2 * factor };
}

function names(all: readonly Named[]): readonly string[] {
  made.push('names');
  return all.map(({ name }) => name);
}

const nameOf = ({ name }: Named): string => name;
const list = (...values: readonly (readonly [string, number])[]): readonly Named[] =>
  values.map(([name, value]) => ({ name, value }));

describe('a memory', () => {
  beforeEach(() => {
    made = [];
  });

  it('makes an answer once for equal inputs, and gives the very same value again', () => {
    const memory = lastingMemory();
    const first = memory.recall(names, list(['a', 1]));
    assert.equal(memory.recall(names, list(['a', 1])), first);
    assert.deepEqual(made, ['names']);
  });

  it('gives the former value where the new one is equal, so that what follows from it holds as well', () => {
    const memory = lastingMemory();
    const first = memory.recall(names, list(['a', 1]));
    assert.equal(memory.recall(names, list(['a', 2])), first);
    assert.deepEqual(made, ['names', 'names']);
  });

  it('keeps the last answer only', () => {
    const memory = lastingMemory();
    for (const name of ['a', 'b', 'a']) memory.recall(names, list([name, 1]));
    for (const value of [1, 2, 1]) memory.recallEach(doubled, list(['c', value]), nameOf, 1);
    assert.deepEqual(made, ['names', 'names', 'names', 'c', 'c', 'c']);
  });

  it('makes only the items that have changed', () => {
    const memory = lastingMemory();
    memory.recallEach(doubled, list(['a', 1], ['b', 2], ['c', 3]), nameOf, 1);
    const values = memory.recallEach(doubled, list(['a', 1], ['b', 5], ['c', 3]), nameOf, 1);
    assert.deepEqual(made, ['a', 'b', 'c', 'b']);
    assert.deepEqual(values, list(['a', 2], ['b', 10], ['c', 6]));
  });

  it('finds items again that have moved, and gives all in the order of now', () => {
    const memory = lastingMemory();
    memory.recallEach(doubled, list(['a', 1], ['b', 2], ['c', 3]), nameOf, 1);
    const values = memory.recallEach(doubled, list(['new', 7], ['c', 3], ['a', 1]), nameOf, 1);
    assert.deepEqual(made, ['a', 'b', 'c', 'new']);
    assert.deepEqual(values, list(['new', 14], ['c', 6], ['a', 2]));
  });

  it('gives the very same list where no item has changed, and another one where one has gone', () => {
    const memory = lastingMemory();
    const first = memory.recallEach(doubled, list(['a', 1], ['b', 2]), nameOf, 1);
    assert.equal(memory.recallEach(doubled, list(['a', 1], ['b', 2]), nameOf, 1), first);
    assert.deepEqual(memory.recallEach(doubled, list(['a', 1]), nameOf, 1), list(['a', 2]));
    assert.deepEqual(made, ['a', 'b']);
  });

  it('makes everything anew where what all items depend on has changed', () => {
    const memory = lastingMemory();
    memory.recallEach(doubled, list(['a', 1]), nameOf, 1);
    assert.deepEqual(memory.recallEach(doubled, list(['a', 1]), nameOf, 3), list(['a', 6]));
  });

  it('tells items of one name apart by what they are', () => {
    const memory = lastingMemory();
    memory.recallEach(doubled, list(['a', 1], ['a', 2]), nameOf, 1);
    const values = memory.recallEach(doubled, list(['x', 0], ['a', 1], ['a', 2]), nameOf, 1);
    assert.deepEqual(values, list(['x', 0], ['a', 2], ['a', 4]));
  });

  it('may be none, and then everything is made every time', () => {
    for (const value of [1, 1]) {
      forgetful.recall(names, list(['a', value]));
      assert.deepEqual(forgetful.recallEach(doubled, list(['b', value]), nameOf, 1), list(['b', 2]));
    }
    assert.deepEqual(made, ['names', 'b', 'names', 'b']);
  });
});

describe('two values are the same', () => {
  const cases: readonly (readonly [string, unknown, unknown, boolean])[] = [
    ['where they are equal throughout', { a: [1, { b: 'c' }] }, { a: [1, { b: 'c' }] }, true],
    ['also as maps and sets', new Map([['a', new Set([1])]]), new Map([['a', new Set([1])]]), true],
    ['not with another value deep inside', { a: [1, { b: 'c' }] }, { a: [1, { b: 'd' }] }, false],
    ['not with another element behind', [1], [1, 2], false],
    ['not with keys in another order, which JSON would show', { a: 1, b: 2 }, { b: 2, a: 1 }, false],
    ['not with an undefined value instead of an absent key', { a: undefined }, {}, false],
    [
      'not with a map in another order',
      new Map([
        [1, 1],
        [2, 2],
      ]),
      new Map([
        [2, 2],
        [1, 1],
      ]),
      false,
    ],
    ['not where one is a list and one an object', [], {}, false],
    ['not where one is a map and one a set', new Map(), new Set(), false],
    ['not where they cannot be looked into', /a/, /a/, false],
    ['not where one is zero and the other minus zero', 0, -0, false],
  ];
  for (const [title, a, b, expected] of cases) {
    it(title, () => {
      assert.equal(isSame(a, b), expected);
    });
  }

  it('without a look into what is shared', () => {
    const shared = new Proxy([1], { get: () => assert.fail('looked into') });
    assert.equal(isSame({ shared }, { shared }), true);
  });
});
