import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cli, ended, root } from '../cli/child.ts';

describe('README.md', function () {
  this.timeout(600_000);

  it('has a tour that works when pasted', async () => {
    const readme = readFileSync(join(root, 'README.md'), 'utf8');
    const tour = readme.split('## Five minutes')[1]?.match(/```sh\n([^]*?)```/)?.[1] ?? '';
    const folder = await mkdtemp(join(tmpdir(), 'twinleaf-tour-'));
    const script = tour
      .replaceAll('/tmp/twinleaf-tour', folder)
      .replaceAll('npx twinleaf', [process.execPath, ...cli].join(' '));
    try {
      const { stdout, stderr } = await ended('bash', ['-c', `${script}\nwait`]);
      const said = `${stdout}\n${stderr}`;
      assert.match(said, /1 of 1 unit applied and verified/);
      assert.match(said, /Verify: [1-9]\d* ok, \d+ waiting, 0 wrong\./);
      assert.match(said, /No changes\./);
      assert.doesNotMatch(said, /error/i);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });
});
