import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { makeLabFolder } from '../../../src/lab/real/lab-folder.ts';

describe('the folder of a real lab', () => {
  const made: string[] = [];
  before(function () {
    if (process.platform !== 'linux') this.skip();
  });
  afterEach(() => {
    for (const folder of made.splice(0)) rmSync(folder, { recursive: true, force: true });
  });

  const mine = async () => {
    const folder = await makeLabFolder();
    made.push(folder);
    return folder;
  };
  /** A folder as another process would have made it, told from the name of one of this process. */
  const folderOf = async (owner: { pid?: number; start?: string }) => {
    const [place, pid, start] = path
      .basename(await mine())
      .slice('twinleaf-real-'.length)
      .split('-');
    const name = ['twinleaf-real', place, owner.pid ?? pid, owner.start ?? start, ''].join('-');
    const folder = mkdtempSync(path.join(tmpdir(), name));
    made.push(folder);
    return folder;
  };

  it('stays while its process lives', async () => {
    const first = await mine();
    const second = await mine();
    assert.ok(existsSync(first) && existsSync(second));
    assert.notEqual(first, second);
  });

  it('stays while another process that has made it lives', async () => {
    const other = spawn('sleep', ['60']);
    try {
      const pid = other.pid ?? 0;
      const stat = readFileSync(`/proc/${String(pid)}/stat`, 'utf8');
      const folder = await folderOf({ pid, start: /\) (?:\S+ ){19}(\d+)/.exec(stat)?.[1] ?? '' });
      await mine();
      assert.ok(existsSync(folder));
    } finally {
      other.kill();
    }
  });

  it('is taken away by the next start once its process has ended', async () => {
    const { pid } = spawnSync('true');
    const folder = await folderOf({ pid });
    await mine();
    assert.ok(!existsSync(folder));
  });

  it('is taken away where its process number belongs to a younger process', async () => {
    const folder = await folderOf({ start: '1' });
    await mine();
    assert.ok(!existsSync(folder));
  });
});
