/** Which migrations a store has seen. */
import { MigrationExecutor } from 'typeorm';
import type { DataSource, QueryRunner } from 'typeorm';
import { storeFailed } from '../store-error.ts';

/** Makes the migrations that the store has not seen, within the transaction of the caller. */
export async function makeMigrations(source: DataSource, runner: QueryRunner): Promise<void> {
  const executor = new MigrationExecutor(source, runner);
  executor.transaction = 'none';
  await executor.executePendingMigrations();
}

/** Whether migrations are left to be made; throws `store-failed` for a store that a newer version has written. */
export async function isBehind(source: DataSource, runner: QueryRunner, place: string): Promise<boolean> {
  const known = source.migrations.map(({ name }) => name);
  const made = (await new MigrationExecutor(source, runner).getExecutedMigrations()).map(({ name }) => name);
  const unknown = made.filter((name) => !known.includes(name));
  if (unknown.length > 0) {
    throw storeFailed(place, `it was written by a newer version of Twinleaf (${unknown.join(', ')})`);
  }
  return made.length < known.length;
}
