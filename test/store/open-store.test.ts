import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { chmod, mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sqlite3 from 'sqlite3';
import { TwinleafError } from '../../src/fabric/errors.ts';
import { openStore } from '../../src/store/open-store.ts';
import { sampleRun } from '../contracts/run-samples.ts';

describe('opening the store of a directory', () => {
  let base = '';
  const file = () => join(base, 'state', 'store.sqlite');
  const open = () => openStore({ directory: join(base, 'state') });

  beforeEach(async () => {
    base = await mkdtemp(join(tmpdir(), 'twinleaf-open-'));
  });
  afterEach(async () => {
    await rm(base, { recursive: true, force: true });
  });

  it('makes directory and files for their owner only', async () => {
    const store = await open();
    await store.createRun(sampleRun({ a: [] }));
    const modes = await Promise.all(
      [join(base, 'state'), file(), `${file()}-wal`].map(async (path) => (await stat(path)).mode & 0o777),
    );
    await store.close();
    assert.deepEqual(modes, [0o700, 0o600, 0o600]);
  });

  it('refuses to work after it was closed, and may be closed twice', async () => {
    const store = await open();
    await store.close();
    await store.close();
    await assert.rejects(store.readState(), failure(/has been closed/));
  });

  it('refuses a store that a newer version of Twinleaf has written, and leaves it as it was', async () => {
    await (await open()).close();
    await sql(file(), `INSERT INTO migrations ("timestamp", name) VALUES (1, 'FromTheFuture1990000000000')`);
    const before = await readFile(file());
    await assert.rejects(open(), failure(/newer version of Twinleaf \(FromTheFuture1990000000000\)/));
    assert.deepEqual(await readFile(file()), before);
  });

  it('names the path and the reason where the file is no store', async () => {
    await mkdir(join(base, 'state'));
    await writeFile(
      file(),
      'this is a text and no database, long enough for a header of one hundred bytes'.repeat(9),
    );
    await assert.rejects(open(), (error: unknown) => {
      assert.ok(error instanceof TwinleafError);
      assert.equal(error.details['path'], file());
      assert.match(String(error.details['reason']), /^the file is damaged or is no store of Twinleaf/);
      return true;
    });
  });

  it('says so when a part of the file is damaged', async () => {
    const store = await open();
    await store.createRun(
      sampleRun(Object.fromEntries(Array.from({ length: 2000 }, (_, i) => [`job-${i}`, []]))),
    );
    await store.close();
    const bytes = await readFile(file());
    // The first page, with the schema, stays; everything after it is lost.
    await writeFile(
      file(),
      Buffer.concat([bytes.subarray(0, 4096), Buffer.alloc(bytes.length - 4096, 0xa5)]),
    );
    await assert.rejects(
      async () => {
        const damaged = await open();
        try {
          await damaged.listJobs();
        } finally {
          await damaged.close();
        }
      },
      failure(/the file is damaged/),
    );
  });

  it('says so when a part of the path is a file', async () => {
    await writeFile(join(base, 'state'), '');
    await assert.rejects(open(), failure(/a part of the path is no directory/));
    await assert.rejects(
      openStore({ directory: join(base, 'state', 'below') }),
      failure(/a part of the path is no directory/),
    );
  });

  it('says so when the directory may not be written', async () => {
    await mkdir(join(base, 'state'));
    await chmod(join(base, 'state'), 0o500);
    await chmod(base, 0o755);
    const said = await asOrdinaryUser(join(base, 'state'));
    assert.match(said, /^store-failed .*state\/store\.sqlite failed: it is not accessible/);
  });

  it('fails without harm when the disk is full, and goes on when there is room again', async function () {
    if (!mountSmallDisk(join(base, 'disk'))) {
      if (this.test !== undefined) this.test.title += ' (skipped: no right to mount a small disk)';
      this.skip();
    }
    try {
      const store = await openStore({ directory: join(base, 'disk', 'state') });
      await store.createRun(sampleRun({ a: [] }));
      const ballast = join(base, 'disk', 'ballast');
      await fill(ballast);
      const exchange = {
        switch: 'sw1',
        at: '',
        command: '',
        output: 'x'.repeat(2e6),
        elapsedMs: 1,
        refused: false,
      };
      await assert.rejects(store.addExchanges('a', [exchange]), failure(/the disk is full/));
      assert.deepEqual(await store.readExchanges('a'), []);
      await rm(ballast);
      await store.addExchanges('a', [exchange]);
      assert.deepEqual(await store.readExchanges('a'), [exchange]);
      await store.close();
    } finally {
      assert.ok(shell('umount "$1"', join(base, 'disk')));
    }
  });
});

function failure(reason: RegExp): (error: unknown) => boolean {
  return (error) => {
    assert.ok(error instanceof TwinleafError, String(error));
    assert.equal(error.code, 'store-failed');
    assert.match(error.message, reason);
    return true;
  };
}

function sql(file: string, statement: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const database = new sqlite3.Database(file);
    database.exec(statement, (error) => {
      database.close(() => {
        if (error === null) resolve();
        else reject(error);
      });
    });
  });
}

/** What the store says to a user who is not root, whom no mode keeps out. */
async function asOrdinaryUser(directory: string): Promise<string> {
  const nobody = 65534;
  if (process.getuid?.() === 0) process.seteuid?.(nobody);
  try {
    await (await openStore({ directory })).close();
    return 'opened';
  } catch (error) {
    return error instanceof TwinleafError ? `${error.code} ${error.message}` : String(error);
  } finally {
    if (process.getuid?.() === 0) process.seteuid?.(0);
  }
}

function mountSmallDisk(directory: string): boolean {
  return shell('mkdir "$1" && mount -t tmpfs -o size=4m tmpfs "$1"', directory);
}

function shell(script: string, argument: string): boolean {
  return spawnSync('sh', ['-c', script, 'sh', argument]).status === 0;
}

/** Writes until nothing more fits. */
async function fill(file: string): Promise<void> {
  for (const size of [1e6, 1e4, 1e3]) {
    try {
      for (;;) await writeFile(file, Buffer.alloc(size), { flag: 'a' });
    } catch (error) {
      assert.match(String(error), /ENOSPC/);
    }
  }
}
