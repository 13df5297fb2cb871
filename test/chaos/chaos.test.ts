import assert from 'node:assert/strict';
import { generateHistory } from '../../chaos/generate/generate-history.ts';
import type { Variant } from '../../chaos/history/history.ts';
import { play } from '../../chaos/play.ts';
import { Crew } from '../../chaos/processes/crew.ts';
import { brokenInWords } from '../../chaos/report.ts';
import { startServices, type Services } from '../../chaos/stacks/shared-stack.ts';

/** Most of the time something is waited for. */
const atOnce = 6;

/** Plays the seeds, several at once; gives those that broke a promise, in words. */
async function broken(
  seeds: readonly number[],
  variant: Variant,
  crew: Crew,
  services?: Services,
): Promise<readonly string[]> {
  const left = [...seeds];
  const found: string[] = [];
  const playSeeds = async (): Promise<void> => {
    for (let seed = left.shift(); seed !== undefined; seed = left.shift()) {
      const history = generateHistory(seed, variant);
      const played = await play(history, crew, services?.startStack);
      if (played.faults.length > 0) found.push(brokenInWords(history, played));
    }
  };
  await Promise.all(Array.from({ length: atOnce }, playSeeds));
  return found;
}

function tens(first: number, count: number): readonly (readonly number[])[] {
  return Array.from({ length: count / 10 }, (_, ten) =>
    Array.from({ length: 10 }, (_, at) => first + 10 * ten + at),
  );
}

describe('histories of chaos', function () {
  this.timeout(600_000);
  let crew: Crew;
  before(async () => {
    crew = await Crew.assembled();
  });
  after(() => crew.dismiss());

  for (const seeds of tens(1, 80)) {
    it(`keep every promise with the embedded queue and SQLite, seeds ${seeds[0] ?? 0} to ${seeds.at(-1) ?? 0}`, async () => {
      const found = await broken(seeds, 'embedded', crew);
      assert.equal(found.length, 0, found.join('\n\n'));
    });
  }

  describe('with workers on Redis and a store in PostgreSQL', () => {
    let services: Services | undefined;
    before(async () => {
      services = await startServices();
    });
    after(() => services?.stop());

    for (const seeds of tens(1, 20)) {
      it(`keep every promise, seeds ${seeds[0] ?? 0} to ${seeds.at(-1) ?? 0}`, async function () {
        // Redis or PostgreSQL is not installed.
        if (services === undefined) this.skip();
        const found = await broken(seeds, 'shared', crew, services);
        assert.equal(found.length, 0, found.join('\n\n'));
      });
    }
  });
});
