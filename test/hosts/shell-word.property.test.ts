import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { TwinleafError } from '../../src/fabric/errors.ts';
import { columnWord, oneLine, shellWord } from '../../src/hosts/shell-word.ts';

const control = /[\p{Cc}\u2028\u2029]/u;
const text = fc
  .oneof(
    fc.string({ unit: 'grapheme' }),
    fc.string({ unit: fc.constantFrom(...Array.from(`a '"\\$\`;&|<>()*?[]#~=!{}-`)) }),
  )
  .filter((one) => !control.test(one));

describe('a word of a shell', () => {
  it('is what it was made from, whatever that is', () => {
    fc.assert(
      fc.property(fc.array(text, { minLength: 1, maxLength: 40 }), (texts) => {
        const script = `printf '%s\\n' ${texts.map(shellWord).join(' ')}`;
        const printed = execFileSync('sh', ['-c', script], { encoding: 'utf8' });
        assert.deepEqual(printed.split('\n').slice(0, -1), texts);
      }),
      { numRuns: 25 },
    );
  });

  it('sets a column of a database to a text between quotation marks', () => {
    assert.equal(columnWord('mac', '52:54:00:00:00:01'), `mac='"52:54:00:00:00:01"'`);
    assert.equal(columnWord('external_ids:owner', `it's "x"`), `external_ids:owner='"it'\\''s \\"x\\""'`);
  });

  for (const character of ['\n', '\r', '\0', '\u001b', '\u007f', '\u0085', '\u2028']) {
    it(`never holds the control character ${JSON.stringify(character)}, nor does a comment`, () => {
      for (const made of [shellWord, oneLine]) {
        assert.throws(
          () => made(`a${character}reboot`),
          (error) => error instanceof TwinleafError && error.code === 'command-not-printable',
        );
      }
    });
  }
});
