import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DeviceError, SafetyError } from '../../../src/fabric/errors.ts';
import type { ApplyOptions } from '../../../src/engine/use-cases.ts';
import { siteThatPlans, siteWith, typed } from '../command-line.ts';
import { sampleJob, sampleResult, storeWith } from '../sample-jobs.ts';
import { emptyPlan, fullPlan } from '../sample-plan.ts';

const allowed = { ...fullPlan, refusals: [] };
const done = { run: 'r-1', jobs: [sampleResult()] };

describe('apply', () => {
  it('changes at most so many units at once as it is told', async () => {
    let given: Partial<ApplyOptions> = {};
    const site = siteThatPlans(allowed, {
      apply: async (_plan, options) => {
        given = options;
        return Promise.resolve(done);
      },
    });
    assert.equal((await typed(['apply', '--yes', '--max-unavailable', '3'], site)).code, 0);
    assert.equal(given.maxUnavailable, 3);
    await typed(['apply', '--yes'], site);
    assert.equal('maxUnavailable' in given, false);
    for (const wrong of ['0', '-1', '2.5', 'all', '']) {
      assert.equal((await typed(['apply', '--yes', '--max-unavailable', wrong], site)).code, 64, wrong);
    }
  });

  it('shows the lines that moved where a plan is stale, and says to plan anew', async () => {
    const apply = async () =>
      Promise.reject(
        new SafetyError('plan-stale', 'it has moved:\nsw1: - vlan 5\nsw1: + vlan 6', {
          hint: 'make a new plan',
        }),
      );
    const { code, stderr } = await typed(['apply', 'my-site', '--yes'], siteThatPlans(allowed, { apply }));
    assert.equal(code, 1);
    assert.match(stderr, /error: it has moved: \(plan-stale\)\n {4}sw1: - vlan 5\n {4}sw1: \+ vlan 6\n/);
    assert.match(stderr, /Next: see what changes now\n {6}twinleaf plan my-site\n/);
  });

  const unfinished = { ...allowed, warnings: [{ code: 'job-unfinished' as const, message: 'rack1: job' }] };
  const dead = [sampleJob({ id: 'r-0-rack1', state: 'running', startedAt: '2026-01-31T09:15:02.000Z' })];

  function siteWithDead(end: 'rolled-back' | 'half-applied') {
    const calls: string[] = [];
    const site = siteWith({
      plan: async () => Promise.resolve(calls.push('plan') > 1 ? allowed : unfinished),
      storeToLookAt: async () => Promise.resolve(storeWith(dead, ['r-0-rack1'])),
      settle: async () => {
        calls.push('settle');
        return Promise.resolve([sampleResult({ id: 'r-0-rack1', state: end })]);
      },
      apply: async () => {
        calls.push('apply');
        return Promise.resolve(done);
      },
    });
    return { site, calls };
  }

  it('settles a job whose worker died before it plans again and begins', async () => {
    const { site, calls } = siteWithDead('rolled-back');
    const { code, stderr } = await typed(['apply', '--yes'], site);
    assert.equal(code, 0, stderr);
    assert.deepEqual(calls, ['plan', 'settle', 'plan', 'apply']);
    assert.match(
      stderr,
      /rack1: job r-0-rack1 was at work since 2026-01-31 09:15:02 UTC and its worker died/,
    );
  });

  it('asks before it settles', async () => {
    const { site, calls } = siteWithDead('rolled-back');
    const { code, stderr } = await typed(['apply'], site);
    assert.equal(code, 64);
    assert.match(stderr, /nobody is there to answer: Settle 1 job first\?/);
    assert.deepEqual(calls, ['plan']);
  });

  it('begins nothing while a unit is half-applied, and says how that is mended', async () => {
    const { site, calls } = siteWithDead('half-applied');
    const { code, stderr } = await typed(['apply', '--yes'], site);
    assert.equal(code, 4);
    assert.match(stderr, /twinleaf jobs resume r-0-rack1, or twinleaf jobs undo r-0-rack1/);
    assert.deepEqual(calls, ['plan', 'settle']);
  });
});

