import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DataSource } from 'typeorm';
import { allMigrations } from '../../src/store/migrations/all.ts';
import { FirstSchema } from '../../src/store/migrations/first-schema.ts';
import { openStore } from '../../src/store/open-store.ts';
import { sqliteSource } from '../../src/store/databases/sqlite-database.ts';

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

  it('bring up a store of the first schema and keep what is in it', async () => {
    source = new DataSource({
      ...sqliteSource(join(directory, 'store.sqlite')).options,
      migrations: [FirstSchema],
    });
    await source.initialize();
    await source.runMigrations();
    for (const statement of firstSchemaRows) await source.query(statement);
    await source.destroy();
    const store = await openStore({ directory, now: () => 0 });
    const run = await store.readRun('r1');
    assert.deepEqual(
      run?.jobs.map(({ id, state, goal, isCancelRequested }) => [id, state, goal, isCancelRequested]),
      [
        ['j1', 'succeeded', 'apply', false],
        ['j2', 'queued', 'apply', false],
      ],
    );
    assert.equal(run.maxUnavailable, undefined);
    assert.deepEqual(run.jobs[1]?.dependsOn, ['j1']);
    assert.equal((await store.readJob('j1'))?.steps.length, 1);
    // Numbers go on where they were.
    assert.deepEqual(await store.claimJob('j2', 1000), { fence: 8 });
    await store.close();
    const connected = await connect();
    assert.deepEqual(await connected.query('PRAGMA foreign_key_check'), []);
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

/** What a store of the first schema may hold. */
const firstSchemaRows = [
  `INSERT INTO "plans" ("id", "content") VALUES ('p1', '{}')`,
  `INSERT INTO "runs" ("id", "plan", "fabric", "requested_by", "created_at") VALUES ('r1', 'p1', 'lab', 'ada', 'then')`,
  `INSERT INTO "jobs" ("id", "run", "unit", "state") VALUES ('j1', 'r1', 'rack1', 'succeeded')`,
  `INSERT INTO "jobs" ("id", "run", "unit", "state") VALUES ('j2', 'r1', 'rack2', 'queued')`,
  `INSERT INTO "job_dependencies" ("job", "depends_on", "position") VALUES ('j2', 'j1', 0)`,
  `INSERT INTO "steps" ("job", "step", "phase", "at", "message") VALUES ('j1', 'lock', 'done', 'then', '""')`,
  `INSERT INTO "leases" ("unit", "holder", "fence", "expires_at") VALUES ('rack1', NULL, 7, NULL)`,
];
