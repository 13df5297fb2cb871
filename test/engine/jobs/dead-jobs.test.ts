import assert from 'node:assert/strict';
import { goalOfDead } from '../../../src/engine/jobs/dead-jobs.ts';
import type { JobStep, StepName } from '../../../src/engine/store.ts';

describe('the goal of a job whose worker died', () => {
  const journal = (...steps: readonly StepName[]): readonly JobStep[] =>
    steps.map((step) => ({
      step,
      phase: step === 'change' ? 'started' : 'done',
      switch: 'sw1',
      at: '2026-03-01T10:00:00.000Z',
      message: '',
    }));

  it('is its plan once more while nothing had been sent', () => {
    assert.equal(goalOfDead({ goal: 'apply', steps: [] }), 'apply');
    assert.equal(goalOfDead({ goal: 'apply', steps: journal('lock', 'preflight') }), 'apply');
  });

  it('is back while the journal does not say that it began to confirm', () => {
    assert.equal(goalOfDead({ goal: 'apply', steps: journal('lock', 'change', 'verify') }), 'undo');
  });

  it('is forward from that record on', () => {
    const steps = journal('change', 'verify', 'confirming');
    assert.equal(goalOfDead({ goal: 'apply', steps }), 'resume');
    assert.equal(goalOfDead({ goal: 'apply', steps: [...steps, ...journal('confirm', 'save')] }), 'resume');
  });

  it('is back for one that was already being put back after all', () => {
    const steps = journal('change', 'verify', 'confirming', 'confirm', 'revert');
    assert.equal(goalOfDead({ goal: 'apply', steps }), 'undo');
  });

  it('stays what it was for a job that was on its way back or forward', () => {
    assert.equal(goalOfDead({ goal: 'undo', steps: journal('change', 'confirming') }), 'undo');
    assert.equal(goalOfDead({ goal: 'resume', steps: journal('change') }), 'resume');
  });
});
