import assert from 'node:assert/strict';
import { Place } from '../../../../src/cli/next/place.ts';
import { jobStory } from '../../../../src/cli/print/jobs/job-story.ts';
import type { Story } from '../../../../src/cli/print/jobs/job-story.ts';
import { paint } from '../../../../src/cli/print/paint.ts';

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
  isDead: false,
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

const golden = `Job r-1-rack1  rack1: rolled back
  asked for by ada@ops at 2026-01-31 09:15:00 UTC
  started 2026-01-31 09:15:01, ended 2026-01-31 09:15:05
  run r-1, plan p-1

  sw1: FAILED sending the change, put back what was there

09:15:02  sw1: sending the change ...
          sw1> show all  (3 lines)
          sw1> bond 31   REFUSED
            | % No\\x07
09:15:04  sw1: FAILED sending the change (sw1 refused a line)
09:15:05  sw1: put back what was there

Cost: 4.0 s, 6 ms of answers; 2 commands, 17 B sent, 11 B read
  step    of   time
  change  sw1  2.0 s

error: sw1 refused a line (rolled-back, line-rejected)
  sw1 was told: bond 31
  it answered:
    | % No
  Next: look at what the switches said, mend the cause, try again
      twinleaf jobs show r-1-rack1 --site site
      twinleaf jobs retry r-1-rack1 --site site`;

const place = new Place([], { site: 'site' });
const told = (some: Partial<Story> = {}, isFull = false) =>
  jobStory({ ...story, ...some }, { paint: paint(false), isFull, place });

describe('the story of a job', () => {
  it('tells in order who asked, what was done, what the switch said, what it cost and what to type next', () => {
    assert.equal(told(), golden);
  });

  it('tells every answer whole when everything is asked for', () => {
    assert.match(told({}, true), /show all\n {12}\| a\n {12}\| b\n {12}\| c\n/);
  });

  it('calls a dead job by its name, and says how it is finished or put back', () => {
    const { error: _error, endedAt: _endedAt, ...open } = story;
    const text = jobStory(
      { ...open, state: 'running', isDead: true },
      { paint: paint(false), isFull: false, place },
    );
    assert.match(text, /^Job r-1-rack1 {2}rack1: its worker died\n/);
    assert.match(
      text,
      /\n {4}twinleaf jobs resume r-1-rack1 --site site\n {4}twinleaf jobs undo r-1-rack1 --site site$/,
    );
  });

  it('names the job that a merged one was merged into', () => {
    const error = { code: 'merged', message: 'r-2-rack1 does it', job: 'r-2-rack1' };
    const text = told({ state: 'cancelled', error });
    assert.match(text, /rack1: merged into r-2-rack1/);
    assert.match(text, /twinleaf jobs show r-2-rack1 --site site$/);
  });

  it('says of a half-applied job how it is finished or put back', () => {
    const error = { code: 'rollback-failed', message: 'sw1 is gone' };
    assert.match(told({ state: 'half-applied', error }), /jobs resume r-1-rack1 .*\n.*jobs undo r-1-rack1/);
  });

  it('asks nothing of a reader where all went well', () => {
    const { error: _error, ...well } = story;
    const text = jobStory({ ...well, state: 'succeeded' }, { paint: paint(false), isFull: false, place });
    assert.doesNotMatch(text, /Next:/);
  });
});
