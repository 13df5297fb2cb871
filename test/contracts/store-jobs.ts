/** Contract of runs, jobs and journals. */
import assert from 'node:assert/strict';
import type { JobState, JobStep, StoredExchange } from '../../src/engine/store.ts';
import { samplePlan, sampleRun, vlanOf } from './run-samples.ts';
import type { StoreBench } from './store.contract.ts';

const noon = Date.UTC(2026, 2, 1, 12);

/** Cases about everything that a run leaves behind. */
export function jobCases(bench: StoreBench): void {
  runCases(bench);
  listCases(bench);
  stampCases(bench);
  journalCases(bench);
}

function runCases(bench: StoreBench): void {
  it('gives back a run with its plan and its jobs in the order of creation, also after it was closed', async () => {
    const store = await bench.open({ now: () => noon });
    const plan = samplePlan({ allocations: [vlanOf('blue', 100)], waivers: ['adopt'] });
    await store.createRun(sampleRun({ z: [], a: ['z'], m: ['z', 'a'] }, { plan }));
    await store.close();
    const again = await bench.open();
    assert.deepEqual(await again.readPlan('plan-1'), plan);
    const common = {
      run: 'run-1',
      plan: 'plan-1',
      state: 'queued',
      goal: 'apply',
      isCancelRequested: false,
      requestedBy: 'ada@desk',
      createdAt: '2026-03-01T12:00:00.000Z',
    };
    assert.deepEqual(await again.readRun('run-1'), {
      id: 'run-1',
      plan: 'plan-1',
      fabric: 'lab',
      requestedBy: 'ada@desk',
      createdAt: '2026-03-01T12:00:00.000Z',
      jobs: [
        { ...common, id: 'z', unit: 'unit-z', dependsOn: [] },
        { ...common, id: 'a', unit: 'unit-a', dependsOn: ['z'] },
        { ...common, id: 'm', unit: 'unit-m', dependsOn: ['z', 'a'] },
      ],
    });
    assert.deepEqual(await again.readJob('a'), {
      ...common,
      id: 'a',
      unit: 'unit-a',
      dependsOn: ['z'],
      steps: [],
    });
  });

  it('knows nothing of ids that were never given', async () => {
    const store = await bench.open();
    assert.equal(await store.readPlan('x'), undefined);
    assert.equal(await store.readRun('x'), undefined);
    assert.equal(await store.readJob('x'), undefined);
    assert.deepEqual(await store.listJobs(), []);
    assert.deepEqual(await store.readExchanges('x'), []);
  });

  it('makes three runs at once', async () => {
    const store = await bench.open();
    await Promise.all(
      ['1', '2', '3'].map((n) =>
        store.createRun(
          sampleRun(
            { [`a${n}`]: [], [`b${n}`]: [] },
            { id: `run-${n}`, plan: samplePlan({ id: `plan-${n}` }) },
          ),
        ),
      ),
    );
    const jobs = (await store.listJobs()).map((job) => job.id).sort();
    assert.deepEqual(jobs, ['a1', 'a2', 'a3', 'b1', 'b2', 'b3']);
  });

  it('leaves the others whole when one of three at once fails', async () => {
    const store = await bench.open();
    const outcomes = await Promise.allSettled([
      store.createRun(sampleRun({ a: [] })),
      store.createRun(sampleRun({ b: [], a: [] }, { id: 'run-2', plan: samplePlan({ id: 'plan-2' }) })),
      store.createRun(sampleRun({ c: [] }, { id: 'run-3', plan: samplePlan({ id: 'plan-3' }) })),
    ]);
    assert.deepEqual(
      outcomes.map((outcome) => outcome.status),
      ['fulfilled', 'rejected', 'fulfilled'],
    );
    assert.equal(await store.readRun('run-2'), undefined);
    assert.equal(await store.readPlan('plan-2'), undefined);
    assert.deepEqual(
      (await store.listJobs()).map((job) => job.id),
      ['c', 'a'],
    );
  });

  it('runs one plan twice, but never another one under its id', async () => {
    const store = await bench.open();
    await store.createRun(sampleRun({ a: [] }));
    await store.createRun(sampleRun({ b: [] }, { id: 'run-2' }));
    const edited = samplePlan({ waivers: ['allow-outage'], allocations: [vlanOf('blue', 1)] });
    await assert.rejects(store.createRun(sampleRun({ c: [] }, { id: 'run-3', plan: edited })), {
      code: 'plan-unreadable',
    });
    assert.deepEqual(await store.readPlan('plan-1'), samplePlan());
    assert.deepEqual((await store.readState())?.allocations, []);
    assert.equal((await store.listJobs()).length, 2);
  });

  it('refuses a job that depends on one outside its run', async () => {
    const store = await bench.open();
    await store.createRun(sampleRun({ a: [] }));
    await assert.rejects(store.createRun(sampleRun({ b: ['a'] }, { id: 'run-2' })), {
      code: 'unknown-object',
    });
    assert.equal(await store.readRun('run-2'), undefined);
  });
}

