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
const figures = chosen.flatMap(measured);
process.stdout.write(`${resultsTable(figures)}\n`);
if (wanted.length === 0) {
  const loads = [loadBefore, loadavg()[0] ?? 0] as const;
  writeFileSync(new URL('results.md', import.meta.url), resultsPage(figures, loads));
}

function measured({ name, runs }: Benchmark): readonly Figure[] {
  process.stderr.write(`${name}: ${String(runs)} run(s)\n`);
  return bestOf(Array.from({ length: runs }, () => measuredOnce(name)));
}

function measuredOnce(name: string): readonly Figure[] {
  const program = fileURLToPath(new URL('measure.ts', import.meta.url));
  const { status, stdout } = spawnSync(process.execPath, ['--import', 'tsx', program, name], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  if (status !== 0) throw new Error(`${name} ended with ${String(status)}`);
  return JSON.parse(stdout) as readonly Figure[];
}
