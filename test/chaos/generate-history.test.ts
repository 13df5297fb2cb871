import assert from 'node:assert/strict';
import { generateHistory } from '../../chaos/generate/generate-history.ts';
import { census } from '../../chaos/history/census.ts';
import { without } from '../../chaos/history/history.ts';
import { Random } from '../../chaos/random.ts';
import { leftOut } from '../../chaos/history/shrink.ts';
import { siteYaml } from '../../chaos/site/site-yaml.ts';
import { historyInWords } from '../../chaos/history/words.ts';
import { drivers } from '../../src/drivers/registry.ts';
import { readIntent } from '../../src/fabric/intent/read-intent.ts';

const traits = new Map([...drivers].map(([name, driver]) => [name, driver.traits] as const));
const seeds = Array.from({ length: 100 }, (_, at) => at);
const all = seeds.map((seed) => generateHistory(seed, seed % 2 === 0 ? 'embedded' : 'shared'));

const everyKind = [
  'break-secret',
  'crash-postgres',
  'cut-at-byte',
  'cut-at-line',
  'echo-secret',
  'flush-redis',
  'foreign-edit',
  'kill',
  'kill-at-store',
  'meddle',
  'outage',
  'pause',
  'refuse-line',
  'refuse-saves',
  'repeat-secret',
  'restart-redis',
  'signal',
  'signal-at-store',
  'slow',
];

describe('a history from a seed', () => {
  it('is the same every time', () => {
    assert.deepEqual(generateHistory(7, 'shared'), generateHistory(7, 'shared'));
    assert.notDeepEqual(generateHistory(7, 'shared'), generateHistory(8, 'shared'));
  });

  it('has only sites that are valid, in any order', () => {
    for (const { seed, rounds } of all) {
      for (const request of rounds.flatMap(({ requests }) => requests)) {
        if (!('site' in request)) continue;
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
    assert.deepEqual([...faults].sort(), everyKind);
    assert.equal(new Set(all.flatMap(({ universe }) => universe.units.map(({ driver }) => driver))).size, 3);
  });

  it('holds every kind of request, with and without a limit', () => {
    const requests = all.flatMap(({ rounds }) => rounds.flatMap((round) => round.requests));
    assert.deepEqual([...new Set(requests.map(({ kind }) => kind))].sort(), [
      'apply',
      'apply-plan',
      'cancel',
      'resume',
      'retry',
      'rollback',
      'save-plan',
      'undo',
    ]);
    assert.ok(requests.some((request) => request.kind === 'apply' && request.maxUnavailable === 1));
  });

  it('applies a plan only after it was made, and once', () => {
    for (const { rounds, seed } of all) {
      const waiting = new Set<string>();
      for (const request of rounds.flatMap((round) => round.requests)) {
        if (request.kind === 'save-plan') waiting.add(request.file);
        if (request.kind === 'apply-plan') assert.ok(waiting.delete(request.file), `seed ${seed}`);
      }
    }
  });

  it('has the hard moments often enough: a census of what the continuous integration plays', () => {
    const played = Array.from({ length: 80 }, (_, at) => generateHistory(at + 1, 'embedded'));
    const often = (name: string): number => {
      const line = census(played).find((one) => one.endsWith(` fault ${name}`));
      return Number(line?.trim().split(' ')[0] ?? 0);
    };
    for (const name of [
      'refuse-saves',
      'pause of a request',
      'break-secret, cut there',
      'foreign-edit during changes',
    ]) {
      assert.ok(often(name) >= 3, `${name}: ${often(name)}`);
    }
    const dies = often('outage of the power, after a commit') + often('outage of the way, after a commit');
    assert.ok(dies >= 3, `a member that dies after a commit: ${dies}`);
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