function listCases(bench: StoreBench): void {
  it('lists newest first and filters by run, unit, state and number', async () => {
    const store = await bench.open();
    await store.createRun(sampleRun({ a: [], b: [] }, { units: { a: 'rack1', b: 'rack2' } }));
    await store.createRun(sampleRun({ c: [], d: [] }, { id: 'run-2', units: { c: 'rack1', d: 'rack2' } }));
    await store.moveJob('b', 'running');
    await store.moveJob('c', 'failed');
    const ids = async (filter?: Parameters<typeof store.listJobs>[0]) =>
      (await store.listJobs(filter)).map((job) => job.id).join('');
    assert.equal(await ids(), 'dcba');
    assert.equal(await ids({ run: 'run-1' }), 'ba');
    assert.equal(await ids({ unit: 'rack1' }), 'ca');
    assert.equal(await ids({ states: ['running', 'failed'] }), 'cb');
    assert.equal(await ids({ states: [] }), '');
    assert.equal(await ids({ limit: 3 }), 'dcb');
    assert.equal(await ids({ run: 'run-2', unit: 'rack2', states: ['queued'], limit: 9 }), 'd');
  });

  it('lists 5,000 jobs with their dependencies', async () => {
    const store = await bench.open();
    const ids = Array.from({ length: 5000 }, (_, i) => `job-${i}`);
    await store.createRun(
      sampleRun(Object.fromEntries(ids.map((id, i) => [id, ids.slice(Math.max(0, i - 2), i)]))),
    );
    const jobs = await store.listJobs();
    assert.deepEqual(
      jobs.map((job) => job.id),
      ids.toReversed(),
    );
    assert.deepEqual(jobs[0]?.dependsOn, ['job-4997', 'job-4998']);
    assert.equal((await store.readRun('run-1'))?.jobs.length, 5000);
  });
}

