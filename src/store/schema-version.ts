/** Which migrations a store has seen. */
import type { DataSource, QueryRunner } from 'typeorm';
import { storeFailed } from './store-error.ts';

/** Whether migrations are left to be made; throws `store-failed` for a store that a newer version has written. */
export async function refuseNewer(source: DataSource, runner: QueryRunner, place: string): Promise<boolean> {
  const known = source.migrations.map((migration) => migration.name);
  const made = await madeMigrations(source, runner);
  const unknown = made.filter((name) => !known.includes(name));
  if (unknown.length > 0) {
    throw storeFailed(place, `it was written by a newer version of Twinleaf (${unknown.join(', ')})`);
  }
  return made.length < known.length;
}

async function madeMigrations(
  source: DataSource,
  runner: QueryRunner,
): Promise<readonly (string | undefined)[]> {
  if (!(await runner.hasTable('migrations'))) return [];
  const table = source.driver.buildTableName('migrations', source.driver.schema);
  const rows = await runner.manager
    .createQueryBuilder(runner)
    .select('"name"')
    .from(table, 'made')
    .getRawMany<{ name: string }>();
  return rows.map((row) => row.name);
}
