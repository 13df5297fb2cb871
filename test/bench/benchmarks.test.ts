import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { benchmarks } from '../../bench/benchmarks.ts';
import { bestOf, inUnit, isKept, type Figure } from '../../bench/figure.ts';
import { hasServices } from '../../bench/lab/workers.ts';
import { resultsPage } from '../../bench/results-page.ts';
import { builtCli } from '../../bench/startup.ts';

describe('the benchmarks', () => {
  for (const { name, run } of benchmarks) {
    it(`${name} gives figures on a small fabric`, async function () {
      this.timeout(120_000);
      if (name === 'startup' && !existsSync(builtCli)) this.skip();
      // Redis or PostgreSQL is not installed.
      if (name === 'workers' && !hasServices()) this.skip();
      const figures = await run('tiny');
      assert.ok(figures.some(({ bound }) => bound !== undefined));
      for (const figure of figures) assert.ok(figure.measured >= 0, figure.name);
    });
  }

  it('have names of their own', () => {
    assert.equal(new Set(benchmarks.map(({ name }) => name)).size, benchmarks.length);
  });
});

describe('figures', () => {
  const time: Figure = { name: 'time', measured: 2.5, unit: 's', bound: 2 };
  const memory: Figure = { name: 'memory', measured: 100, unit: 'MiB', bound: 512 };

  it('keep the shortest time and the most memory of several runs', () => {
    const runs = [
      [time, memory],
      [
        { ...time, measured: 1.5 },
        { ...memory, measured: 90 },
      ],
    ];
    assert.deepEqual(
      bestOf(runs).map(({ measured }) => measured),
      [1.5, 100],
    );
  });

  it('keep a bound that they reach exactly, and one that they do not have', () => {
    assert.equal(isKept({ ...time, measured: 2 }), true);
    assert.equal(isKept({ name: 'text', measured: 30, unit: 'MB' }), true);
    assert.equal(isKept(time), false);
  });

  it('are printed in the unit they are bound in', () => {
    assert.equal(inUnit(time, 2.5), '2.50 s');
    assert.equal(inUnit(memory, 99.6), '100 MiB');
  });

  it('have a paragraph on the page for every bound that is missed and a line for runs that failed', () => {
    const page = resultsPage([{ ...time, because: 'It waits.' }, memory], {
      loads: [0.5, 1],
      failed: ['one-worker (1 of 2)'],
    });
    assert.match(page, /^\| time \| 2\.50 s \| 2\.00 s \| no \|$/m);
    assert.match(page, /^\| memory \| 100 MiB \| 512 MiB \| yes \|$/m);
    assert.match(page, /^\*\*time\*\*: 2\.50 s instead of 2\.00 s\. It waits\.$/m);
    assert.match(page, /^Runs that did not end well: one-worker \(1 of 2\)\.$/m);
    assert.doesNotMatch(page, /\*\*memory\*\*/);
  });
});