function stampCases(bench: StoreBench): void {
  it('stamps the start of a job and its end, in whichever way it ends', async () => {
    let time = noon;
    const store = await bench.open({ now: () => time });
    const ends: JobState[] = ['succeeded', 'rolled-back', 'half-applied', 'failed', 'cancelled'];
    await store.createRun(sampleRun(Object.fromEntries(ends.map((end) => [end, []]))));
    for (const end of ends) {
      time = noon + 1000;
      await store.moveJob(end, 'running');
      time = noon + 5000;
      await store.moveJob(end, end);
      const job = await store.readJob(end);
      assert.equal(job?.state, end);
      assert.equal(job.startedAt, '2026-03-01T12:00:01.000Z');
      assert.equal(job.endedAt, '2026-03-01T12:00:05.000Z');
    }
  });

  it('has no start for a job that was cancelled in the queue', async () => {
    const store = await bench.open();
    await store.createRun(sampleRun({ a: [] }));
    await store.moveJob('a', 'cancelled');
    const job = await store.readJob('a');
    assert.equal(job?.startedAt, undefined);
    assert.notEqual(job?.endedAt, undefined);
  });

  it('keeps the start of a job that is resumed and forgets the first try of one that is queued again', async () => {
    let time = noon;
    const store = await bench.open({ now: () => time });
    await store.createRun(sampleRun({ a: [] }));
    await store.moveJob('a', 'running');
    await store.moveJob('a', 'half-applied', { error: { code: 'half-applied', message: 'look' } });
    time += 60_000;
    await store.moveJob('a', 'running');
    const resumed = await store.readJob('a');
    assert.equal(resumed?.startedAt, '2026-03-01T12:00:00.000Z');
    assert.equal(resumed.endedAt, undefined);
    await store.moveJob('a', 'queued');
    const queued = await store.readJob('a');
    assert.equal(queued?.startedAt, undefined);
    assert.equal(queued?.error, undefined);
  });

  it('replaces the error of a job with the one given, or with none', async () => {
    const store = await bench.open();
    await store.createRun(sampleRun({ a: [] }));
    const error = {
      code: 'line-rejected',
      message: 'no',
      switch: 'sw1',
      command: 'vlan 1',
      output: '% Invalid',
    };
    await store.moveJob('a', 'failed', { error });
    assert.deepEqual((await store.readJob('a'))?.error, error);
    await store.moveJob('a', 'running');
    assert.equal((await store.readJob('a'))?.error, undefined);
  });

  it('refuses to move or to write about a job that it does not know', async () => {
    const store = await bench.open();
    const unknown = { code: 'unknown-object' };
    const step: JobStep = { step: 'lock', phase: 'done', at: '2026-03-01T12:00:00.000Z', message: '' };
    await assert.rejects(store.moveJob('x', 'running'), unknown);
    await assert.rejects(store.addStep('x', step), unknown);
    await assert.rejects(store.addExchanges('x', []), unknown);
  });
}

function journalCases(bench: StoreBench): void {
  it('keeps the steps of each job in the order of the calls, whatever times they bear', async () => {
    const store = await bench.open();
    await store.createRun(sampleRun({ a: [], b: [] }));
    const steps = Array.from({ length: 12 }, (_, i): JobStep => ({
      step: i % 2 === 0 ? 'change' : 'verify',
      phase: i % 3 === 0 ? 'started' : 'done',
      ...(i % 4 === 0 ? {} : { switch: `sw${i}` }),
      at: new Date(noon - i).toISOString(),
      message: `step ${i}`,
    }));
    // Not awaited one by one: the order of the calls counts, not that of the answers.
    await Promise.all(steps.flatMap((step) => [store.addStep('a', step), store.addStep('b', step)]));
    await store.close();
    const again = await bench.open();
    assert.deepEqual((await again.readJob('a'))?.steps, steps);
    assert.deepEqual((await again.readJob('b'))?.steps, steps);
  });

  it('keeps transcripts byte for byte: large ones, every script, NUL and lone surrogates', async () => {
    const store = await bench.open();
    await store.createRun(sampleRun({ a: [], b: [] }));
    const outputs = [
      `${'interface Ethernet1/1 — Gerät «Ω» 日本語 👩‍🚀\r\n'.repeat(60_000)}end`,
      'before\u0000after \u001b[7m--More--\u001b[m \ud83d \udc4d',
      "'); DROP TABLE jobs; --",
      '',
    ];
    const exchanges = outputs.map((output, i): StoredExchange => ({
      switch: `sw${i % 2}`,
      at: new Date(noon).toISOString(),
      command: `show "${i}" | no-more`,
      output,
      elapsedMs: i + 0.25,
      refused: i === 2,
    }));
    await store.addExchanges('a', exchanges.slice(0, 3));
    await store.addExchanges('b', exchanges);
    await store.addExchanges('a', exchanges.slice(3));
    assert.deepEqual(await store.readExchanges('a'), exchanges);
    assert.deepEqual(await store.readExchanges('b'), exchanges);
  });

  it('keeps the order of thousands of exchanges given at once', async () => {
    const store = await bench.open();
    await store.createRun(sampleRun({ a: [] }));
    const exchanges = Array.from({ length: 5000 }, (_, i): StoredExchange => ({
      switch: 'sw1',
      at: new Date(noon).toISOString(),
      command: `vlan ${i}`,
      output: '',
      elapsedMs: 1,
      refused: false,
    }));
    await store.addExchanges('a', exchanges);
    assert.deepEqual(await store.readExchanges('a'), exchanges);
  });
}
