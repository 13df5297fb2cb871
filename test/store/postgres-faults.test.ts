import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { TwinleafError } from '../../src/fabric/errors.ts';
import { allMigrations } from '../../src/store/migrations/all.ts';
import { hasPostgresStore, openPostgresStore } from '../../src/store/open-postgres-store.ts';
import type { PostgresAddress } from '../../src/store/databases/postgres-address.ts';
import { openPostgres, postgresSource } from '../../src/store/databases/postgres-database.ts';
import { claimed, sampleApplied, sampleRun, sampleSwitch } from '../contracts/run-samples.ts';
import { type PostgresServer, sharedPostgres } from '../services/postgres.ts';
import { newPostgresAddress, runSql } from './postgres-place.ts';

const step = { step: 'change', phase: 'done', at: '', message: 'm' } as const;

describe('a store in PostgreSQL', function () {
  // Some of these wait for a server that starts again.
  this.timeout(60_000);
  let server: PostgresServer;
  let address: PostgresAddress;

  before(async function () {
    const found = await sharedPostgres();
    if (found === undefined) {
      if (this.test !== undefined) this.test.title += ' (skipped: PostgreSQL is not installed)';
      this.skip();
    }
    server = found;
  });
  beforeEach(async () => {
    address = await newPostgresAddress();
  });

  it('is there once somebody has opened it, and looking makes none', async () => {
    assert.equal(await hasPostgresStore(address), false);
    assert.equal(await hasPostgresStore(address), false);
    await (await openPostgresStore(address)).close();
    assert.equal(await hasPostgresStore(address), true);
  });

  it('has after its migrations exactly what the entities say', async () => {
    await (await openPostgresStore(address)).close();
    const source = await postgresSource(address).initialize();
    try {
      const { upQueries } = await source.driver.createSchemaBuilder().log();
      assert.deepEqual(
        upQueries.map(({ query }) => query),
        [],
      );
      const made = await source.query<unknown[]>(`SELECT * FROM "${address.schema}"."migrations"`);
      assert.equal(made.length, allMigrations.length);
    } finally {
      await source.destroy();
    }
  });

  it('refuses what a newer version of Twinleaf has written', async () => {
    await (await openPostgresStore(address)).close();
    const row = `(1, 'FromTheFuture1990000000000')`;
    await runSql(address.url, `INSERT INTO ${address.schema}.migrations ("timestamp", name) VALUES ${row}`);
    await assert.rejects(openPostgresStore(address), failure(/newer version of Twinleaf \(FromTheFuture/));
  });

  it('lets somebody in who may not make schemas, where one was made for him', async () => {
    const { schema } = address;
    await runSql(
      address.url,
      `CREATE ROLE r_${schema} LOGIN; CREATE SCHEMA ${schema} AUTHORIZATION r_${schema}`,
    );
    const url = new URL(address.url);
    url.username = `r_${schema}`;
    const store = await openPostgresStore({ ...address, url: url.href });
    await store.createRun(sampleRun({ a: [] }));
    await store.close();
    await assert.rejects(
      openPostgresStore({ url: url.href, schema: `${schema}_b` }),
      failure(/not accessible/),
    );
  });

  it('refuses to work after it was closed, ends what is under way first, and may be closed twice', async () => {
    const store = await openPostgresStore(address);
    const underWay = [store.createRun(sampleRun({ a: [] })), store.listJobs()];
    await store.close();
    await store.close();
    await Promise.all(underWay);
    await assert.rejects(store.readState(), failure(/has been closed/));
    await assert.rejects(store.addStep('a', step), failure(/has been closed/));
    await assert.rejects(store.addStep('a', step), failure(/has been closed/));
  });

  it('says where it is and why it fails, and keeps the password to itself', async () => {
    const { url, schema } = address;
    const elsewhere = url.replace(/:\d+\//, ':1/');
    await assert.rejects(
      openPostgresStore({ url: elsewhere, schema }),
      failure(/127.0.0.1:1.*cannot be reached/),
    );
    await assert.rejects(hasPostgresStore({ url: elsewhere, schema }), failure(/cannot be reached/));
    const nowhere = url.replace('/postgres', '/nowhere');
    await assert.rejects(openPostgresStore({ url: nowhere, schema }), failure(/there is no such database/));
    const stranger = url.replace('twinleaf:', 'stranger:');
    await assert.rejects(
      openPostgresStore({ url: stranger, schema }),
      failure(/the server refused the login/),
    );
    for (const wrong of [
      'planted-secret',
      'mysql://u:planted-secret@h/d',
      'postgresql://u:planted-secret@/d',
    ]) {
      await assert.rejects(openPostgresStore({ url: wrong, schema }), failure(/no URL that begins/));
    }
    await assert.rejects(openPostgresStore({ url, schema: 'a"; DROP' }), failure(/no plain name/));
  });

  it('goes by the clock of the server', async () => {
    const database = await openPostgres(address);
    const [row] = await database.read((rows) =>
      rows.query<{ at: Date }[]>('SELECT clock_timestamp() AS "at"'),
    );
    const later = await database.read((rows) => database.time(rows));
    await database.close();
    assert.ok(row !== undefined && later >= row.at);
  });

  it('works on when the server was killed between two calls, and has lost nothing', async () => {
    const store = await openPostgresStore(address);
    await store.createRun(sampleRun({ a: [] }));
    await Promise.all([store.listJobs(), store.listJobs(), store.addStep('a', step)]);
    await server.crash();
    const restarting = server.restart();
    const [jobs] = await Promise.all([store.listJobs(), store.addStep('a', step), restarting]);
    assert.equal(jobs.length, 1);
    assert.equal((await store.readJob('a'))?.steps.length, 2);
    await store.close();
  });

  it('has nothing of a transaction in whose middle the server was killed', async () => {
    const store = await openPostgresStore(address);
    await store.createRun(sampleRun({ a: [] }));
    const database = await openPostgres(address);
    const halfDone = database.write(async (rows) => {
      await rows.query(`UPDATE "${address.schema}"."jobs" SET "state" = 'failed'`);
      await server.crash();
      await rows.query(`UPDATE "${address.schema}"."jobs" SET "error" = '{}'`);
    });
    await assert.rejects(halfDone, failure(/127.0.0.1.*the server cannot be reached/));
    await server.restart();
    assert.equal((await store.readJob('a'))?.state, 'queued');
    await database.write((rows) => rows.query('SELECT 1'));
    await Promise.all([store.close(), database.close()]);
  });

  it('has all or nothing of what was under way when the server was killed, and says so', async () => {
    const store = await openPostgresStore(address);
    await store.createRun(sampleRun({ a: [] }));
    const fence = await claimed(store, 'a');
    for (const afterMs of [0, 2, 5, 10, 20, 40]) {
      const mark = `config ${afterMs}`;
      const switches = Array.from({ length: 40 }, (_, i) => sampleSwitch(`sw${i}`, { config: mark }));
      await store.moveJob('a', 'running');
      const recording = store.recordApplied('a', sampleApplied(switches, fence)).then(
        () => 'recorded',
        (error: unknown) => error,
      );
      await pause(afterMs);
      await server.crash();
      await server.restart();
      const outcome = await recording;
      if (outcome !== 'recorded') failure(/cannot be reached/)(outcome);
      const found = (await store.readState())?.switches.filter(({ config }) => config === mark) ?? [];
      const state = (await store.readJob('a'))?.state;
      assert.ok(
        (found.length === 0 && state === 'running') || (found.length === 40 && state === 'succeeded'),
        `${String(outcome)}: ${found.length} switches, job ${state}`,
      );
      // Told of a failure it may still be there: the answer to the commit was lost. Told of success it must be.
      if (outcome === 'recorded') assert.equal(state, 'succeeded');
    }
    await store.close();
  });

  it('is not held up for good by a process that stops in the middle', async () => {
    const store = await openPostgresStore(address);
    await store.createRun(sampleRun({ a: [] }));
    const other = await openPostgres(address);
    const stuck = other.write(async (rows) => {
      await rows.query(`UPDATE "${address.schema}"."jobs" SET "state" = 'failed'`);
      await pause(5500);
      await rows.query('SELECT 1');
    });
    const failed = assert.rejects(stuck, failure(/cannot be reached|held up the others/));
    await pause(100);
    assert.equal(await store.moveJob('a', 'running', { from: ['queued'] }), true);
    await failed;
    assert.equal((await store.readJob('a'))?.state, 'running');
    await Promise.all([store.close(), other.close()]);
  });

  it('takes no half of an applied state onto a disk that is full', async function () {
    const disk = mkdtempSync(join(tmpdir(), 'twinleaf-small-disk-'));
    if (!shell('mount -t tmpfs -o size=24m,mode=700,uid=65534 tmpfs "$1"', disk)) {
      if (this.test !== undefined) this.test.title += ' (skipped: no right to mount a small disk)';
      this.skip();
    }
    try {
      await runSql(address.url, `CREATE TABLESPACE small LOCATION '${disk}'`);
      await runSql(address.url, 'CREATE DATABASE small TABLESPACE small');
      const store = await openPostgresStore({ ...address, url: address.url.replace('/postgres', '/small') });
      await store.createRun(sampleRun({ a: [] }));
      const fence = await claimed(store, 'a');
      // Noise, which the server cannot make smaller.
      const large = sampleSwitch('sw2', { config: randomBytes(12e6).toString('hex') });
      const applied = sampleApplied([sampleSwitch('sw1'), large], fence);
      await assert.rejects(store.recordApplied('a', applied), failure(/the disk is full/));
      assert.equal((await store.readJob('a'))?.state, 'running');
      assert.deepEqual((await store.readState())?.switches, []);
      await store.recordApplied('a', sampleApplied([sampleSwitch('sw1')], fence));
      assert.equal((await store.readState())?.switches.length, 1);
      await store.close();
      await runSql(address.url, 'DROP DATABASE small');
      await runSql(address.url, 'DROP TABLESPACE small');
    } finally {
      assert.ok(shell('umount "$1" && rmdir "$1"', disk));
    }
  });

  it('lets many read while one writes', async () => {
    const store = await openPostgresStore(address);
    await store.createRun(sampleRun({ a: [] }));
    const writer = new pg.Client(address.url);
    await writer.connect();
    await writer.query(`BEGIN; UPDATE "${address.schema}"."jobs" SET "state" = 'failed'`);
    const states = await Promise.all(
      Array.from({ length: 30 }, async () => (await store.readJob('a'))?.state),
    );
    assert.deepEqual(new Set(states), new Set(['queued']));
    await writer.query('COMMIT');
    await writer.end();
    assert.equal((await store.readJob('a'))?.state, 'failed');
    await store.close();
  });
});

function failure(reason: RegExp): (error: unknown) => boolean {
  return (error) => {
    assert.ok(error instanceof TwinleafError, String(error));
    assert.equal(error.code, 'store-failed');
    assert.match(error.message, reason);
    const everything = [error.message, JSON.stringify(error.details), String(error.cause)].join('\n');
    assert.doesNotMatch(everything, /planted-secret/);
    return true;
  };
}

function shell(script: string, argument: string): boolean {
  return spawnSync('sh', ['-c', script, 'sh', argument]).status === 0;
}
