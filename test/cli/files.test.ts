import assert from 'node:assert/strict';
import { mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readTextFile, writeNewFile, writeTextFile } from '../../src/cli/files.ts';

describe('files of a command', () => {
  let folder = '';
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'twinleaf-files-'));
  });
  afterEach(async () => {
    await rm(folder, { recursive: true, force: true });
  });

  it('replaces a file whole and leaves nothing else behind', async () => {
    const file = join(folder, 'deep', 'plan.json');
    await writeTextFile(file, 'old', 0o600);
    await writeTextFile(file, 'new', 0o600);
    assert.equal(await readFile(file, 'utf8'), 'new');
    assert.equal((await stat(file)).mode & 0o777, 0o600);
    assert.deepEqual(await readdir(join(folder, 'deep')), ['plan.json']);
  });

  it('refuses a folder and a device by name', async () => {
    await assert.rejects(writeTextFile(folder, 'x'), { code: 'file-error', message: /is no regular file/ });
    await assert.rejects(writeTextFile('/dev/null', 'x'), { code: 'file-error', message: /\/dev\/null/ });
  });

  it('replaces a link instead of writing to where it leads', async () => {
    const [target, link] = [join(folder, 'target'), join(folder, 'link')];
    await writeFile(target, 'precious');
    await symlink(target, link);
    await writeTextFile(link, 'x');
    assert.equal(await readFile(target, 'utf8'), 'precious');
  });

  it('says why a path cannot be written', async () => {
    await writeFile(join(folder, 'file'), '');
    await assert.rejects(writeTextFile(join(folder, 'file', 'below'), 'x'), { code: 'file-error' });
  });

  it('never writes over a file that was there before', async () => {
    const file = join(folder, 'site.yaml');
    await writeNewFile(file, 'mine');
    await assert.rejects(writeNewFile(file, 'other'), { code: 'file-error', message: /it exists already/ });
    assert.equal(await readFile(file, 'utf8'), 'mine');
  });

  it('names a file that cannot be read', async () => {
    await assert.rejects(readTextFile(join(folder, 'none')), { code: 'file-error', message: /no such file/ });
  });
});
