import assert from 'node:assert/strict';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { PassThrough } from 'node:stream';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import * as app from '../../src/app.ts';
import { runCommandLine } from '../../src/cli/run-command-line.ts';
import { openStore } from '../../src/store/open-store.ts';
import type { Ended } from './command-line.ts';

const example = fileURLToPath(new URL('../../examples/three-vendors', import.meta.url));

/** Commands that find nothing where nothing was done yet. */
const looking: readonly (readonly string[])[] = [
  ['jobs'],
  ['jobs', 'list', '--unit', 'rack1'],
  ['jobs', 'show', 'a1'],
  ['jobs', 'watch', 'a1'],
  ['jobs', 'retry', 'a1', '--yes'],
  ['jobs', 'resume', 'a1', '--yes'],
  ['jobs', 'undo', 'a1', '--yes'],
  ['jobs', 'cancel', 'a1', '--yes'],
  ['rollback', 'a1', '--yes'],
  ['validate', example],
  ['ports', example],
];

/** Runs the real command line in this process, with that state directory. */
async function typedAt(state: string, args: readonly string[]): Promise<Ended> {
  const [stdin, stdout, stderr] = [new PassThrough(), new PassThrough(), new PassThrough()];
  const all = [...args, '--site', example, '--state', state];
  const streams = { stdin, stdout, stderr, env: {} };
  const code = await runCommandLine(all, streams, async () => Promise.resolve(app));
  stdout.end();
  stderr.end();
  return { code, stdout: await text(stdout), stderr: await text(stderr) };
}

describe('looking where nothing was done yet', function () {
  this.timeout(20_000);
  let base = '';
  let url: string | undefined;

  beforeEach(async () => {
    base = await mkdtemp(path.join(tmpdir(), 'twinleaf-look-'));
    url = process.env['DATABASE_URL'];
    delete process.env['DATABASE_URL'];
  });
  afterEach(async () => {
    if (url !== undefined) process.env['DATABASE_URL'] = url;
    await rm(base, { recursive: true, force: true });
  });

  it('says and ends with what an empty store says, and makes nothing', async () => {
    const [missing, empty] = [path.join(base, 'missing'), path.join(base, 'empty')];
    await (await openStore({ directory: empty })).close();
    for (const args of looking.flatMap((one) => [one, [...one, '--json']])) {
      const [seen, expected] = [await typedAt(missing, args), await typedAt(empty, args)];
      const without = JSON.parse(JSON.stringify(expected).replaceAll(empty, missing)) as Ended;
      assert.deepEqual(seen, without, args.join(' '));
      assert.deepEqual(await readdir(base), ['empty'], args.join(' '));
    }
  });

  it('shows an empty list, and no job by any name', async () => {
    const missing = path.join(base, 'missing');
    const list = await typedAt(missing, ['jobs', '--json']);
    assert.deepEqual([list.code, JSON.parse(list.stdout)], [0, { jobs: [], inDoubt: [] }]);
    const show = await typedAt(missing, ['jobs', 'show', 'a1']);
    assert.equal(show.code, 1);
    assert.match(show.stderr, /the store has no job and no run "a1"/);
  });
});
