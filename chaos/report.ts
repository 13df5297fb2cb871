/** What is printed and kept of a history that broke a promise. */
import { writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { History } from './history/history.ts';
import type { Played } from './play.ts';
import { historyInWords } from './history/words.ts';

/** The history, what was broken, what everybody was told, and the command that plays it again. */
export function brokenInWords(history: History, played: Played, skip: readonly string[] = []): string {
  const { faults, log, course } = played;
  return [
    historyInWords(history),
    ...faults.map((fault) => `  broken: ${fault}`),
    ...log.map((line) => `  ${line}`),
    ...(course.length === 0 ? [] : [`its course: ${keptCourse(history, course)}`]),
    `again: ${replay(history, skip)}`,
  ].join('\n');
}

/** Keeps the whole course of it in a file of the temporary directory, and gives the file. */
function keptCourse({ variant, seed }: History, course: readonly string[]): string {
  const file = path.join(tmpdir(), `twinleaf-chaos-${variant}-${seed}.log`);
  writeFileSync(file, `${course.join('\n')}\n`);
  return file;
}

/** The command that plays exactly this history. */
export function replay({ seed, variant }: History, skip: readonly string[] = []): string {
  const left = skip.length === 0 ? '' : ` --skip ${skip.join(',')}`;
  return `npm run chaos -- --variant ${variant} --seed ${seed}${left}`;
}
