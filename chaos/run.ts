/**
 * `npm run chaos -- --seed N --runs M`: plays that many histories from that seed on, several at once, and prints
 * every one that broke a promise with the command that plays it again.
 */
import { parseArgs } from 'node:util';
import { generateHistory } from './generate-history.ts';
import { without, type Variant } from './history.ts';
import { play } from './play.ts';
import { Crew } from './processes/crew.ts';
import { startServices } from './stacks/shared-stack.ts';
import { historyInWords } from './words.ts';

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    runs: { type: 'string', default: '1' },
    variant: { type: 'string', default: 'embedded' },
    'at-once': { type: 'string', default: '6' },
    skip: { type: 'string', default: '' },
    verbose: { type: 'boolean', default: false },
  },
});

const variant: Variant = values.variant === 'shared' ? 'shared' : 'embedded';
const first = Number(values.seed);
const seeds = Array.from({ length: Number(values.runs) }, (_, at) => first + at);
const skip = values.skip.split(',').filter((part) => part !== '');
const crew = await Crew.assembled();
const services = variant === 'shared' ? await startServices() : undefined;
if (variant === 'shared' && services === undefined) throw new Error('Redis or PostgreSQL is not installed');
const begun = Date.now();
let failures = 0;
let done = 0;

async function next(): Promise<void> {
  for (let seed = seeds.shift(); seed !== undefined; seed = seeds.shift()) {
    const history = without(generateHistory(seed, variant), skip);
    const started = Date.now();
    const { faults, log } = await play(history, crew, services?.startStack);
    done += 1;
    const words = `${variant} seed ${String(seed)}: ${((Date.now() - started) / 1000).toFixed(1)} s`;
    if (faults.length === 0 && !values.verbose) {
      console.log(`${words}, every promise kept`);
      continue;
    }
    if (faults.length > 0) failures += 1;
    console.log(
      [
        `${words}, ${faults.length === 0 ? 'every promise kept' : 'BROKEN'}`,
        historyInWords(history),
        ...faults.map((fault) => `  broken: ${fault}`),
        ...log.map((line) => `  ${line}`),
        `again: npm run chaos -- --variant ${variant} --seed ${String(seed)}${skip.length === 0 ? '' : ` --skip ${skip.join(',')}`} --verbose`,
      ].join('\n'),
    );
  }
}

await Promise.all(Array.from({ length: Number(values['at-once']) }, next));
await crew.dismiss();
await services?.stop();
console.log(
  `${String(done)} histories, ${String(failures)} broken, ${((Date.now() - begun) / 1000).toFixed(0)} s`,
);
process.exitCode = failures === 0 ? 0 : 1;
