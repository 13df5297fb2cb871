import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DataSource } from 'typeorm';
import { allMigrations } from '../../src/store/migrations/all.ts';
import { openStore } from '../../src/store/open-store.ts';
import { sqliteSource } from '../../src/store/sqlite-database.ts';

describe('the migrations of the store', () => {
  let directory = '';
  let source: DataSource | undefined;

  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'twinleaf-migrations-'));
  });
  afterEach(async () => {
    if (source?.isInitialized === true) await source.destroy();
    await rm(directory, { recursive: true });
  });
  const connect = async () => {
    source = await sqliteSource(join(directory, 'store.sqlite')).initialize();
    return source;
  };

  it('lead from nothing to exactly what the entities say', async () => {
    await (await openStore({ directory })).close();
    const difference = await (await connect()).driver.createSchemaBuilder().log();
    assert.deepEqual(
      difference.upQueries.map((query) => query.query),
      [],
    );
  });

  it('are made once, whatever the number of openings', async () => {
    for (let i = 0; i < 3; i += 1) await (await openStore({ directory })).close();
    const made = await (await connect()).query<{ name: string }[]>('SELECT "name" FROM "migrations"');
    assert.equal(made.length, allMigrations.length);
  });

  it('leave foreign keys on', async () => {
    await (await openStore({ directory })).close();
    const connected = await connect();
    await assert.rejects(
      connected.query(
        `INSERT INTO "steps" ("job", "step", "phase", "at", "message") VALUES ('x', '', '', '', '')`,
      ),
      /FOREIGN KEY constraint failed/,
    );
  });

  it('lead back to nothing', async () => {
    await (await openStore({ directory })).close();
    const connected = await connect();
    for (const _ of allMigrations) await connected.undoLastMigration();
    const tables = await connected.query<{ name: string }[]>(
      `SELECT "name" FROM "sqlite_master" WHERE "type" = 'table' AND "name" NOT LIKE 'sqlite_%'`,
    );
    assert.deepEqual(
      tables.map((table) => table.name),
      ['migrations'],
    );
  });
});
