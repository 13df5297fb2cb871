/** Contract of what becomes of jobs whose worker died, and of those that wait for them. */
import assert from 'node:assert/strict';
import { journalStep, leaseMs, leaveDead, newGate, recorder, statesOf, workRun } from './queue-handlers.ts';
import type { QueueBench } from './queue.contract.ts';
import { samplePlan, sampleRun } from './run-samples.ts';

/** Cases about dead jobs and lost leases. */
export function recoveryCases(bench: QueueBench): void {
  deadCases(bench);
  lostCases(bench);
}

function deadCases(bench: QueueBench): void {
  it('leads a dead job back, or forward if it had begun to confirm, or begins it again if nothing was sent', async () => {
    const opened = await bench.open();
    const { store } = opened;
    await store.createRun(sampleRun({ unsure: [], confirmed: [], untouched: [] }));
    await leaveDead(store, 'unsure', 'change');
    await leaveDead(store, 'confirmed', 'change', 'confirming');
    await leaveDead(store, 'untouched');
    const { handler, goals } = recorder(store, { unsure: 'rolled-back' });
    await workRun(opened, handler, { concurrency: 3 });
    assert.deepEqual(goals, { unsure: 'undo', confirmed: 'resume', untouched: 'apply' });
    assert.deepEqual(await statesOf(store), {
      unsure: 'rolled-back',
      confirmed: 'succeeded',
      untouched: 'succeeded',
    });
  });

  it('keeps the goal and the reason of a job that died on its way back', async () => {
    const opened = await bench.open();
    const { store } = opened;
    await store.createRun(sampleRun({ a: [] }));
    await store.moveJob('a', 'queued', {
      goal: 'undo',
      error: { code: 'cancelled', message: 'put it back' },
    });
    await leaveDead(store, 'a', 'change', 'confirming');
    const { handler, goals } = recorder(store, { a: 'rolled-back' });
    let reason: string | undefined;
    await workRun(opened, async (job, signal) => {
      reason = (await store.readJob('a'))?.error?.message;
      await handler(job, signal);
    });
    assert.deepEqual(goals, { a: 'undo' });
    assert.equal(reason, 'put it back');
  });

  it('settles a dead job before a newer one on its unit, and before those that depend on it', async () => {
    const opened = await bench.open();
    const { store } = opened;
    await store.createRun(sampleRun({ old: [], next: ['old'] }));
    await leaveDead(store, 'old', 'change', 'confirming');
    await store.createRun(
      sampleRun({ new: [] }, { id: 'run-2', plan: samplePlan({ id: 'plan-2' }), units: { new: 'unit-old' } }),
    );
    const { handler, begun, goals } = recorder(store);
    await Promise.all([workRun(opened, handler), workRun(opened, handler, { run: 'run-2' })]);
    assert.equal(begun[0], 'old');
    assert.deepEqual(begun.toSorted(), ['new', 'next', 'old']);
    assert.deepEqual(goals, { old: 'resume', next: 'apply', new: 'apply' });
  });

  it('leads a job back although what it depends on has been put back since', async () => {
    const opened = await bench.open();
    const { store } = opened;
    await store.createRun(sampleRun({ a: [], b: ['a'] }));
    await leaveDead(store, 'b', 'change');
    await store.moveJob('a', 'rolled-back');
    const { handler, goals } = recorder(store, { b: 'rolled-back' });
    await workRun(opened, handler);
    assert.deepEqual(goals, { b: 'undo' });
    assert.deepEqual(await statesOf(store), { a: 'rolled-back', b: 'rolled-back' });
  });

  it('leaves a job alone whose worker keeps its lease', async () => {
    const { store, queue } = await bench.open();
    await store.createRun(sampleRun({ alive: [], other: [] }));
    await store.claimJob('alive', leaseMs);
    const { handler, begun } = recorder(store);
    const done = newGate();
    const worker = queue.work(
      async (job, signal) => {
        await handler(job, signal);
        done.open();
      },
      { concurrency: 2, leaseMs },
    );
    await done.opened;
    await worker.stop();
    assert.deepEqual(begun, ['other']);
    assert.deepEqual(await statesOf(store), { alive: 'running', other: 'succeeded' });
  });
}

function lostCases(bench: QueueBench): void {
  it('lets a worker that lost a unit go on with other jobs, and another one settle what it left', async () => {
    const first = await bench.open();
    const second = await bench.open();
    const { store } = first;
    await store.createRun(sampleRun({ a: [] }));
    const begun = newGate();
    const noticed = newGate();
    // Its lease runs out under it, and when it is told, the job is somebody else's.
    const loses = first.queue.work(
      async ({ id, fence }) => {
        await store.addStep(id, journalStep('change'));
        begun.open();
        await noticed.opened;
        assert.equal(await store.moveJob(id, 'succeeded', { fence }), false);
      },
      { concurrency: 1, leaseMs: 1 },
    );
    await begun.opened;
    const { handler, goals } = recorder(second.store, { a: 'rolled-back' });
    await workRun(second, handler);
    noticed.open();
    await loses.stop();
    assert.deepEqual(goals, { a: 'undo' });
    assert.deepEqual(await statesOf(store), { a: 'rolled-back' });
  });
}
