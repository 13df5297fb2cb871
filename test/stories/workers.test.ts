/** Workers on a real Redis, each a process of its own: stopped, paused and killed in the middle of a change. */
import assert from 'node:assert/strict';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { JobSummary } from '../../src/engine/store.ts';
import { pairSite } from '../engine/temporary-site.ts';
import { redisIsMissing, startRedis, type RedisService } from '../services/redis.ts';
import { labSite, type LabSite } from './lab-site.ts';

const leaseMs = 1200;

interface SiteProcess {
  readonly child: ChildProcess;
  /** Settles at the first line that is this one. */
  said(line: string): Promise<void>;
  readonly lines: readonly string[];
}

describe('workers on Redis', function () {
  this.timeout(120_000);
  let redis: RedisService | undefined;
  let site: LabSite;
  let empty: Readonly<Record<string, string>>;
  let processes: SiteProcess[];

  before(async function () {
    if (redisIsMissing() !== undefined) this.skip();
    redis = await startRedis();
  });
  after(() => redis?.remove());
  beforeEach(async () => {
    site = await labSite(pairSite(), { timing: { leaseMs } });
    empty = site.running();
    processes = [];
  });
  afterEach(async () => {
    for (const { child } of processes) {
      if (child.exitCode !== null || child.signalCode !== null) continue;
      child.kill('SIGKILL');
      await once(child, 'exit');
    }
    await site.stop();
  });

  const start = (role: 'work' | 'apply'): SiteProcess => {
    const script = fileURLToPath(new URL('site-process.ts', import.meta.url));
    const args = ['--import', 'tsx', script, path.join(site.directory, 'site.yaml'), role, String(leaseMs)];
    const child = spawn(process.execPath, args, {
      env: { ...process.env, REDIS_URL: redis?.url ?? '' },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const lines: string[] = [];
    const reader = createInterface({ input: child.stdout });
    reader.on('line', (line) => lines.push(line));
    const said = async (line: string): Promise<void> => {
      while (!lines.includes(line)) await once(reader, 'line');
    };
    const started = { child, said, lines };
    processes.push(started);
    return started;
  };

  const jobs = (): Promise<readonly JobSummary[]> => site.with(async (one) => (await one.store()).listJobs());
  const endOf = async (apply: SiteProcess): Promise<string | undefined> => {
    if (apply.child.exitCode === null) await once(apply.child, 'exit');
    return apply.lines.at(-1);
  };

  it('do what another process asks for, which watches and says how it ended', async () => {
    const worker = start('work');
    await worker.said('ready');
    assert.equal(await endOf(start('apply')), 'ended succeeded');
    assert.match(site.running()['sw2'] ?? '', /tl:db01\/port1/);
    worker.child.kill('SIGTERM');
    await once(worker.child, 'exit');
    assert.equal(worker.child.exitCode, 0);
  });

  it('put back what they have begun when they are told to stop, and the next one does the job', async () => {
    const first = start('work');
    await first.said('ready');
    const apply = start('apply');
    await first.said('change done sw1');
    first.child.kill('SIGTERM');
    await once(first.child, 'exit');
    assert.equal(first.child.exitCode, 0);
    assert.deepEqual(site.running(), empty);
    assert.deepEqual(
      (await jobs()).map(({ state }) => state),
      ['queued'],
    );
    start('work');
    assert.equal(await endOf(apply), 'ended succeeded');
  });

  it('lose the unit when they sleep through their lease, and write nothing more to it', async () => {
    const sleeper = start('work');
    await sleeper.said('ready');
    const apply = start('apply');
    await sleeper.said('change done sw1');
    sleeper.child.kill('SIGSTOP');
    await start('work').said('ready');
    assert.equal(await endOf(apply), 'ended rolled-back');
    assert.deepEqual(site.running(), empty);
    sleeper.child.kill('SIGCONT');
    await sleep(leaseMs);
    assert.deepEqual(site.running(), empty);
    assert.deepEqual(
      (await jobs()).map(({ state }) => state),
      ['rolled-back'],
    );
  });

  it('begin again what a killed one had not begun', async () => {
    const first = start('work');
    await first.said('ready');
    const apply = start('apply');
    await first.said('lock done');
    first.child.kill('SIGKILL');
    start('work');
    assert.equal(await endOf(apply), 'ended succeeded');
  });
});
