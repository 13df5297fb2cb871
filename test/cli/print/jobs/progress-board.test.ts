import assert from 'node:assert/strict';
import { ProgressBoard } from '../../../../src/cli/print/jobs/progress-board.ts';
import type { Progress } from '../../../../src/engine/use-cases.ts';

function step(unit: number, some: Partial<Progress> = {}): Progress {
  return {
    job: `r-rack${String(unit)}`,
    unit: `rack${String(unit)}`,
    step: 'change',
    phase: 'started',
    switch: 'sw1',
    at: '2026-01-31T09:15:02.000Z',
    message: '',
    ...some,
  };
}

describe('the board of a run', () => {
  it('shows every unit where they fit on the screen', () => {
    const board = new ProgressBoard(2);
    board.take(step(1));
    board.take(step(2, { step: 'record', phase: 'done' }));
    assert.deepEqual(board.lines(24), [
      'rack1  sw1: sending the change ...',
      'rack2  sw1: recorded what was read back',
    ]);
  });

  it('shows of 200 units those at work, at most a screenful, and counts the others', () => {
    const board = new ProgressBoard(200);
    for (let unit = 0; unit < 60; unit += 1) board.take(step(unit));
    for (let unit = 0; unit < 10; unit += 1) board.take(step(unit, { step: 'record', phase: 'done' }));
    board.take(step(10, { phase: 'failed', message: 'refused' }));
    const lines = board.lines(24);
    assert.equal(lines.length, 22);
    assert.equal(lines[0], 'rack11  sw1: sending the change ...');
    assert.deepEqual(lines.slice(-2), [
      '... and 29 more at work',
      '10 done, 1 failed, 49 at work, 140 waiting',
    ]);
    assert.ok(board.lines(10).length <= 9);
    assert.ok(board.lines(2).length <= 3);
  });

  it('lets the line of a failure stay on the screen, once', () => {
    const board = new ProgressBoard(200);
    board.take(step(1));
    const failed = step(1, { phase: 'failed', message: 'refused' });
    assert.equal(board.take(failed), 'rack1  sw1: FAILED sending the change (refused)');
    assert.equal(board.take({ ...failed, step: 'revert' }), undefined);
  });

  it('counts no unit as failed whose save is owed', () => {
    const board = new ProgressBoard(200);
    assert.equal(board.take(step(1, { step: 'save', phase: 'failed' })), undefined);
    assert.match(board.lines(24).at(-1) ?? '', /0 done, 0 failed, 1 at work/);
  });
});
