import assert from 'node:assert/strict';
import fc from 'fast-check';
import { ScreenText } from '../../../src/transport/shell/screen-text.ts';

const piece = fc.oneof(
  fc.stringMatching(/^[ -~]{0,12}$/),
  fc.constantFrom(
    '\r\n',
    '\r\r\n',
    '\r',
    '\b',
    '\b\b\b',
    '\x1b[31m',
    '\x1b[K',
    '\x1b[2K',
    '\x1b[1K',
    '\x1b[5G',
    '\x1b[3D',
    '\x1b[A',
    '\x1b[2P',
    '\x1b[H\x1b[J',
    '\x1b]0;title\x07',
    '\x1b]0;title\x1b\\',
    '\x1b(B',
    '\x1b',
    '\x9b1m',
    '\t',
    'äöü→',
  ),
);

function lines(chunks: readonly string[], columns: number): readonly string[] {
  const text = new ScreenText(columns);
  const done = chunks.flatMap((chunk) => text.write(chunk));
  return [...done, text.lastLine];
}

describe('the text on a screen', () => {
  it('is the same however the stream is cut', () => {
    fc.assert(
      fc.property(
        fc.array(piece, { maxLength: 30 }),
        fc.array(fc.nat({ max: 7 }), { minLength: 1, maxLength: 20 }),
        fc.integer({ min: 4, max: 40 }),
        (pieces, sizes, columns) => {
          const stream = pieces.join('');
          const chunks: string[] = [];
          for (let at = 0, turn = 0; at < stream.length; turn += 1) {
            const size = 1 + (sizes[turn % sizes.length] ?? 0);
            chunks.push(stream.slice(at, at + size));
            at += size;
          }
          assert.deepEqual(lines(chunks, columns), lines([stream], columns));
        },
      ),
    );
  });

  it('is the text itself where nothing moves the cursor', () => {
    fc.assert(
      fc.property(fc.array(fc.stringMatching(/^[ -~]{0,60}$/)), (written) => {
        assert.deepEqual(lines([written.map((line) => `${line}\r\n`).join('')], 20), [...written, '']);
      }),
    );
  });
});
