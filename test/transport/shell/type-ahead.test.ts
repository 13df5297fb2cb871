import assert from 'node:assert/strict';
import { linesThatFit } from '../../../src/transport/shell/type-ahead.ts';

/** A line that takes so many bytes with its line end. */
const line = (bytes: number): { readonly text: string } => ({ text: 'x'.repeat(bytes - 1) });

describe('typing ahead', () => {
  it('leaves half of the 4096 bytes that a terminal queues', () => {
    const lines = [line(1_000), line(1_000), line(48), line(1)];
    assert.deepEqual(linesThatFit(lines, 0, 0), lines.slice(0, 3));
  });

  it('goes on as far as echoes have made room', () => {
    const lines = [line(1_500), line(500), line(1_500), line(500)];
    assert.deepEqual(linesThatFit(lines, 0, 2), []);
    assert.deepEqual(linesThatFit(lines, 1, 2), [lines[2]]);
  });

  it('types a line that never fits once nothing is outstanding', () => {
    const lines = [line(3_000), line(3_000)];
    assert.deepEqual(linesThatFit(lines, 0, 0), [lines[0]]);
    assert.deepEqual(linesThatFit(lines, 1, 1), [lines[1]]);
  });

  it('counts bytes and not characters', () => {
    const lines = [{ text: 'ü'.repeat(1_000) }, { text: 'ü'.repeat(30) }];
    assert.deepEqual(linesThatFit(lines, 0, 0), [lines[0]]);
  });
});
