import assert from 'node:assert/strict';
import { ended } from '../cli/child.ts';
import { whyNoRealLab } from '../stories/real-lab-site.ts';

describe('the example real-lab', function () {
  this.timeout(600_000);

  it('is provisioned on real switches, and real servers ping each other', async function () {
    const why = whyNoRealLab();
    if (why !== undefined) {
      console.log(`      skipped: ${why}`);
      this.skip();
    }
    const { code, stdout, stderr } = await ended(process.execPath, [
      '--import',
      'tsx',
      'examples/real-lab/run.ts',
    ]);
    assert.equal(code, 0, stdout.slice(-2000) + stderr.slice(-2000));
    assert.match(stdout, /Everything was as promised/);
  });
});
