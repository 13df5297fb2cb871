import assert from 'node:assert/strict';
import { PassThrough } from 'node:stream';
import { isColoured } from '../../src/cli/print/paint.ts';
import { progressOn } from '../../src/cli/print/jobs/progress.ts';
import { Terminal } from '../../src/cli/terminal.ts';
import type { Progress } from '../../src/engine/use-cases.ts';

const step: Progress = {
  job: 'j-1',
  unit: 'rack1',
  step: 'change',
  phase: 'done',
  switch: 'sw1',
  at: '2026-01-31T09:15:02.000Z',
  message: '3 lines',
};

function terminalOf(isTTY: boolean, columns = 80) {
  const stderr = Object.assign(new PassThrough({ encoding: 'utf8' }), { isTTY, columns });
  const streams = { stdin: new PassThrough(), stdout: new PassThrough(), stderr, env: {} };
  const terminal = new Terminal(streams, { isJson: false, isColourAllowed: true });
  return { terminal, said: () => String(stderr.read() ?? '') };
}

describe('progress', () => {
  it('is one plain line for each finished step where nobody watches', () => {
    const { terminal, said } = terminalOf(false);
    const show = progressOn(terminal, 2);
    show({ ...step, phase: 'started' });
    show(step);
    assert.equal(said(), '09:15:02 rack1  sw1: sent the change (3 lines)\n');
  });

  it('redraws one line for each unit on a terminal', () => {
    const { terminal, said } = terminalOf(true);
    const show = progressOn(terminal, 2);
    show(step);
    show({ ...step, unit: 'rack2' });
    said();
    show({ ...step, phase: 'failed' });
    assert.equal(
      said(),
      '\u001b[2A\u001b[Jrack1  sw1: FAILED sending the change (3 lines)\n' +
        'rack2  sw1: sent the change (3 lines)\n',
    );
  });

  it('never draws over a message', () => {
    const { terminal, said } = terminalOf(true);
    const show = progressOn(terminal, 2);
    show(step);
    terminal.note('Interrupted');
    said();
    show(step);
    assert.ok(!said().includes('\u001b[1A'));
  });

  it('cuts a line that would wrap, since the terminal would count it twice', () => {
    const { terminal, said } = terminalOf(true, 20);
    progressOn(terminal, 2)(step);
    assert.equal(said(), 'rack1  sw1: sent th\n');
  });
});

describe('colours', () => {
  it('follow the terminal unless somebody says otherwise', () => {
    assert.equal(isColoured(true, {}, true), true);
    assert.equal(isColoured(true, {}, false), false);
    assert.equal(isColoured(true, { TERM: 'dumb' }, true), false);
  });

  it('are switched off by --no-color and NO_COLOR, whatever FORCE_COLOR says', () => {
    assert.equal(isColoured(false, { FORCE_COLOR: '1' }, true), false);
    assert.equal(isColoured(true, { NO_COLOR: '1', FORCE_COLOR: '1' }, true), false);
  });

  it('are forced by FORCE_COLOR, and switched off by its zero', () => {
    assert.equal(isColoured(true, { FORCE_COLOR: '1' }, false), true);
    assert.equal(isColoured(true, { FORCE_COLOR: '0' }, true), false);
  });
});
