import assert from 'node:assert/strict';
import { ended } from '../cli/child.ts';
import { skipWithoutRealLab } from '../lab/real/real-lab-site.ts';

describe('the example real-lab', function () {
  this.timeout(600_000);

  it('is provisioned on real switches, and real servers ping each other', async function () {
    skipWithoutRealLab(this);
    const { code, stdout, stderr } = await ended(process.execPath, [
      '--import',
      'tsx',
      'examples/real-lab/run.ts',
    ]);
    assert.equal(code, 0, stdout.slice(-2000) + stderr.slice(-2000));
    assert.match(stdout, /Everything was as promised/);
  });
});
