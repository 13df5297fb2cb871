/** One benchmark in this process: its name is the argument, its figures go to standard output as JSON. */
import { benchmarks } from './benchmarks.ts';

const [name] = process.argv.slice(2);
const benchmark = benchmarks.find((one) => one.name === name);
if (benchmark === undefined) throw new Error(`there is no benchmark ${String(name)}`);
process.stdout.write(JSON.stringify(await benchmark.run('full')));
