import assert from 'node:assert/strict';
import { jobStory } from '../../../../src/cli/print/jobs/job-story.ts';
import { paint } from '../../../../src/cli/print/paint.ts';
import type { Story } from '../../../../src/cli/commands/jobs/read-jobs.ts';

const day = '2026-01-31T09:15';

const story: Story = {
  id: 'r-1-rack1',
  run: 'r-1',
  plan: 'p-1',
  unit: 'rack1',
  dependsOn: [],
  state: 'rolled-back',
  goal: 'apply',
  isCancelRequested: false,
  requestedBy: 'ada@ops',
  createdAt: `${day}:00.000Z`,
  startedAt: `${day}:01.000Z`,
  endedAt: `${day}:05.000Z`,
  error: {
    code: 'line-rejected',
    message: 'sw1 refused a line',
    switch: 'sw1',
    command: '  bond 31',
    output: '% No',
  },
  steps: [
    { step: 'change', phase: 'started', switch: 'sw1', at: `${day}:02.000Z`, message: '' },
    { step: 'change', phase: 'failed', switch: 'sw1', at: `${day}:04.000Z`, message: 'sw1 refused a line' },
    { step: 'revert', phase: 'done', switch: 'sw1', at: `${day}:05.000Z`, message: '' },
  ],
  exchanges: [
    {
      switch: 'sw1',
      at: `${day}:03.000Z`,
      command: 'bond 31',
      output: '% No\u0007',
      elapsedMs: 3,
      refused: true,
    },
    {
      switch: 'sw1',
      at: `${day}:02.500Z`,
      command: 'show all',
      output: 'a\nb\nc\n',
      elapsedMs: 3,
      refused: false,
    },
  ],
};

const told = `Job r-1-rack1  rack1: rolled back
  asked for by ada@ops at 2026-01-31 09:15:00 UTC
  started 2026-01-31 09:15:01, ended 2026-01-31 09:15:05
  run r-1, plan p-1

09:15:02  sw1: sending the change ...
          sw1> show all  (3 lines)
          sw1> bond 31   REFUSED
            | % No\\x07
09:15:04  sw1: FAILED sending the change (sw1 refused a line)
09:15:05  sw1: put back what was there

error: sw1 refused a line (rolled-back, line-rejected)
  sw1 was told: bond 31
  it answered:
    | % No`;

describe('the story of a job', () => {
  it('tells in order who asked, what was done and what the switch said', () => {
    assert.equal(jobStory(story, paint(false), false), told);
  });

  it('tells every answer whole when everything is asked for', () => {
    assert.match(jobStory(story, paint(false), true), /show all\n {12}\| a\n {12}\| b\n {12}\| c\n/);
  });
});
