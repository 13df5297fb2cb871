/**
 * `npm run chaos -- --seed N --runs M`: plays that many histories from that seed on, several at once, and prints
 * every one that broke a promise with the command that plays it again.
 */
import { parseArgs } from 'node:util';
import { generateHistory } from './generate/generate-history.ts';
import { census, tally } from './history/census.ts';
import { without, type History, type Variant } from './history/history.ts';
import { leftOut } from './history/shrink.ts';
import { play } from './play.ts';
import { Crew } from './processes/crew.ts';
import { brokenInWords } from './report.ts';
import { startServices } from './stacks/shared-stack.ts';

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    runs: { type: 'string', default: '1' },
    /** `embedded` or `shared`. */
    variant: { type: 'string', default: 'embedded' },
    'at-once': { type: 'string', default: '6' },
    /** Rounds (`2`) and faults (`2.1`) to be left out. */
    skip: { type: 'string', default: '' },
    /** Looks for the least part of a broken history that is broken too. */
    shrink: { type: 'boolean', default: false },
    /** Plays nothing, and says how often everything is in these histories. */
    census: { type: 'boolean', default: false },
    verbose: { type: 'boolean', default: false },
  },
});

const variant: Variant = values.variant === 'shared' ? 'shared' : 'embedded';
const first = Number(values.seed);
const seeds = Array.from({ length: Number(values.runs) }, (_, at) => first + at);
const skip = values.skip.split(',').filter((part) => part !== '');
if (values.census) {
  console.log(census(seeds.map((seed) => generateHistory(seed, variant))).join('\n'));
  process.exit(0);
}
const services = variant === 'shared' ? await startServices() : undefined;
if (variant === 'shared' && services === undefined) throw new Error('Redis or PostgreSQL is not installed');
const crew = await Crew.assembled();
const begun = Date.now();
const cameAbout: string[] = [];
let failures = 0;
let done = 0;

await Promise.all(Array.from({ length: Number(values['at-once']) }, playSeeds));
await crew.dismiss();
await services?.stop();
if (seeds.length === 0 && done > 1) console.log(`came about:\n${tally(cameAbout).join('\n')}`);
console.log(`${done} histories, ${failures} broken, ${((Date.now() - begun) / 1000).toFixed(0)} s`);
process.exitCode = failures === 0 ? 0 : 1;

async function playSeeds(): Promise<void> {
  for (let seed = seeds.shift(); seed !== undefined; seed = seeds.shift()) {
    await playOne(without(generateHistory(seed, variant), skip));
  }
}

async function playOne(history: History): Promise<void> {
  const started = Date.now();
  const played = await play(history, crew, services?.startStack);
  done += 1;
  cameAbout.push(...played.cameAbout);
  const words = `${variant} seed ${history.seed}: ${((Date.now() - started) / 1000).toFixed(1)} s`;
  if (played.faults.length === 0 && !values.verbose) {
    console.log(`${words}, every promise kept`);
    return;
  }
  if (played.faults.length > 0) failures += 1;
  console.log(
    [
      `${words}, ${played.faults.length === 0 ? 'every promise kept' : 'BROKEN'}`,
      brokenInWords(history, played, skip),
    ].join('\n'),
  );
  if (values.shrink && played.faults.length > 0) await shrink(history);
}

async function shrink(history: History): Promise<void> {
  const isBroken = async (shorter: History) =>
    (await play(shorter, crew, services?.startStack)).faults.length > 0;
  const left = [...skip, ...(await leftOut(history, isBroken))];
  const played = await play(without(history, left), crew, services?.startStack);
  console.log(`shrunk:\n${brokenInWords(without(history, left), played, left)}`);
}
