import assert from 'node:assert/strict';
import fc from 'fast-check';
import { printable, printableLines, printableValue } from '../../../src/cli/print/printable.ts';

describe('text from outside', () => {
  it('shows an escape sequence instead of obeying it', () => {
    assert.equal(printable('\u001b[2Jgone'), '\\x1b[2Jgone');
  });

  it('shows what turns the direction of text', () => {
    assert.equal(printable('safe\u202egnitirw'), 'safe\\u202egnitirw');
  });

  it('keeps the lines of an answer apart and escapes within them', () => {
    assert.deepEqual(printableLines('% Invalid\r\n\tinput\u0007\r\n'), ['% Invalid', '    input\\x07']);
  });

  it('reaches into lists and records', () => {
    assert.deepEqual(printableValue({ a: ['x\ny', 1, null], b: { c: '\u0000' } }), {
      a: ['x\\ny', 1, null],
      b: { c: '\\x00' },
    });
  });

  it('never lets a control character through', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        assert.doesNotMatch(printable(text), /\p{Cc}/u);
      }),
    );
  });

  it('leaves ordinary text of any script as it is', () => {
    assert.equal(printable('Zürich 東京 vlan 10'), 'Zürich 東京 vlan 10');
  });
});
