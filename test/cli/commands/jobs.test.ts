import assert from 'node:assert/strict';
import { TwinleafError } from '../../../src/fabric/errors.ts';
import type { JobRecord } from '../../../src/engine/store.ts';
import type { UseCases } from '../../../src/engine/use-cases.ts';
import { siteWith, typed } from '../command-line.ts';
import { sampleJob, sampleResult, storeWith } from '../sample-jobs.ts';

function siteOf(
  jobs: readonly JobRecord[],
  some: Partial<UseCases> = {},
  dead: readonly string[] = [],
): UseCases {
  return siteWith({ storeToLookAt: async () => Promise.resolve(storeWith(jobs, dead)), ...some });
}

/** A site in which a decision about a job ends like this; `asked` is what was asked for. */
function pursuing(state: JobRecord['state'], end: JobRecord['state']) {
  const asked: string[] = [];
  const site = siteOf([sampleJob({ state })], {
    pursue: async (id, goal) => {
      asked.push(`${goal} ${id}`);
      return Promise.resolve({ run: 'r-1', jobs: [sampleResult({ state: end, goal })] });
    },
  });
  return { site, asked };
}

describe('decisions about a job', () => {
  it('say what will be sent where, ask, and do it after a yes', async () => {
    const { site, asked } = pursuing('half-applied', 'succeeded');
    const { code, stdout } = await typed(['jobs', 'resume', 'r-1-rack1'], site, 'yes');
    assert.equal(code, 0);
    assert.match(
      stdout,
      /rack1: job r-1-rack1: each member is read, and what is still missing[^]*sw1 {2}5 commands at most[^]*\+ {4}name tl:mgmt/,
    );
    assert.deepEqual(asked, ['resume r-1-rack1']);
  });

  it('send nothing without a yes, and fail with 64 where nobody can give it', async () => {
    const { site, asked } = pursuing('failed', 'succeeded');
    assert.equal((await typed(['jobs', 'retry', 'r-1-rack1'], site, 'no')).code, 130);
    assert.equal((await typed(['jobs', 'retry', 'r-1-rack1'], site)).code, 64);
    assert.deepEqual(asked, []);
  });

  it('are done where an undo has put everything back', async () => {
    const { site, asked } = pursuing('half-applied', 'rolled-back');
    const { code, stdout } = await typed(['jobs', 'undo', 'r-1-rack1', '--yes'], site);
    assert.equal(code, 0);
    assert.match(stdout, /1 of 1 unit put back as it was/);
    assert.doesNotMatch(stdout, /error:/);
    assert.deepEqual(asked, ['undo r-1-rack1']);
  });

  it('end with 1 where a retry goes back, and with 4 where the unit stays half-applied', async () => {
    const again = pursuing('failed', 'rolled-back');
    assert.equal((await typed(['jobs', 'retry', 'r-1-rack1', '--yes'], again.site)).code, 1);
    const stuck = pursuing('half-applied', 'half-applied');
    const { code, stdout } = await typed(['jobs', 'undo', 'r-1-rack1', '--yes'], stuck.site);
    assert.equal(code, 4);
    assert.match(stdout, /Next: finish it, or put back what was there\n.*twinleaf jobs resume r-1-rack1/);
  });

  it('take a run for those of its jobs that are in question', async () => {
    const jobs = [
      sampleJob(),
      sampleJob({ id: 'r-1-rack2', unit: 'rack2', state: 'failed' }),
      sampleJob({ id: 'r-1-rack3', unit: 'rack3', state: 'cancelled' }),
    ];
    const asked: string[] = [];
    const site = siteOf(jobs, {
      pursue: async (id) => {
        asked.push(id);
        return Promise.resolve({ run: 'r-1', jobs: [sampleResult({ id })] });
      },
    });
    assert.equal((await typed(['jobs', 'retry', 'r-1', '--yes'], site)).code, 0);
    assert.deepEqual(asked, ['r-1-rack2', 'r-1-rack3']);
    const none = await typed(['jobs', 'undo', 'r-1', '--yes', '--json'], site);
    assert.equal(none.code, 1);
    assert.match(none.stdout, /"not-possible"/);
  });

  it('tell what the engine refuses, and where to look', async () => {
    const pursue = async () =>
      Promise.reject(new TwinleafError('not-possible', 'somebody else has moved r-1-rack1 on'));
    const { code, stderr } = await typed(
      ['jobs', 'retry', 'r-1-rack1', '--yes'],
      siteOf([sampleJob({ state: 'failed' })], { pursue }),
    );
    assert.equal(code, 1);
    assert.match(
      stderr,
      /somebody else has moved r-1-rack1 on \(not-possible\)\n.*Next: .*\n.*twinleaf jobs list/,
    );
  });

  it('ask nothing about a job that leaves nothing to decide, or that a worker has in hand', async () => {
    const well = await typed(['jobs', 'retry', 'r-1-rack1'], siteOf([sampleJob()]), 'yes');
    assert.equal(well.code, 1);
    assert.match(well.stderr, /r-1-rack1 is succeeded, which leaves nothing to do here/);
    const busy = await typed(['jobs', 'undo', 'r-1-rack1'], siteOf([sampleJob({ state: 'running' })]), 'yes');
    assert.equal(busy.code, 1);
    assert.match(busy.stderr, /a worker has r-1-rack1 in hand[^]*jobs cancel/);
  });

  it('name what does not exist', async () => {
    const { code, stderr } = await typed(['jobs', 'undo', 'nope', '--yes'], siteOf([]));
    assert.equal(code, 1);
    assert.match(stderr, /no job and no run "nope"[^]*jobs list/);
  });
});

