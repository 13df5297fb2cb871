/**
 * Runs every benchmark, or those named in the arguments, each in processes of its own; prints the figures as a
 * table. Without arguments the table and the machine are kept in `bench/results.md`.
 */
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { loadavg } from 'node:os';
import { fileURLToPath } from 'node:url';
import { benchmarks, type Benchmark } from './benchmarks.ts';
import { bestOf, type Figure } from './figure.ts';
import { resultsPage, resultsTable } from './results-page.ts';

const wanted = process.argv.slice(2);
const chosen = wanted.length === 0 ? benchmarks : benchmarks.filter(({ name }) => wanted.includes(name));
const loadBefore = loadavg()[0] ?? 0;
const failed: string[] = [];
const figures = chosen.flatMap(measured);
process.stdout.write(`${resultsTable(figures)}\n`);
if (wanted.length === 0) {
  const loads = [loadBefore, loadavg()[0] ?? 0] as const;
  writeFileSync(new URL('results.md', import.meta.url), resultsPage(figures, { loads, failed }));
}
process.exitCode = failed.length === 0 ? 0 : 1;

/** A benchmark that does not end well costs its own figures, not those of the others. */
function measured({ name, runs }: Benchmark): readonly Figure[] {
  process.stderr.write(`${name}: ${String(runs)} run(s)\n`);
  const ended = Array.from({ length: runs }, () => measuredOnce(name)).filter((one) => one !== undefined);
  if (ended.length < runs) failed.push(`${name} (${String(runs - ended.length)} of ${String(runs)})`);
  return bestOf(ended);
}

function measuredOnce(name: string): readonly Figure[] | undefined {
  const program = fileURLToPath(new URL('measure.ts', import.meta.url));
  const { status, stdout } = spawnSync(process.execPath, ['--import', 'tsx', program, name], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  return status === 0 ? (JSON.parse(stdout) as readonly Figure[]) : undefined;
}
