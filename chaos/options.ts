/** What is asked for on the command line of the histories. */
import { Command, InvalidArgumentError, Option } from 'commander';
import type { Variant } from './history/history.ts';

export interface ChaosOptions {
  readonly seed: number;
  readonly runs: number;
  readonly variant: Variant;
  readonly atOnce: number;
  /** Rounds (`2`) and faults (`2.1`). */
  readonly skip: readonly string[];
  readonly shrink: boolean;
  readonly census: boolean;
  readonly verbose: boolean;
}

/** Reads the arguments after the program's name; a wrong one ends the process with words and a code other than 0. */
export function chaosOptions(args: readonly string[]): ChaosOptions {
  const command = new Command('npm run chaos --')
    .description('plays histories of changes and faults, and checks every promise after each')
    .option('--seed <n>', 'the first history', whole, 1)
    .option('--runs <n>', 'how many, one seed after the other', whole, 1)
    .addOption(
      new Option('--variant <name>', 'embedded queue and SQLite, or Redis and PostgreSQL')
        .choices(['embedded', 'shared'] satisfies Variant[])
        .default('embedded'),
    )
    .option('--at-once <n>', 'how many are played at the same time', whole, 6)
    .option('--skip <list>', 'rounds (2) and faults (2.1) to be left out', listed, [])
    .option('--shrink', 'looks for the least part of a broken history that is broken too', false)
    .option('--census', 'plays nothing, and says how often everything is in these histories', false)
    .option('--verbose', 'prints also the histories in which every promise was kept', false);
  return command.parse(args, { from: 'user' }).opts<ChaosOptions>();
}

function whole(text: string): number {
  if (!/^[1-9]\d{0,8}$/.test(text)) throw new InvalidArgumentError('A whole number from 1 on is needed.');
  return Number(text);
}

function listed(text: string): readonly string[] {
  return text.split(',').filter((part) => part !== '');
}
