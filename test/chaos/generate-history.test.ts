import assert from 'node:assert/strict';
import { generateHistory } from '../../chaos/generate-history.ts';
import { without } from '../../chaos/history.ts';
import { Random } from '../../chaos/random.ts';
import { leftOut } from '../../chaos/shrink.ts';
import { siteYaml } from '../../chaos/site/site-yaml.ts';
import { historyInWords } from '../../chaos/words.ts';
import { drivers } from '../../src/drivers/registry.ts';
import { readIntent } from '../../src/fabric/intent/read-intent.ts';

const traits = new Map([...drivers].map(([name, driver]) => [name, driver.traits] as const));
const seeds = Array.from({ length: 60 }, (_, at) => at);
const all = seeds.map((seed) => generateHistory(seed, seed % 2 === 0 ? 'embedded' : 'shared'));

describe('a history from a seed', () => {
  it('is the same every time', () => {
    assert.deepEqual(generateHistory(7, 'shared'), generateHistory(7, 'shared'));
    assert.notDeepEqual(generateHistory(7, 'shared'), generateHistory(8, 'shared'));
  });

  it('has only sites that are valid, in any order', () => {
    for (const { seed, rounds } of all) {
      for (const request of rounds.flatMap(({ requests }) => requests)) {
        if (request.kind !== 'apply') continue;
        const text = siteYaml(request.site, new Random(seed));
        assert.deepEqual(readIntent([{ name: 'site.yaml', text }], traits).problems, [], `seed ${seed}`);
      }
    }
  });

  it('gives every port and every MAC to one server', () => {
    for (const { universe, seed } of all) {
      const legs = universe.servers.flatMap((server) => server.legs);
      assert.equal(new Set(legs.map(({ mac }) => mac)).size, legs.length, `seed ${seed}`);
      assert.equal(new Set(legs.map((leg) => `${leg.switch}/${leg.port}`)).size, legs.length, `seed ${seed}`);
    }
  });

  it('meets every driver and every kind of fault sooner or later', () => {
    const faults = new Set(
      all.flatMap(({ rounds }) => rounds.flatMap((round) => round.faults.map(({ kind }) => kind))),
    );
    assert.equal(faults.size, 11);
    assert.equal(new Set(all.flatMap(({ universe }) => universe.units.map(({ driver }) => driver))).size, 3);
  });

  it('reads as a story, every fault under the name by which it is left out', () => {
    const history = all.find(({ rounds }) => (rounds[0]?.faults.length ?? 0) > 1);
    assert.ok(history);
    assert.match(historyInWords(history), /^round 1: apply the first site/m);
    assert.match(historyInWords(history), /^ {2}1\.2 /m);
    assert.doesNotMatch(historyInWords(without(history, ['1.2'])), /^ {2}1\.2 /m);
  });

  it('shrinks to what breaks it', async () => {
    const history = all.find(({ rounds }) => rounds.length === 3 && (rounds[1]?.faults.length ?? 0) > 1);
    assert.ok(history);
    const left = await leftOut(history, ({ rounds }) =>
      Promise.resolve(
        rounds.some(({ number, faults }) => number === 2 && faults.some((fault) => fault.number === 1)),
      ),
    );
    const shrunk = without(history, left);
    assert.deepEqual(
      shrunk.rounds.map(({ number, faults }) => [number, faults.map((fault) => fault.number)]),
      [[2, [1]]],
    );
  });
});