describe('jobs cancel', () => {
  it('takes a waiting job out without a question', async () => {
    const site = siteOf([sampleJob({ state: 'queued' })], {
      cancel: async () => Promise.resolve('cancelled'),
    });
    const { code, stdout } = await typed(['jobs', 'cancel', 'r-1-rack1'], site);
    assert.equal(code, 0);
    assert.match(stdout, /cancelled, nothing was sent/);
  });

  it('asks before it stops a running one, which then puts back what it changed', async () => {
    const site = siteOf([sampleJob({ state: 'running' })], {
      cancel: async () => Promise.resolve('running'),
    });
    assert.equal((await typed(['jobs', 'cancel', 'r-1-rack1'], site)).code, 64);
    const { code, stdout } = await typed(['jobs', 'cancel', 'r-1-rack1'], site, 'yes');
    assert.equal(code, 0);
    assert.match(stdout, /stops between two steps[^]*Next: twinleaf jobs watch r-1-rack1/);
  });

  it('ends with 1 where the job had ended already', async () => {
    const site = siteOf([sampleJob({ state: 'queued' })], {
      cancel: async () => Promise.resolve('succeeded'),
    });
    const { code, stdout } = await typed(['jobs', 'cancel', 'r-1-rack1'], site);
    assert.equal(code, 1);
    assert.match(stdout, /had ended already: succeeded/);
  });
});

describe('jobs list and watch', () => {
  it('never overlook what a person must look at, however old it is', async () => {
    const newest = Array.from({ length: 30 }, (_one, place) =>
      sampleJob({ id: `r-9-u${String(place)}`, unit: `u${String(place)}` }),
    );
    const old = [
      sampleJob({ id: 'r-1-rack1', state: 'half-applied' }),
      sampleJob({ id: 'r-2-rack2', unit: 'rack2', state: 'running' }),
    ];
    const site = siteOf([...newest, ...old], {}, ['r-2-rack2']);
    const { code, stdout } = await typed(['jobs', '--site', 'site'], site);
    assert.equal(code, 0);
    assert.match(stdout, /A person must look:\n/);
    assert.match(
      stdout,
      /rack1: job r-1-rack1: HALF-APPLIED\n.*\n.*twinleaf jobs resume r-1-rack1 --site site/,
    );
    assert.match(stdout, /rack2: job r-2-rack2: its worker died/);
    const json = JSON.parse((await typed(['jobs', 'list', '--json'], site)).stdout) as {
      jobs: unknown[];
      inDoubt: { job: string }[];
    };
    assert.equal(json.jobs.length, 20);
    assert.deepEqual(
      json.inDoubt.map(({ job }) => job),
      ['r-1-rack1', 'r-2-rack2'],
    );
  });

  it('do not speak of a half-applied job that a later success has settled', async () => {
    const later = sampleJob({ id: 'r-2-rack1', createdAt: '2026-02-01T00:00:00.000Z' });
    const site = siteOf([later, sampleJob({ state: 'half-applied' })]);
    assert.doesNotMatch((await typed(['jobs'], site)).stdout, /A person must look/);
  });

  it('end with the exit code of what they watched', async () => {
    assert.equal((await typed(['jobs', 'watch', 'r-1-rack1'], siteOf([sampleJob()]))).code, 0);
    const stuck = siteOf([sampleJob({ state: 'half-applied' })]);
    assert.equal((await typed(['jobs', 'watch', 'r-1'], stuck)).code, 4);
  });

  it('show what a job cost and what to type next as JSON too', async () => {
    const { stdout } = await typed(
      ['jobs', 'show', 'r-1-rack1', '--json'],
      siteOf([sampleJob({ state: 'failed' })]),
    );
    const { jobs } = JSON.parse(stdout) as {
      jobs: { cost: { commands: number }; next: { commands: string[] } }[];
    };
    assert.equal(jobs[0]?.cost.commands, 0);
    assert.deepEqual(jobs[0].next.commands, ['twinleaf jobs retry r-1-rack1']);
  });

  it('send to the job that has succeeded since, not to a retry of the one that it settled', async () => {
    const died = sampleJob({
      state: 'rolled-back',
      endedAt: '2026-01-31T09:20:00.000Z',
      error: { code: 'rolled-back', message: 'its worker died', cause: 'worker-lost' },
    });
    const since = (endedAt: string) => sampleJob({ id: 'r-2-rack1', run: 'r-2', endedAt });
    const site = siteOf([since('2026-01-31T09:21:00.000Z'), died]);
    const { stdout } = await typed(['jobs', 'show', 'r-1-rack1'], site);
    assert.match(stdout, /Next: nothing; a later job[^]*twinleaf jobs show r-2-rack1$/m);
    assert.doesNotMatch(stdout, /retry/);
    const json = JSON.parse((await typed(['jobs', 'show', 'r-1-rack1', '--json'], site)).stdout) as {
      jobs: { settledBy?: string; next: { commands: string[] } }[];
    };
    assert.equal(json.jobs[0]?.settledBy, 'r-2-rack1');
    assert.deepEqual(json.jobs[0].next.commands, ['twinleaf jobs show r-2-rack1']);
    const before = siteOf([since('2026-01-31T09:19:00.000Z'), died]);
    assert.match((await typed(['jobs', 'show', 'r-1-rack1'], before)).stdout, /jobs retry r-1-rack1/);
  });

  it('take no count that is none', async () => {
    assert.equal((await typed(['jobs', 'list', '--limit', '0'], siteOf([]))).code, 64);
  });
});
