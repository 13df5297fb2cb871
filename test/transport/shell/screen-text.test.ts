import assert from 'node:assert/strict';
import { ScreenText } from '../../../src/transport/shell/screen-text.ts';

/** The lines a stream leaves on a terminal of that width, the unfinished one last. */
function screen(stream: string, columns = 80): readonly string[] {
  const text = new ScreenText(columns);
  return [...text.write(stream), text.lastLine];
}

const pager = /^ ?--More-- ?/;

/** What is left when the switch shows its pager, gets its answer and goes on. */
function paged(before: string, after: string): readonly string[] {
  const text = new ScreenText(80);
  const first = text.write(before);
  text.pagerAnswered(pager);
  return [...first, ...text.write(after), text.lastLine];
}

describe('the text on a screen', () => {
  it('ends a line at every newline, however many carriage returns stand before it', () => {
    assert.deepEqual(screen('one\r\ntwo\r\r\nthree\nleaf-a#'), ['one', 'two', 'three', 'leaf-a#']);
  });

  it('keeps colours, titles, character sets and keypad modes out of the text', () => {
    assert.deepEqual(
      screen('\x1b[?2004h\x1b]0;admin@leaf-a\x07\x1b(B\x1b=\x1b[1;32mleaf-a\x1b[0m#\x1b]2;x\x1b\\ \x9b1m'),
      ['leaf-a# '],
    );
  });

  it('takes back what a backspace goes over and something else is written on', () => {
    assert.deepEqual(screen('show vesr\b\brs\r\n'), ['show vers', '']);
  });

  it('shows only the last state of a line that is written over', () => {
    assert.deepEqual(screen('[##  ] 40%\r[####] 99%\r\n'), ['[####] 99%', '']);
  });

  it('obeys erasing to the end, to the beginning, of the line and of characters', () => {
    assert.deepEqual(screen('abcdef\b\b\b\x1b[K\r\n'), ['abc', '']);
    assert.deepEqual(screen('abcdef\b\b\b\x1b[1K\r\n'), ['   def', '']);
    assert.deepEqual(screen('abcdef\x1b[2Kxyz\r\n'), ['xyz', '']);
    assert.deepEqual(screen('abcdef\r\x1b[2P\r\n'), ['cdef', '']);
  });

  it('obeys moves to a column and to the side', () => {
    assert.deepEqual(screen('abcdef\x1b[3GX\x1b[2CY\r\n'), ['abXdeY', '']);
    assert.deepEqual(screen('abcdef\x1b[4DX\r\n'), ['abXdef', '']);
  });

  it('starts a new line where the switch jumps home', () => {
    assert.deepEqual(screen('old\x1b[H\x1b[2Jleaf-a#'), ['old', 'leaf-a#']);
  });

  it('drops bells, nulls and other controls, and keeps tabs', () => {
    assert.deepEqual(screen('a\x00b\x07c\x0e\td\r\n'), ['abc\td', '']);
  });

  it('joins the rows of a line that a line editor has wrapped at the width', () => {
    // readline draws the last column, then a blank and a carriage return to make the terminal wrap.
    assert.deepEqual(screen('leaf-a#show  \rversion\r\n', 12), ['leaf-a#show version', '']);
    assert.deepEqual(screen('0123456789abcdefghij\r\n', 10), ['0123456789abcdefghij', '']);
  });

  it('goes back to the row that was just filled, not to the next one', () => {
    assert.deepEqual(screen('0123456789\rX', 10), ['X123456789']);
  });

  it('leaves blanks at the end of a line that nothing was written over', () => {
    assert.deepEqual(screen('text  \r\n'), ['text  ', '']);
  });

  it('gives up on an escape sequence that never ends', () => {
    const [line] = screen(`\x1b]0;${'x'.repeat(5000)}\r\n`);
    assert.equal(line, `]0;${'x'.repeat(5000)}`);
  });
});

describe('the pager on a screen', () => {
  const erasures = {
    'a carriage return and blanks': '\r          \r',
    backspaces: '\b'.repeat(10) + ' '.repeat(10) + '\b'.repeat(10),
    'an erase sequence': '\r\x1b[K',
    'moving left and erasing': '\x1b[10D\x1b[J',
    'writing over it': '\r',
    'a new line': '\r\n',
  };
  for (const [name, erasure] of Object.entries(erasures)) {
    it(`is no output when it is erased by ${name}`, () => {
      assert.deepEqual(paged('one\r\n --More-- ', `${erasure}tw\r\n   three\r\nleaf-a#`), [
        'one',
        'tw',
        '   three',
        'leaf-a#',
      ]);
    });
  }

  it('is no output when a prompt follows it', () => {
    assert.deepEqual(paged('one\r\n --More-- ', '\r          \rleaf-a#'), ['one', 'leaf-a#']);
  });

  it('leaves an empty line of output behind it alone', () => {
    assert.deepEqual(paged('one\r\n --More-- ', '\r          \r\r\ntwo\r\n'), ['one', '', 'two', '']);
  });
});
