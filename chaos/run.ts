/**
 * `npm run chaos -- --seed N --runs M`: plays that many histories from that seed on, several at once, and prints
 * every one that broke a promise with the command that plays it again.
 */
import { generateHistory } from './generate/generate-history.ts';
import { census, tally } from './history/census.ts';
import { without, type History } from './history/history.ts';
import { leftOut } from './history/shrink.ts';
import { chaosOptions } from './options.ts';
import { play } from './play.ts';
import { Crew } from './processes/crew.ts';
import { brokenInWords } from './report.ts';
import { startServices } from './stacks/shared-stack.ts';

const options = chaosOptions(process.argv.slice(2));
const { variant, skip } = options;
const seeds = Array.from({ length: options.runs }, (_, at) => options.seed + at);
if (options.census) {
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

await Promise.all(Array.from({ length: options.atOnce }, playSeeds));
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
  if (played.faults.length === 0 && !options.verbose) {
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
  if (options.shrink && played.faults.length > 0) await shrink(history);
}

async function shrink(history: History): Promise<void> {
  const isBroken = async (shorter: History) =>
    (await play(shorter, crew, services?.startStack)).faults.length > 0;
  const left = [...skip, ...(await leftOut(history, isBroken))];
  const played = await play(without(history, left), crew, services?.startStack);
  console.log(`shrunk:\n${brokenInWords(without(history, left), played, left)}`);
}
