import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Store } from '../../src/engine/store.ts';
import { openStore } from '../../src/store/open-store.ts';
import { statesOf } from '../contracts/queue-handlers.ts';
import { skipIf } from '../contracts/queue.contract.ts';
import type { Missing } from '../contracts/queue.contract.ts';
import { sampleRun } from '../contracts/run-samples.ts';
import { redisIsMissing, sharedRedis } from '../services/redis.ts';
import type { JobEvent, QueueTask } from './queue-process.ts';

processCases('embedded', () => Promise.resolve({}));
processCases(
  'Redis',
  async () => ({ redis: { url: (await sharedRedis()).url, name: `lab-${process.hrtime.bigint()}` } }),
  redisIsMissing,
);

function processCases(
  kind: string,
  carrier: () => Promise<Pick<QueueTask, 'redis'>>,
  missing?: Missing,
): void {
  describe(`processes that share a store and the ${kind} queue`, function () {
    // Several processes on a machine with other work.
    this.timeout(60_000);
    let directory: string;
    let store: Store;
    let task: QueueTask;
    let children: ChildProcess[];

    skipIf(missing);
    beforeEach(async () => {
      directory = await mkdtemp(join(tmpdir(), 'twinleaf-queue-'));
      store = await openStore({ directory });
      task = { directory, ...(await carrier()), leaseMs: 60_000, run: 'run-1', log: join(directory, 'log') };
      children = [];
    });
    afterEach(async () => {
      for (const child of children) child.kill('SIGKILL');
      await Promise.all(children.map(ended));
      await store.close();
      await rm(directory, { recursive: true });
    });
    const start = (changes: Partial<QueueTask> = {}): ChildProcess => {
      const script = fileURLToPath(new URL('queue-process.ts', import.meta.url));
      const argument = JSON.stringify({ ...task, ...changes });
      const child = spawn(process.execPath, ['--import', 'tsx', script, argument], {
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      children.push(child);
      return child;
    };

    it('do every job once, in the order of each unit, and never two on one', async () => {
      const ids = Array.from({ length: 24 }, (_, i) => `job-${i}`);
      const units = Object.fromEntries(ids.map((id, i) => [id, `rack${i % 4}`]));
      await store.createRun(sampleRun(Object.fromEntries(ids.map((id) => [id, []])), { units }));
      const exits = await Promise.all([start(), start(), start()].map(ended));
      assert.deepEqual(exits, [0, 0, 0]);
      assert.deepEqual(new Set(Object.values(await statesOf(store))), new Set(['succeeded']));
      const events = await readEvents(task.log);
      assert.equal(events.length, 2 * ids.length);
      for (let rack = 0; rack < 4; rack += 1) {
        const there = events.filter(({ unit }) => unit === `rack${rack}`);
        const expected = ids.filter((id) => units[id] === `rack${rack}`);
        assert.deepEqual(
          there.map(({ job, event }) => `${job} ${event}`),
          expected.flatMap((id) => [`${id} begun`, `${id} ended`]),
        );
      }
    });

    for (const [step, goal, end] of [
      ['change', 'undo', 'rolled-back'],
      ['confirming', 'resume', 'succeeded'],
    ] as const) {
      it(`take over (${goal}) a job whose process is killed after its step ${step}`, async () => {
        await store.createRun(
          sampleRun({ first: [], next: ['first'], beside: [] }, { units: { beside: 'unit-first' } }),
        );
        const doomed = start({ leaseMs: 1_000, hangsAt: { job: 'first', step } });
        assert.ok(doomed.stdout);
        await once(doomed.stdout, 'data');
        doomed.kill('SIGKILL');
        assert.equal(await ended(start()), 0);
        const isBack = end === 'rolled-back';
        assert.deepEqual(await statesOf(store), {
          first: end,
          next: isBack ? 'cancelled' : 'succeeded',
          beside: 'succeeded',
        });
        const events = await readEvents(task.log);
        const after = events.filter(({ process }) => process !== doomed.pid);
        assert.deepEqual(
          after.filter(({ unit }) => unit === 'unit-first').map(({ job, goal }) => `${job} ${goal}`),
          [`first ${goal}`, `first ${goal}`, 'beside apply', 'beside apply'],
        );
      });
    }
  });
}

async function readEvents(log: string): Promise<readonly JobEvent[]> {
  const lines = (await readFile(log, 'utf8')).trim().split('\n');
  return lines.map((line) => JSON.parse(line) as JobEvent);
}

async function ended(child: ChildProcess): Promise<number | null> {
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
  return child.exitCode;
}
