import assert from 'node:assert/strict';
import { commandGrammar } from '../../../src/drivers/virtual/command-grammar.ts';
import { parametersOf } from '../../../src/drivers/virtual/parameters.ts';

const grammar = commandGrammar({
  parameter: parametersOf({ colour: (typed) => (typed === 'red' ? 'RED' : undefined) }),
  unfit: (_word, possible) => (possible.length > 0 ? 'value' : 'word'),
});
const rules = grammar.compiled([
  { syntax: 'switchport mode : {access|trunk}' },
  { syntax: 'switchport' },
  { syntax: 'spanning-tree <1-4>' },
  { syntax: 'speed : <colour>' },
  { syntax: 'speed auto' },
  { syntax: 'description : <text>' },
]);

/** Canonical text and captures, or what is wrong and at which word. */
function read(line: string): readonly unknown[] {
  const found = grammar.match(rules, line);
  return grammar.isMismatch(found) ? [found.why, found.at] : [found.text, ...found.captures];
}

describe('a command grammar', () => {
  it('takes words in full and abbreviated, and says them in full', () => {
    assert.deepEqual(read('switchport mode access'), ['switchport mode access', 'access']);
    assert.deepEqual(read('sw m t'), ['switchport mode trunk', 'trunk']);
    assert.deepEqual(read('SWITCHPORT'), ['switchport']);
  });

  it('says at which word a line is ambiguous, unknown or at its end too early', () => {
    assert.deepEqual(read('s'), ['ambiguous', 0]);
    assert.deepEqual(read('switchport mode hybrid'), ['word', 2]);
    assert.deepEqual(read('switchport mode'), ['incomplete', 2]);
    assert.deepEqual(read('switchport mode access 1'), ['word', 3]);
    assert.deepEqual(read(''), ['incomplete', 0]);
  });

  it('tells a value that does not fit from an unknown word', () => {
    assert.deepEqual(read('spanning-tree 04'), ['spanning-tree 4', '4']);
    assert.deepEqual(read('spanning-tree 5'), ['value', 1]);
  });

  it('prefers a word to a parameter', () => {
    assert.deepEqual(read('speed red'), ['speed RED', 'RED']);
    assert.deepEqual(read('speed a'), ['speed auto']);
  });

  it('gives the rest of a line as it was typed', () => {
    assert.deepEqual(read('desc  two  blanks '), ['description two  blanks', 'two  blanks']);
  });

  it('finds by its slot what a line would take away', () => {
    const slots = (line: string): unknown => {
      const found = grammar.matchSlots(rules, line);
      return grammar.isMismatch(found) ? found.why : found.map(({ slot }) => slot);
    };
    assert.deepEqual(slots('switchport mode'), ['switchport mode']);
    assert.deepEqual(slots('description anything'), ['description']);
    assert.equal(slots('spanning-tree'), 'incomplete');
  });

  it('refuses a table that names a parameter nobody has', () => {
    assert.throws(() => grammar.compiled([{ syntax: 'speed <shade>' }]), /<shade>/);
  });
});