describe('rollback', () => {
  it('shows the way back, asks, and does it as a run of its own', async () => {
    const asked: string[] = [];
    const site = siteWith({
      planRollback: async (name) => {
        asked.push(name);
        return Promise.resolve(allowed);
      },
      apply: async () => Promise.resolve(done),
    });
    assert.equal((await typed(['rollback', 'r-1'], site)).code, 64);
    const { code, stdout } = await typed(['rollback', 'r-1', '--yes'], site);
    assert.equal(code, 0);
    assert.match(stdout, /rack1 {2}\(sw1, sw2[^]*Run r-1: 1 of 1 unit applied and verified/);
    assert.deepEqual(asked, ['r-1', 'r-1']);
  });

  it('needs the name of a run or a job', async () => {
    assert.equal((await typed(['rollback'])).code, 64);
  });
});

describe('worker', () => {
  const site = siteWith({
    readSite: async () =>
      Promise.resolve({ fabric: { name: 'ams1' } } as Awaited<
        ReturnType<ReturnType<typeof siteWith>['readSite']>
      >),
    work: async () => Promise.resolve(),
  });

  it('says that it needs Redis, and that apply does without', async () => {
    const { code, stderr } = await typed(['worker'], site);
    assert.equal(code, 64);
    assert.match(stderr, /set REDIS_URL; without it apply does its jobs itself/);
  });

  it('says what it is connected to without a secret, and ends with 0', async () => {
    const { code, stdout, stderr } = await typed(['worker', '--concurrency', '4'], site, undefined, {
      REDIS_URL: 'redis://queue:s3cret@redis.example:6379/2?password=s3cret',
      DATABASE_URL: 'postgres://me:s3cret@db.example/twinleaf',
    });
    assert.equal(code, 0);
    assert.match(
      stderr,
      /Worker for ams1: 4 units at once[^]*redis:\/\/redis\.example:6379\/2\n[^]*postgres:\/\/db\.example\/twinleaf\n/,
    );
    assert.doesNotMatch(stdout + stderr, /s3cret/);
  });

  it('never prints what is no URL, since it may be a password', async () => {
    const { code, stderr } = await typed(['worker'], site, undefined, { REDIS_URL: 's3cret' });
    assert.equal(code, 64);
    assert.doesNotMatch(stderr, /s3cret/);
  });
});

describe('plan --format', () => {
  it('gives json the meaning of --json', async () => {
    const one = await typed(['plan', '--format', 'json'], siteThatPlans(fullPlan));
    const other = await typed(['plan', '--json'], siteThatPlans(fullPlan));
    assert.deepEqual([one.code, one.stdout], [other.code, other.stdout]);
  });

  it('prints the document alone, whatever else is said', async () => {
    const markdown = await typed(['plan', '--format', 'markdown', '--lab'], siteThatPlans(allowed));
    assert.equal(markdown.code, 2);
    assert.match(markdown.stdout, /^<!-- twinleaf plan -->\n\*\*LAB\*\*/);
    assert.match(markdown.stderr, /^LAB/);
    const junit = await typed(['plan', '--format', 'junit'], siteThatPlans(fullPlan));
    assert.equal(junit.code, 1);
    assert.match(junit.stdout, /^<\?xml[^]*<\/testsuites>\n$/);
  });

  it('prints a document even where there is no plan, and the error besides', async () => {
    const plan = async () =>
      Promise.reject(new DeviceError('connect-failed', 'sw1 does not answer', { switch: 'sw1' }));
    for (const [format, start] of [
      ['markdown', '<!-- twinleaf plan -->\n### No plan'],
      ['junit', '<?xml'],
    ] as const) {
      const { code, stdout, stderr } = await typed(['plan', '--format', format], siteWith({ plan }));
      assert.equal(code, 1);
      assert.ok(stdout.startsWith(start), stdout);
      assert.match(stderr, /sw1 does not answer \(connect-failed\)/);
    }
  });

  it('knows no other format', async () => {
    assert.equal((await typed(['plan', '--format', 'html'])).code, 64);
  });
});

describe('plan of a saved plan', () => {
  let folder = '';
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'twinleaf-plan-'));
    await writeFile(join(folder, 'plan.json'), '{}');
  });
  afterEach(async () => {
    await rm(folder, { recursive: true, force: true });
  });

  it('shows it again in any form and reads nothing else', async () => {
    const file = join(folder, 'plan.json');
    const site = siteWith({ readPlanFile: async () => Promise.resolve(allowed) });
    const { code, stdout } = await typed(['plan', file, '--site', 'site'], site);
    assert.equal(code, 2);
    assert.ok(stdout.endsWith(`Next: twinleaf apply ${file} --site site\n`), stdout);
    assert.equal((await typed(['plan', file, '--format', 'junit'], site)).code, 2);
    const quiet = siteWith({ readPlanFile: async () => Promise.resolve(emptyPlan) });
    assert.equal((await typed(['plan', file], quiet)).code, 0);
  });

  it('cannot be given what would make it another plan', async () => {
    const file = join(folder, 'plan.json');
    for (const flag of [['--adopt'], ['--out', 'x'], ['--running', 'x']]) {
      assert.equal((await typed(['plan', file, ...flag])).code, 64, flag.join(' '));
    }
  });
});
