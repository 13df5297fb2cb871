/** What is printed of a history that broke a promise. */
import type { History } from './history.ts';
import type { Played } from './play.ts';
import { historyInWords } from './words.ts';

/** The history, what was broken, what everybody was told, and the command that plays it again. */
export function brokenInWords(
  history: History,
  { faults, log }: Played,
  skip: readonly string[] = [],
): string {
  return [
    historyInWords(history),
    ...faults.map((fault) => `  broken: ${fault}`),
    ...log.map((line) => `  ${line}`),
    `again: ${replay(history, skip)}`,
  ].join('\n');
}

/** The command that plays exactly this history. */
export function replay({ seed, variant }: History, skip: readonly string[] = []): string {
  const left = skip.length === 0 ? '' : ` --skip ${skip.join(',')}`;
  return `npm run chaos -- --variant ${variant} --seed ${seed}${left}`;
}
